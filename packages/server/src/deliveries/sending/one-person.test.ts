import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { loadEngine } from '@belfry/web-push'
import { deliveryFixture } from '#test/deliveries/delivery-fixture'
import { SqliteQueue } from '../../queue/sqlite-queue.ts'
import type { EngineEvent } from '../engine-event.ts'
import { createSigners } from '../engine/signers.ts'
import { createDeliveryStore } from '../store/create-delivery-store.ts'
import { sqliteOutcomeRows } from '../store/sqlite-outcome-rows.ts'
import { DeliveryEngine } from './delivery-engine.ts'

test('a notification to one person is sent from its plan: nothing is claimed or read a second time', async () => {
  await using fixture = await deliveryFixture()
  const { database, key } = fixture
  const p256dh = createECDH('prime256v1').generateKeys('base64url')
  const keys = { p256dh, auth: randomBytes(16).toString('base64url') }
  await fixture.insert([{ endpoint: 'https://fcm.googleapis.com/fcm/send/ada', keys }], { subscriber: 'ada' })

  const done: string[] = []
  const finished = Promise.withResolvers<EngineEvent>()
  const report = (event: EngineEvent) => event.name === 'notification-finished' && finished.resolve(event)
  await using queue = new SqliteQueue(database, { instance: 'this one' })
  const store = createDeliveryStore({ database, rows: sqliteOutcomeRows(database.raw), jobs: queue })
  const noted = <Given extends unknown[], Answer>(name: string, ask: (...given: Given) => Answer) => {
    return (...given: Given): Answer => {
      done.push(name)
      return ask(...given)
    }
  }
  const signers = createSigners(report)
  signers.set([key])
  const engine = new DeliveryEngine({
    store: {
      ...store,
      plan: noted('plan', (...given: Parameters<typeof store.plan>) => store.plan(...given)),
      notification: noted('notification', (number: number) => store.notification(number)),
      due: noted('due', (...given: Parameters<typeof store.due>) => store.due(...given)),
      record: noted('record', (...given: Parameters<typeof store.record>) => store.record(...given)),
    },
    queue: {
      wake: (lane) => queue.wake(lane),
      work: (lane, handler, options) =>
        queue.work(lane, (job, signal) => (done.push(`take ${job.kind}`), handler(job, signal)), options),
    },
    send() {
      done.push('send')
      // What a successor finds if this one dies now.
      const rows = fixture.rows('select kind, lease_owner as owner, payload from belfry_jobs')
      assert.deepEqual(
        rows.map((row) => ({ ...row })),
        [{ kind: 'deliver', owner: 'this one', payload: '{"notification":1,"subscribers":[1]}' }],
      )
      return Promise.resolve({ kind: 'response', status: 201, headers: {}, body: '' })
    },
    encryption: (await loadEngine({ use: 'typescript' })).engine,
    signerOf: (id) => signers.get(id),
    report,
  })
  await fixture.send({ to: { subscriber: 'ada' } })
  engine.wake('transactional')
  await finished.promise
  await engine.stop(0)
  assert.deepEqual(done, ['take plan', 'plan', 'send', 'record'])
  assert.deepEqual(fixture.rows('select * from belfry_jobs'), [])
})
