// One push service's trouble is its own: through the whole engine, against the local push service.

import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, test } from 'node:test'
import { startPushService, type ProfileName, type PushService } from '@belfry/push-service'
import { deliveryFixture } from '../support/delivery-fixture.ts'

async function until(condition: () => boolean, withinMs: number): Promise<number> {
  const started = performance.now()
  while (!condition()) {
    assert.ok(performance.now() - started < withinMs, `not within ${withinMs} ms`)
    await delay(10)
  }
  return performance.now() - started
}

/** How many messages each profile's subscribers have taken. */
function counting(service: PushService) {
  const taken: Partial<Record<ProfileName, number>> = {}
  service.events.on('accepted', ({ subscription }) => {
    const profile = service.subscription(subscription)?.profile ?? 'mozilla'
    taken[profile] = (taken[profile] ?? 0) + 1
  })
  return taken
}

describe('push services', { timeout: 120_000 }, () => {
  test('one that hangs costs a healthy one no time', async () => {
    async function timeOf(hangs: boolean): Promise<number> {
      await using service = await startPushService()
      await using fixture = await deliveryFixture()
      // In turn, so that every batch holds both.
      for (let i = 0; i < 20; i += 1) {
        await fixture.subscribe(service, 50, { profile: 'mozilla' })
        if (hangs) await fixture.subscribe(service, 50, { profile: 'wns' })
      }
      service.faults.add({ profile: 'wns', action: 'hang' })
      const taken = counting(service)
      await using _run = await fixture.run(service)
      await fixture.send({})
      return await until(() => taken.mozilla === 1000, 30_000)
    }
    const alone = await timeOf(false)
    const beside = await timeOf(true)
    // Batches are read twice as often; what would be felt is 15 s, the time for which a request may hang.
    assert.ok(
      beside < 3 * alone + 1000,
      `${alone.toFixed(0)} ms alone, ${beside.toFixed(0)} beside`,
    )
  })

  test('one that is down is asked by single probes until it is back', async () => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    await fixture.subscribe(service, 300, { profile: 'fcm' })
    const fault = service.faults.add({ profile: 'fcm', action: 'status', status: 502 })
    let refused = 0
    service.events.on('faulted', () => (refused += 1))
    await using run = await fixture.run(service, { random: () => 0.1 })
    await fixture.send({})
    await run.seen('circuit-opened')
    await delay(1000) // what was under way comes back
    const before = refused
    assert.ok(before <= 100, `${before} were sent to a service that is down`)
    await until(() => refused > before, 15_000)
    await delay(300)
    assert.equal(refused, before + 1, 'one probe')
    service.faults.remove(fault.id)
    const { notification } = await run.seen('notification-finished')
    assert.deepEqual(notification.outcomes, { accepted: 300 })
  })

  test("Apple's 429 holds the one subscription and slows no other", async () => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    const [held] = await fixture.subscribe(service, 200, { profile: 'apple' })
    service.faults.add({ subscription: held?.id, action: 'status', status: 429, retryAfter: 3, count: 1 }) // prettier-ignore
    const taken = counting(service)
    await using run = await fixture.run(service)
    const startedAt = performance.now()
    await fixture.send({})
    await until(() => taken.apple === 199, 2500)
    await run.seen('notification-finished')
    assert.ok(performance.now() - startedAt >= 3000)
    assert.equal(taken.apple, 200)
  })

  test('while it is held, other notifications wait for it too, and only there', async () => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    const [held] = await fixture.subscribe(service, 1, { profile: 'apple', subscriber: 'ada' })
    await fixture.subscribe(service, 20, { profile: 'apple' })
    service.faults.add({ subscription: held?.id, action: 'status', status: 429, retryAfter: 3, count: 1 }) // prettier-ignore
    const arrivals: number[] = []
    service.events.on('accepted', ({ subscription }) => {
      if (subscription === held?.id) arrivals.push(performance.now())
    })
    const taken = counting(service)
    await using run = await fixture.run(service)
    let refusedAt = 0
    service.events.on('faulted', () => (refusedAt = performance.now()))
    await fixture.send({ to: { subscriber: 'ada' } })
    await run.seen('outcomes', ({ outcome }) => outcome === 'throttled')
    await fixture.send({})
    await fixture.send({ to: { subscriber: 'ada' } })
    await until(() => taken.apple === 20, 2500)
    await run.seen(
      'notification-finished',
      () => run.events.filter(({ name }) => name === 'notification-finished').length === 3,
    )
    assert.equal(arrivals.length, 3)
    const after = arrivals.map((at) => at - refusedAt)
    assert.ok(Math.min(...after) >= 2900, String(after))
  })

  test('a 429 without Retry-After slows that service, and it recovers', async () => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    const [first] = await fixture.subscribe(service, 1, { profile: 'fcm', subscriber: 'ada' })
    await fixture.subscribe(service, 5000, { profile: 'fcm' })
    service.faults.add({ subscription: first?.id, action: 'status', status: 429, count: 1 })
    const taken = counting(service)
    // Two minutes of recovery in six seconds.
    await using run = await fixture.run(service, { elapsed: () => performance.now() * 20 })
    await fixture.send({ to: { subscriber: 'ada' } })
    await run.seen('alarm', ({ alarm }) => alarm.cause.startsWith('throttled'))
    await fixture.send({})
    const perSecond: number[] = []
    while ((taken.fcm ?? 0) < 5002) {
      const before = taken.fcm ?? 0
      await delay(1000)
      perSecond.push((taken.fcm ?? 0) - before)
      assert.ok(perSecond.length < 40, `too slow: ${perSecond.join(' ')} a second`)
    }
    const [slow = 0] = perSecond
    // 15 a second is where it starts, twenty times as fast here.
    assert.ok(slow < 600, `${perSecond.join(' ')} a second`)
    assert.ok(Math.max(...perSecond) > 1.5 * slow, `${perSecond.join(' ')} a second`)
  })
})
