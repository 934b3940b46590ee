import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Classification } from '@belfry/web-push'
import type { Delivery } from '../delivery.ts'
import { createSiteCeilings } from './site-ceilings.ts'
import { createServiceGates, type ServiceGates } from './service-gates.ts'

const dead: Classification = { outcome: 'unreachable', reason: 'dns', scope: 'service' }
const throttled: Classification = {
  outcome: 'throttled',
  reason: 'http-429',
  scope: 'service',
  retryAfterMs: 900_000,
}
const some = () => createServiceGates({ report: () => {}, random: () => 0.5 })
const to = (host: string) =>
  ({
    siteId: 'default',
    notification: { number: 1 },
    lane: 'bulk',
    due: { endpoint: `https://${host}/w/?token=x` },
  }) as Delivery

function send(gates: ServiceGates, host: string, answer: Classification, now: number) {
  const delivery = to(host)
  const gate = gates.of(delivery, now)
  gate.way.admit(delivery, now, false)
  if ('start' in gate.way.next(now)) gates.ended(gate, delivery, answer, now)
  return gate
}

test('made-up hosts of a push service do not fill the memory, nor evict the state of the real ones', () => {
  const gates = some()
  const real = send(gates, 'fcm.googleapis.com', throttled, 1000)
  const busy = gates.of(to('web.push.apple.com'), 1000)
  busy.way.admit(to('web.push.apple.com'), 1000, false)
  for (let n = 0; n < 5000; n += 1) send(gates, `n${n}.notify.windows.com`, dead, 1000)
  assert.ok([...gates.all()].length <= 1000)
  assert.equal(gates.of(to('fcm.googleapis.com'), 800_000), real)
  assert.equal(gates.of(to('web.push.apple.com'), 1000), busy)
})

test('nor do hosts that fail until their circuits open', () => {
  const gates = some()
  for (let n = 0; n < 2000; n += 1) {
    for (let failure = 0; failure < 10; failure += 1) {
      send(gates, `n${n}.notify.windows.com`, dead, 1000)
    }
  }
  assert.ok([...gates.all()].length <= 1000)
})

test('a service that asked for a quarter of an hour is remembered as long', () => {
  const gates = some()
  const gate = send(gates, 'fcm.googleapis.com', throttled, 1000)
  for (let now = 1000; now < 800_000; now += 500) gates.tick(now, false, () => {})
  assert.equal(gates.of(to('fcm.googleapis.com'), 800_000), gate)
})

test('a service that is down is reported once, however often it is probed, and so is its return', () => {
  const told: string[] = []
  const gates = createServiceGates({ report: ({ name }) => told.push(name), random: () => 0.5 })
  let now = 0
  for (let n = 0; n < 10; n += 1) send(gates, 'fcm.googleapis.com', dead, now)
  for (; now < 3_600_000; now += 1000) send(gates, 'fcm.googleapis.com', dead, now)
  assert.deepEqual(told, ['circuit-opened'])
  now += 60_000
  send(gates, 'fcm.googleapis.com', { outcome: 'accepted', reason: 'accepted' }, now)
  assert.deepEqual(told, ['circuit-opened', 'circuit-closed'])
})

test('the ceiling is of the site, over all the services that it sends to', () => {
  const ceilings = createSiteCeilings(60)
  const gates = createServiceGates({ report: () => {}, random: () => 0.5, ceilingOf: (site) => ceilings.of(site) })
  const started = ['fcm.googleapis.com', 'web.push.apple.com'].map((host) => {
    const { way } = gates.of(to(host), 1000)
    way.admit(to(host), 1000, false)
    return 'start' in way.next(1000)
  })
  assert.deepEqual(started, [true, false])
})
