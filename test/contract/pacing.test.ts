// One push service's trouble does not affect the others: through the whole engine, against the local push service.

import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, test } from 'node:test'
import { startPushService, type ProfileName, type PushService } from '@belfry/push-service'
import { deliveryFixture } from '../support/deliveries/delivery-fixture.ts'
import { forwardClock } from '../support/time/forward-clock.ts'
import { until } from '../support/time/until.ts'

const limit = { timeout: 60_000 }

/** How many messages each profile's subscribers have taken. */
function counting(service: PushService) {
  const taken: Partial<Record<ProfileName, number>> = {}
  service.events.on('accepted', ({ subscription }) => {
    const profile = service.subscription(subscription)?.profile ?? 'mozilla'
    taken[profile] = (taken[profile] ?? 0) + 1
  })
  return taken
}

describe('push services', () => {
  test('one that hangs delays no delivery to a healthy one', limit, async (t) => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    // In turn, so that every batch holds both.
    for (let i = 0; i < 20; i += 1) {
      await fixture.subscribe(service, 50, { profile: 'mozilla' })
      await fixture.subscribe(service, 50, { profile: 'wns' })
    }
    service.faults.add({ profile: 'wns', action: 'hang' })
    const taken = counting(service)
    // A healthy delivery that waited for a hanging one would wait for longer than this test.
    await using run = await fixture.run(service, { sender: { responseTimeoutMs: 600_000 } })
    await fixture.send({})
    await until(() => taken.mozilla === 1000, t.signal)
    const hanging = run.engine.stats().services.find((one) => one.service === 'wns')
    assert.ok(hanging !== undefined && hanging.inFlight > 0 && hanging.inFlight <= 80)
  })

  test('one that is down gets single probes until it is back', limit, async (t) => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    await fixture.subscribe(service, 300, { profile: 'fcm' })
    const fault = service.faults.add({ profile: 'fcm', action: 'status', status: 502 })
    let refused = 0
    service.events.on('faulted', () => (refused += 1))
    const clock = forwardClock()
    await using run = await fixture.run(service, { ...clock, random: () => 0.1 })
    const nothingUnderWay = () => until(() => run.engine.stats().inFlight === 0, t.signal)
    await fixture.send({})
    await run.seen('circuit-opened')
    await nothingUnderWay()
    const before = refused
    assert.ok(before <= 100, `${before} were sent to a service that is down`)
    clock.forward(5000)
    await until(() => refused > before, t.signal)
    await nothingUnderWay()
    assert.equal(refused, before + 1, 'one probe')
    service.faults.remove(fault.id)
    clock.forward(10_000)
    const { notification } = await run.seen('notification-finished')
    assert.deepEqual(notification.outcomes, { accepted: 300 })
  })

  test("Apple's 429 holds the one subscription and slows no other", limit, async (t) => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    const [held] = await fixture.subscribe(service, 200, { profile: 'apple' })
    service.faults.add({ subscription: held?.id, action: 'status', status: 429, retryAfter: 600, count: 1 })
    const taken = counting(service)
    const clock = forwardClock()
    await using run = await fixture.run(service, clock)
    await fixture.send({})
    await until(() => taken.apple === 199, t.signal)
    clock.forward(590_000)
    await until(() => run.engine.stats().jobs.bulk === 0, t.signal)
    assert.equal(taken.apple, 199)
    clock.forward(20_000)
    await run.seen('notification-finished')
    assert.equal(taken.apple, 200)
  })

  test('while it is held, other notifications wait for it too, and only there', limit, async (t) => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    const [held] = await fixture.subscribe(service, 1, { profile: 'apple', subscriber: 'ada' })
    await fixture.subscribe(service, 20, { profile: 'apple' })
    service.faults.add({ subscription: held?.id, action: 'status', status: 429, retryAfter: 600, count: 1 })
    const taken = counting(service)
    const clock = forwardClock()
    await using run = await fixture.run(service, clock)
    const finished = () => run.events.filter(({ name }) => name === 'notification-finished').length
    await fixture.send({ to: { subscriber: 'ada' } })
    await run.seen('outcomes', ({ outcome }) => outcome === 'throttled')
    await fixture.send({})
    await fixture.send({ to: { subscriber: 'ada' } })
    await until(() => taken.apple === 20, t.signal)
    clock.forward(590_000)
    await until(() => run.engine.stats().jobs.bulk === 0, t.signal)
    assert.equal(service.messages(held?.id).length, 0)
    assert.equal(finished(), 0)
    clock.forward(20_000)
    await run.seen('notification-finished', () => finished() === 3)
    assert.equal(service.messages(held?.id).length, 3)
  })

  test('a 429 without Retry-After slows that service, and it recovers', limit, async (t) => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    const [first] = await fixture.subscribe(service, 1, { profile: 'fcm', subscriber: 'ada' })
    await fixture.subscribe(service, 600, { profile: 'fcm' })
    service.faults.add({ subscription: first?.id, action: 'status', status: 429, count: 1 })
    const taken = counting(service)
    // A clock five times as fast: then the test is short, and no machine is too slow for it.
    await using run = await fixture.run(service, { elapsed: () => performance.now() * 5 })
    await fixture.send({ to: { subscriber: 'ada' } })
    await run.seen('alarm', ({ alarm }) => alarm.cause.startsWith('throttled'))
    await fixture.send({})
    const perSecond: number[] = []
    while ((taken.fcm ?? 0) < 602) {
      const [before, since] = [taken.fcm ?? 0, performance.now()]
      await delay(1000, undefined, { signal: t.signal })
      perSecond.push(((taken.fcm ?? 0) - before) / ((performance.now() - since) / 1000))
    }
    t.diagnostic(`${perSecond.map(Math.round).join(' ')} a second`)
    const [slow = 0] = perSecond
    // 15 a second is where it starts, five times as fast here.
    assert.ok(slow < 150, `${perSecond.join(' ')} a second`)
    assert.ok(Math.max(...perSecond) > 1.4 * slow, `${perSecond.join(' ')} a second`)
  })
})
