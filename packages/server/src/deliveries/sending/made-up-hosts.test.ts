import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPushService, type PushService } from '@belfry/push-service'
import { deliveryFixture } from '#test/deliveries/delivery-fixture'
import { until } from '#test/time/until'

// Anybody can register subscriptions at hosts that they made up below a push service's domain, thousands of them.

const accepted = (service: PushService) => service.messages().length

/** As a resolver that looks long for what does not exist, with the four threads that Node has for all names. */
function slowLookup(tookMs: number, signal: AbortSignal) {
  let busy = 0
  const line: (() => void)[] = []
  return async () => {
    if (busy === 4) await new Promise<void>((resolve) => line.push(resolve))
    busy += 1
    try {
      await sleep(tookMs, undefined, { signal })
      throw Object.assign(new Error('no such host'), { code: 'ENOTFOUND' })
    } finally {
      busy -= 1
      line.shift()?.()
    }
  }
}

describe('made-up hosts', () => {
  for (const count of [1000, 3000]) {
    test(
      `${count} of them delay nobody who is subscribed, now or at the next broadcast`,
      { timeout: 60_000 },
      async (t) => {
        await using service = await startPushService()
        await using fixture = await deliveryFixture()
        const [own] = await fixture.subscribe(service, 1, { profile: 'mozilla' })
        const keys = own!.keys
        await fixture.insert(
          Array.from({ length: count }, (_, n) => ({ endpoint: `https://n${n}.push.apple.com/${n}`, keys })),
        )
        await fixture.subscribe(service, 99, { profile: 'mozilla' })
        const over = new AbortController()
        await using run = await fixture.run(service, { sender: { lookup: slowLookup(300, over.signal) } })
        for (const times of [1, 2]) {
          const since = performance.now()
          await fixture.send({ title: `Broadcast ${times}` })
          await until(() => accepted(service) === times * 100, t.signal)
          const took = performance.now() - since
          t.diagnostic(`broadcast ${times}: ${Math.round(took)} ms`)
          assert.ok(took < 5000, `broadcast ${times} reached the last real subscriber after ${took} ms`)
        }
        assert.ok(run.engine.stats().inFlight <= 32)
        const failing = () => fixture.rows('select endpoint from belfry_subscriptions where failing_since > 0')
        await until(() => failing().length > 0, t.signal)
        assert.ok(
          failing().every((row) => /push\.apple\.com/.test(String(row['endpoint']))),
          'so that they end in days',
        )
        over.abort()
      },
    )
  }

  test('a host that answers is a stranger no more', { timeout: 20_000 }, async () => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    await fixture.subscribe(service, 300, { profile: 'wns' })
    await using run = await fixture.run(service)
    await fixture.send({})
    const { notification } = await run.seen('notification-finished')
    assert.deepEqual(notification.outcomes, { accepted: 300 })
  })
})
