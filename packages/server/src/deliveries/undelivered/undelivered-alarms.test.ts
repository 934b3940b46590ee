import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAlarms, type Alarm } from '../../telemetry/alarms.ts'
import type { DeliveryOutcome } from '../delivery-store.ts'
import { createUndeliveredAlarms } from './undelivered-alarms.ts'

function watch() {
  const raised: Alarm[] = []
  const alarms = createAlarms(
    (alarm) => raised.push(alarm),
    () => 0,
  )
  const undelivered = createUndeliveredAlarms(alarms)
  const note = (outcome: DeliveryOutcome, reason: string, { service = 'fcm', site = 'default', host = 'h' } = {}) =>
    undelivered.note({
      due: { service, endpoint: `https://${host}/secret`, vapidKeyId: 'key' },
      notification: { id: 'n1', siteId: site },
      outcome,
      reason,
    })
  return { raised, note, current: () => alarms.current().map(({ cause }) => cause) }
}

test('a network cause is one alarm, for any sites and messages', () => {
  const { raised, note } = watch()
  for (const site of ['one', 'two']) {
    for (let i = 0; i < 100; i += 1) note('unreachable', 'tls CERT_HAS_EXPIRED', { site })
  }
  note('expired', 'tls CERT_HAS_EXPIRED')
  assert.equal(raised.length, 1)
  assert.match(raised[0]?.details['help'] ?? '', /clock/)
  assert.equal(raised[0]?.details['notification'], 'n1')
})

test('a push service of your own is named by its host, the known ones by their name; never by a path', () => {
  const { raised, note } = watch()
  note('unreachable', 'dns ENOTFOUND', { service: 'other', host: 'push.example.com:8443' })
  note('unreachable', 'dns ENOTFOUND', { service: 'wns', host: 'made-up-1.notify.windows.com' })
  note('unreachable', 'dns ENOTFOUND', { service: 'wns', host: 'made-up-2.notify.windows.com' })
  assert.deepEqual(
    raised.map(({ details }) => details['host']),
    ['push.example.com:8443', undefined],
  )
  assert.doesNotMatch(JSON.stringify(raised), /secret|made-up/)
})

for (const reason of ['timeout answer', 'reset', 'protocol']) {
  test(`one ${reason} among messages that arrive is no alarm, two in a row are`, () => {
    const { raised, note } = watch()
    for (let i = 0; i < 10; i += 1) {
      note('accepted', 'accepted')
      note('unreachable', reason)
    }
    assert.equal(raised.length, 0)
    note('unreachable', reason)
    assert.equal(raised.length, 1)
  })

  test(`the first ${reason} of a push service that never answered is an alarm`, () => {
    const { raised, note } = watch()
    note('unreachable', reason)
    assert.equal(raised.length, 1)
  })
}

test('an alarm ends when a message arrives the same way, and only then', () => {
  const { note, current } = watch()
  note('unreachable', 'connect ECONNREFUSED')
  note('rejected', 'http-403 BadJwtToken', { service: 'apple', site: 'one' })
  assert.equal(current().length, 2)
  note('accepted', 'accepted', { service: 'mozilla' })
  note('accepted', 'accepted', { service: 'apple', site: 'two' })
  assert.equal(current().length, 2)
  note('accepted', 'accepted')
  assert.deepEqual(current(), ['rejected http-403 BadJwtToken apple one'])
  note('accepted', 'accepted', { service: 'apple', site: 'one' })
  assert.deepEqual(current(), [])
})

test('an answer of any kind proves the connection to the push service', () => {
  const { note, current } = watch()
  note('unreachable', 'dns EAI_AGAIN')
  note('gone', 'http-410')
  assert.deepEqual(current(), [])
})

test('outcomes without a remedy are no alarm: gone, throttled, a push service that is down for a while', () => {
  const { raised, note } = watch()
  note('gone', 'http-410')
  note('throttled', 'http-429')
  for (let i = 0; i < 100; i += 1) note('retry-later', 'http-500')
  note('skipped', 'retired')
  assert.equal(raised.length, 0)
  note('expired', 'http-500')
  assert.equal(raised.length, 1, 'but they have not got it')
})
