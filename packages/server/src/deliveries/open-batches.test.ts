import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { deliveryFixture } from '../../../../test/support/delivery-fixture.ts'
import { until } from '../../../../test/support/until.ts'

// A batch stays open until the last of its answers is there. Many small ones, as retries are, must not be enough to
// keep all others out.
test(
  'small batches that wait for a push service that hangs leave room for those of another',
  { timeout: 60_000 },
  async (t) => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    await fixture.subscribe(service, 1, { profile: 'apple' })
    const [healthy] = await fixture.subscribe(service, 1, { profile: 'mozilla' })
    service.faults.add({ profile: 'apple', action: 'hang' })
    await using run = await fixture.run(service, { sender: { responseTimeoutMs: 600_000 } })
    for (let sent = 0; sent < 70; sent += 1) await fixture.send({ title: String(sent) })
    await until(() => service.messages(healthy?.id).length === 70, t.signal)
    assert.equal(run.engine.stats().inFlight, 70)
  },
)
