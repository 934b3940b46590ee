// A push service that answers 500 for an hour, by a clock set forward.

import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { deliveryFixture } from '../support/deliveries/delivery-fixture.ts'
import { forwardClock } from '../support/time/forward-clock.ts'
import { until } from '../support/time/until.ts'

const SICK = 300
const HEALTHY = 50

test(
  'an hour of 500 costs a request or two a minute, slows nothing else, and unexpired messages arrive after it',
  { timeout: 120_000 },
  async (t) => {
    const clock = forwardClock()
    await using service = await startPushService()
    await using fixture = await deliveryFixture(clock.now)
    const sick = await fixture.subscribe(service, SICK, { profile: 'fcm' })
    const healthy = await fixture.subscribe(service, HEALTHY, { profile: 'mozilla' })
    const fault = service.faults.add({ profile: 'fcm', action: 'status', status: 500 })
    const sent = { kept: 0, short: 0 }
    const asked = Array.from({ length: 60 }, () => 0)
    let minute = 0
    service.events.on('faulted', () => (asked[minute]! += 1))
    await using run = await fixture.run(service, clock)
    const ends = () => run.events.filter(({ name }) => name === 'notification-finished').length
    const forward = async (ms: number) => {
      clock.forward(ms)
      await delay(40) // a poll of the queue's
      await until(() => run.engine.stats().inFlight === 0, t.signal)
    }

    for (; minute < 60; minute += 1) {
      if (minute % 10 === 0) {
        await fixture.send({ ttl: 24 * 3600, title: 'For a day' })
        await fixture.send({ ttl: 300, title: 'For five minutes' })
        sent.kept += 1
        sent.short += 1
        const expected = sent.kept + sent.short
        await until(() => healthy.every(({ id }) => service.messages(id).length === expected), t.signal)
      }
      for (let step = 0; step < 3; step += 1) await forward(20_000)
    }
    t.diagnostic(`${asked.join(' ')} requests in each minute`)
    const [first = 0, ...later] = asked
    // The requests under way when it began, and then single probes, however many notifications there are.
    assert.ok(first <= 110, `${first} in the first minute`)
    assert.ok(later.reduce((sum, count) => sum + count, 0) <= 3 * 60, later.join(' '))

    service.faults.remove(fault.id)
    while (ends() < sent.kept + sent.short) await forward(10_000)
    for (const { id } of sick) {
      const titles = service.messages(id).map(({ text }) => JSON.parse(text ?? '').notification.title)
      assert.deepEqual(
        titles,
        Array.from({ length: sent.kept }, () => 'For a day'),
      )
    }
    const told = run.events.filter(({ name }) => /^(alarm|circuit-.*)$/.test(name))
    const alarms = told.filter(({ name }) => name === 'alarm')
    const circuits = told.filter(({ name }) => name !== 'alarm').map(({ name }) => name)
    assert.deepEqual(circuits, ['circuit-opened', 'circuit-closed'])
    // Those with a ttl of five minutes have reached nobody there: an alarm at once, and again at most every ten
    // minutes.
    assert.ok(alarms.length >= 1 && alarms.length <= 6, `${alarms.length} alarms`)
  },
)
