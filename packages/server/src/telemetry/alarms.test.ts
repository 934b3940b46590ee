import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAlarms, type Alarm } from './alarms.ts'

function watch() {
  let now = 0
  const raised: Alarm[] = []
  const alarms = createAlarms(
    (alarm) => raised.push(alarm),
    () => now,
  )
  const later = (ms: number) => alarms.tick((now += ms))
  return { alarms, raised, later }
}

test('a million failures of one cause are one alarm, and another with the count while it lasts', () => {
  const { alarms, raised, later } = watch()
  for (let i = 0; i < 1_000_000; i += 1) alarms.notice('bad token', { service: 'apple' })
  assert.deepEqual(raised, [{ cause: 'bad token', details: { service: 'apple' }, count: 1 }])
  later(60_000)
  assert.equal(raised.length, 1)
  later(600_000)
  assert.equal(raised[1]?.count, 999_999)
})

test('a cause that has stopped is not raised again, and is new when it comes back', () => {
  const { alarms, raised, later } = watch()
  alarms.notice('bad token', {})
  later(600_000)
  assert.deepEqual(alarms.current(), [])
  alarms.notice('bad token', {})
  assert.equal(raised.length, 2)
})

test('an ended cause is not current, and is not new when it is back within minutes', () => {
  const { alarms, raised, later } = watch()
  alarms.notice('bad token', {})
  alarms.ended('bad token')
  assert.deepEqual(alarms.current(), [])
  alarms.notice('bad token', {})
  assert.equal(alarms.current().length, 1)
  assert.equal(raised.length, 1)
  later(600_000)
  assert.equal(raised.length, 2)
})

test('an ended cause is not raised again for its earlier count', () => {
  const { alarms, raised, later } = watch()
  for (let i = 0; i < 100; i += 1) alarms.notice('bad token', {})
  alarms.ended('bad token')
  later(600_000)
  assert.equal(raised.length, 1)
  alarms.notice('bad token', {})
  assert.equal(raised.length, 2)
})

test('more causes than anybody reads become one', () => {
  const { alarms, raised } = watch()
  for (let i = 0; i < 500; i += 1) alarms.notice(`cause ${i}`, {})
  assert.equal(raised.length, 101)
  assert.equal(raised.at(-1)?.cause, 'other')
})
