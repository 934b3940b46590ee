import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockOff } from './clock-off.ts'
import { classify } from './outcome.ts'

const now = Date.UTC(2026, 9, 21, 7, 28)
const HOUR = 3_600_000
const at = (time: number) => ({ date: new Date(time).toUTCString() })

test('a Date header shows how far our clock is ahead or behind', () => {
  assert.equal(clockOff(at(now), now), 0)
  assert.equal(clockOff(at(now - 13 * HOUR), now), 13 * HOUR)
  assert.equal(clockOff(at(now + HOUR), now), -HOUR)
  for (const headers of [{}, { date: '' }, { date: 'today' }, { date: '1' }])
    assert.equal(clockOff(headers, now), undefined)
})

const refused = (status: number, date: number, body = '') =>
  classify({ kind: 'response', status, headers: at(date), body }, 'apple', now)

test('a refusal of the signature names the clock when it is off by a minute or more', () => {
  const body = '{"reason":"BadJwtToken"}'
  assert.deepEqual(refused(403, now - 13 * HOUR, body), {
    outcome: 'rejected',
    reason: 'http-403 BadJwtToken clock-ahead',
    clockOffMs: 13 * HOUR,
  })
  assert.deepEqual(refused(401, now + 4 * HOUR), {
    outcome: 'rejected',
    reason: 'http-401 clock-behind',
    clockOffMs: -4 * HOUR,
  })
  assert.deepEqual(refused(403, now - 59_000, body), { outcome: 'rejected', reason: 'http-403 BadJwtToken' })
})

test('no other answer has to do with the clock', () => {
  for (const status of [201, 400, 404, 410, 413, 429, 500]) {
    const { clockOffMs, reason } = refused(status, now - 48 * HOUR)
    assert.equal(clockOffMs, undefined)
    assert.doesNotMatch(reason, /clock/)
  }
  assert.equal(refused(403, now - 48 * HOUR, '{"reason":"VapidPkHashMismatch"}').outcome, 'key-mismatch')
})
