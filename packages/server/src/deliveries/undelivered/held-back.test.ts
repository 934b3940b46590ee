import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { deliveryFixture } from '#test/deliveries/delivery-fixture'
import { freePort } from '#test/network/free-port'
import { forwardClock } from '#test/time/forward-clock'
import { until } from '#test/time/until'

const limit = { timeout: 60_000 }

test(
  'a push service that cannot be reached is why a second notification does not move, and why it expires',
  limit,
  async (t) => {
    const clock = forwardClock()
    await using service = await startPushService()
    await using fixture = await deliveryFixture(clock.now)
    await fixture.subscribe(service, 30)
    const closed = `127.0.0.1:${await freePort()}`
    const resolve = Object.fromEntries(Object.keys(service.resolve).map((host) => [host, closed]))
    await using run = await fixture.run(service, {
      now: clock.now,
      push: { allow: service.allow, ca: service.ca, resolve },
    })
    await fixture.send({ ttl: 3600 })
    await run.seen('circuit-opened')
    const second = await fixture.send({ ttl: 300 })
    await run.seen('notification-planned', ({ notification }) => notification === second)

    clock.forward(3000)
    await until(async () => ((await fixture.get(second)).problems ?? []).length > 0, t.signal)
    const { problems: [problem] = [], progress } = await fixture.get(second)
    assert.ok((progress.outcomes['unreachable'] ?? 0) <= 1, 'one at most was tried, to ask whether it is back')
    assert.equal(problem?.count, progress.outcomes['unreachable'] ?? 0)
    assert.equal(problem?.reason, 'connect ECONNREFUSED')
    assert.match(problem?.help ?? '', /firewall/)

    clock.forward(300_000)
    const { notification } = await run.seen('notification-finished', ({ notification }) => notification.id === second)
    assert.deepEqual(notification.outcomes, { expired: 30 })
    const reasons = fixture.rows("select distinct reason from belfry_deliveries where outcome = 'expired'")
    assert.deepEqual(
      reasons.map(({ reason }) => reason),
      ['connect ECONNREFUSED'],
    )
  },
)

test('a notification that is merely paused, or waits its turn, has no problem', limit, async () => {
  const clock = forwardClock()
  await using service = await startPushService()
  await using fixture = await deliveryFixture(clock.now)
  await fixture.subscribe(service, 30)
  await using run = await fixture.run(service, { ...clock, maxPerMinute: 1 })
  const id = await fixture.send({ ttl: 3600 })
  await run.seen('notification-planned')
  clock.forward(10_000)
  assert.equal((await fixture.get(id)).problems, undefined)
})
