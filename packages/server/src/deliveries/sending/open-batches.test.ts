import { test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { deliveryFixture } from '#test/deliveries/delivery-fixture'
import { until } from '#test/time/until'

// A batch stays open until its last answer. Many small batches, such as retries, must not keep all others out.
test('small batches for a hanging push service leave room for those of another', { timeout: 60_000 }, async (t) => {
  await using service = await startPushService()
  await using fixture = await deliveryFixture()
  await fixture.subscribe(service, 1, { profile: 'apple' })
  const [healthy] = await fixture.subscribe(service, 1, { profile: 'mozilla' })
  service.faults.add({ profile: 'apple', action: 'hang' })
  await using run = await fixture.run(service, { sender: { responseTimeoutMs: 600_000 } })
  for (let sent = 0; sent < 70; sent += 1) await fixture.send({ title: String(sent) })
  await until(() => service.messages(healthy?.id).length === 70, t.signal)
  // As many as a service gets that has not answered yet; the last of the others may be on its way back.
  await until(() => run.engine.stats().inFlight === 16, t.signal)
})
