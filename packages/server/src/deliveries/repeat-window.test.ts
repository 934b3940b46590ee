import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { TypeScriptEngine } from '@belfry/web-push'
import { deliveryFixture } from '#test/deliveries/delivery-fixture'
import { until } from '#test/time/until'
import { DeliveryEngine } from './sending/delivery-engine.ts'
import { openBackend } from './engine/open-backend.ts'
import { repeatWindow, UNRECORDED_MAX } from './repeat-window.ts'
import { createSigners } from './engine/signers.ts'

test(
  'however long the database takes, the unrecorded messages stay within the repeat window',
  { timeout: 60_000 },
  async (t) => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    await fixture.subscribe(service, 1000, { profile: 'mozilla' })
    await fixture.subscribe(service, 1000, { profile: 'apple' })
    const backend = await openBackend({
      address: fixture.file,
      instance: 'one',
      report: () => undefined,
    })
    const signers = createSigners(() => undefined)
    signers.set([fixture.key])
    const taken = Promise.withResolvers<void>()
    let sent = 0
    const engine = new DeliveryEngine({
      queue: backend.queue,
      store: {
        ...backend.store,
        async record(outcomes, ends) {
          await taken.promise
          return backend.store.record(outcomes, ends)
        },
      },
      encryption: new TypeScriptEngine(),
      send() {
        sent += 1
        return Promise.resolve({ kind: 'response', status: 201, headers: {}, body: '' })
      },
      signerOf: (id) => signers.get(id),
      allow: service.allow,
      report: () => undefined,
      elapsed: () => performance.now() / 1000, // so that the number decides, and not the time
    })
    try {
      const id = await fixture.send({})
      await until(() => {
        const { unrecorded, inFlight } = engine.stats()
        return unrecorded >= UNRECORDED_MAX && inFlight === 0
      }, t.signal)
      assert.ok(sent >= UNRECORDED_MAX && sent <= repeatWindow('bulk', 2), `${sent} sent`)
      taken.resolve()
      await until(async () => (await fixture.get(id)).state === 'done', t.signal)
      assert.equal(sent, 2000)
    } finally {
      taken.resolve()
      await engine.stop(1000)
      await backend.queue[Symbol.asyncDispose]()
      await backend.database.close()
    }
  },
)
