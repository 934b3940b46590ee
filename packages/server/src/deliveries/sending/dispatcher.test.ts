import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, test } from 'node:test'
import { startPushService, type PushService } from '@belfry/push-service'
import { deliveryFixture, type DeliveryFixture } from '#test/deliveries/delivery-fixture'
import { forwardClock } from '#test/time/forward-clock'
import { holdPushService } from '#test/push-services/hold-push-service'
import { until } from '#test/time/until'

const accepted = (service: PushService) => service.messages().length

// No timeout matters in these tests: waiting requests wait for the test.
const PATIENT = { sender: { responseTimeoutMs: 600_000 } }

const limit = { timeout: 40_000 }

describe('the dispatcher', () => {
  test('a push service that hangs does not slow another one', limit, async (t) => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    // In turn, so that every batch holds both.
    for (let i = 0; i < 30; i += 1) {
      await fixture.subscribe(service, 50, { profile: 'apple' })
      await fixture.subscribe(service, 50, { profile: 'mozilla' })
    }
    service.faults.add({ profile: 'apple', action: 'hang' })
    await using run = await fixture.run(service, PATIENT)
    await fixture.send({})
    await until(() => accepted(service) === 1500, t.signal)
    const { inFlight, waiting } = run.engine.stats()
    assert.ok(inFlight <= 160, `${inFlight} in flight`)
    assert.ok(waiting <= 2000, `${waiting} waiting`)
  })

  test('a push service that answers again gets the missed messages', limit, async () => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    await fixture.subscribe(service, 40, { profile: 'fcm' })
    const fault = service.faults.add({ profile: 'fcm', action: 'status', status: 502 })
    const clock = forwardClock()
    await using run = await fixture.run(service, { ...clock, random: () => 0.1 })
    await fixture.send({})
    const { service: name } = await run.seen('circuit-opened')
    assert.equal(name, 'fcm')
    service.faults.remove(fault.id)
    clock.forward(10_000)
    await run.seen('circuit-closed')
    const { notification } = await run.seen('notification-finished')
    assert.deepEqual(notification.outcomes, { accepted: 40 })
  })

  test("FCM's 429 pauses FCM for the site, Apple's 429 holds the one subscription", limit, async (t) => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    const apples = await fixture.subscribe(service, 50, { profile: 'apple' })
    await fixture.subscribe(service, 50, { profile: 'fcm' })
    const throttle = { action: 'status', status: 429, retryAfter: 600, count: 1 } as const
    service.faults.add({ ...throttle, subscription: apples[0]?.id })
    service.faults.add({ ...throttle, profile: 'fcm' })
    const clock = forwardClock()
    await using run = await fixture.run(service, { ...clock, random: () => 0.01 })
    await fixture.send({})
    await until(() => apples.slice(1).every(({ id }) => service.messages(id).length === 1), t.signal)
    await until(() => run.engine.stats().inFlight === 0, t.signal)
    assert.equal(service.messages(apples[0]?.id).length, 0)
    assert.ok(accepted(service) < 99, 'one of FCM has to wait as well')
    clock.forward(610_000)
    const { notification } = await run.seen('notification-finished')
    assert.deepEqual(notification.outcomes, { accepted: 100 })
  })

  test('a site sends no more in a minute than its ceiling, and a person does not wait for it', limit, async (t) => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    await fixture.subscribe(service, 100)
    const [ada] = await fixture.subscribe(service, 1, { subscriber: 'ada', topic: 'feedback' })
    let clock = 0
    await using run = await fixture.run(service, { maxPerMinute: 120, elapsed: () => clock })
    const id = await fixture.send({})
    await run.seen('notification-planned')
    await until(() => accepted(service) === 2, t.signal)
    await fixture.send({ to: { subscriber: 'ada' } })
    await until(() => service.messages(ada?.id).length === 1, t.signal)
    // Nearly two a second; the one that did not wait counts as well, so the others wait longer.
    for (const [at, sent] of [
      [400, 3],
      [800, 3],
      [1200, 4],
      [1600, 5],
      [2000, 5],
    ] as const) {
      clock = at
      await until(() => accepted(service) === sent, t.signal)
    }
    await delay(100)
    assert.equal(accepted(service), 5)
    const { progress } = await fixture.get(id)
    assert.equal(progress.audience, 100)
  })

  test('a transactional notification is sent while a broadcast uses all its streams', limit, async (t) => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    await fixture.subscribe(service, 2000)
    const [ada] = await fixture.subscribe(service, 1, { subscriber: 'ada', topic: 'feedback' })
    const broadcast = holdPushService(service)
    service.faults.add({ subscription: ada?.id, action: 'slow', delayMs: 0 }) // she alone is answered
    await using run = await fixture.run(service, PATIENT)
    await fixture.send({})
    await broadcast.holding
    await until(() => run.engine.stats().waiting > 0, t.signal)
    for (let i = 1; i <= 10; i += 1) {
      await fixture.send({ to: { subscriber: 'ada' } })
      await until(() => service.messages(ada?.id).length === i, t.signal)
    }
    assert.equal(accepted(service), 10)
    broadcast.release()
    await until(() => accepted(service) === 2010, t.signal)
    assert.equal(run.events.filter(({ name }) => name === 'alarm').length, 0)
  })

  test('pausing ends a batch in its middle, and resuming sends the rest once', limit, async (t) => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    const subscribers = await fixture.subscribe(service, 3000)
    const held = holdPushService(service, { after: 100 })
    await using run = await fixture.run(service)
    const id = await fixture.send({})
    await held.holding
    await fixture.notifications.setState('default', id, 'paused')
    await delay(300) // the engine looks ten times a second, in this very thread
    held.release()
    await until(() => parked(fixture) > 0 && jobs(fixture) === 0, t.signal)
    const sent = accepted(service)
    assert.ok(sent <= 180, `${sent} were sent: more than those that were taken or under way`)
    const paused = await fixture.get(id)
    assert.equal(paused.state, 'paused')
    assert.equal(paused.progress.remaining, 3000 - sent)
    assert.equal((await fixture.notifications.setState('default', id, 'sending'))?.state, 'sending')
    const { notification } = await run.seen('notification-finished')
    assert.deepEqual(notification.outcomes, { accepted: 3000 })
    assert.ok(subscribers.every((one) => service.messages(one.id).length === 1))
  })

  test('paused deliveries leave the line of a service at once, before their turn', limit, async (t) => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    await fixture.subscribe(service, 100)
    await using run = await fixture.run(service, { maxPerMinute: 120, elapsed: () => 0 })
    const id = await fixture.send({})
    await until(() => accepted(service) === 2, t.signal)
    assert.equal(run.engine.stats().waiting, 98, 'for their turn, which never comes')
    await fixture.notifications.setState('default', id, 'paused')
    await until(() => run.engine.stats().waiting === 0, t.signal)
    await until(() => parked(fixture) > 0 && jobs(fixture) === 0, t.signal)
    assert.equal((await fixture.get(id)).progress.remaining, 98)
  })

  test('cancelling sends nothing more, also from pause, and counts the rest as skipped', limit, async (t) => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    await fixture.subscribe(service, 3000)
    const held = holdPushService(service, { after: 100 })
    await using run = await fixture.run(service)
    const id = await fixture.send({})
    await held.holding
    await fixture.notifications.setState('default', id, 'paused')
    held.release()
    await until(() => parked(fixture) > 0 && jobs(fixture) === 0, t.signal)
    await fixture.notifications.setState('default', id, 'cancelled')
    assert.notEqual((await fixture.get(id)).finishedAt, null)
    await until(() => jobs(fixture) === 0, t.signal)
    const { state, progress } = await fixture.get(id)
    const { accepted: sent = 0, skipped = 0 } = progress.outcomes
    assert.equal(state, 'cancelled')
    assert.equal(sent, accepted(service))
    assert.equal(sent + skipped, 3000)
    assert.equal(run.events.filter(({ name }) => name === 'notification-finished').length, 0)
    assert.equal(parked(fixture), 0)
  })

  test('an engine that stops leaves the rest to the next one, and nobody gets it twice', limit, async () => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    const subscribers = await fixture.subscribe(service, 2000)
    const held = holdPushService(service, { after: 100 })
    const first = await fixture.run(service)
    await fixture.send({})
    await held.holding
    const stopped = first.stop()
    held.release()
    await stopped
    const sent = accepted(service)
    assert.ok(sent < 2000)
    await using second = await fixture.run(service)
    await second.seen('notification-finished')
    assert.ok(subscribers.every((one) => service.messages(one.id).length === 1))
  })

  for (const hours of [-1, 1]) {
    test(`a clock that is set by ${hours} h neither holds a service back nor lets it be crowded`, limit, async (t) => {
      await using service = await startPushService()
      await using fixture = await deliveryFixture()
      await fixture.subscribe(service, 40, { profile: 'fcm' })
      await fixture.subscribe(service, 40, { profile: 'mozilla' })
      service.faults.add({
        profile: 'fcm',
        action: 'status',
        status: 429,
        retryAfter: 1,
        count: 1,
      })
      const broken = service.faults.add({ profile: 'mozilla', action: 'status', status: 502 })
      let offset = 0
      await using run = await fixture.run(service, { now: () => Date.now() + offset })
      await fixture.send({})
      await run.seen('circuit-opened') // and FCM is paused
      offset = hours * 3_600_000
      service.faults.remove(broken.id)
      await until(() => accepted(service) === 80, t.signal)
    })
  }
})

function jobs(fixture: DeliveryFixture): number {
  return fixture.rows('select 1 from belfry_jobs').length
}

function parked(fixture: DeliveryFixture): number {
  return fixture.rows('select 1 from belfry_parked_jobs').length
}
