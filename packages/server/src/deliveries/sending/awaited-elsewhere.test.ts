import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { TypeScriptEngine } from '@belfry/web-push'
import { deliveryFixture } from '#test/deliveries/delivery-fixture'
import { until } from '#test/time/until'
import { createSigners } from '../engine/signers.ts'
import { openBackend } from '../engine/open-backend.ts'
import { DeliveryEngine } from './delivery-engine.ts'

for (const [awaited, least, most] of [
  [0, 9, 100],
  [1, 1, 8],
] as const) {
  test(`with ${awaited} jobs that somebody waits for in another thread, slices have ${least} to ${most}`, async (t) => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    await fixture.subscribe(service, 100)
    await using opened = new AsyncDisposableStack()
    const backend = await openBackend({ address: fixture.file, instance: 'one', report: () => undefined })
    opened.defer(() => backend.database.close())
    opened.use(backend.queue)
    const signers = createSigners(() => undefined)
    signers.set([fixture.key])
    const slices: number[] = []
    const encryption = new TypeScriptEngine()
    const engine = new DeliveryEngine({
      queue: backend.queue,
      store: backend.store,
      encryption: {
        name: encryption.name,
        encryptBatch(messages) {
          slices.push(messages.length)
          return encryption.encryptBatch(messages)
        },
      },
      send: () => Promise.resolve({ kind: 'response', status: 201, headers: {}, body: '' }),
      signerOf: (id) => signers.get(id),
      allow: service.allow,
      report: () => undefined,
      awaitedElsewhere: () => awaited,
    })
    opened.defer(() => engine.stop(1000))
    const id = await fixture.send({})
    engine.wake()
    await until(async () => (await fixture.get(id)).state === 'done', t.signal)
    const largest = Math.max(...slices)
    assert.ok(largest >= least && largest <= most, slices.join(' '))
  })
}
