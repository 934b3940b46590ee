import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Delivery } from '../delivery.ts'
import { Dispatcher } from './dispatcher.ts'

/** The sizes of the slices, when so many were submitted and none of them could be built. */
async function slicesOf(count: number, transactionalLoad: number): Promise<number[]> {
  const slices: number[] = []
  const done = Promise.withResolvers<void>()
  let open = count
  await using dispatcher = new Dispatcher({
    maker: {
      make(deliveries) {
        slices.push(deliveries.length)
        return Promise.resolve(deliveries.map(() => ({ outcome: 'rejected', reason: 'build-failed' })))
      },
    },
    send: () => assert.fail('there is nothing to send'),
    record: () => undefined,
    mayStart: () => true,
    load: (lane) => (lane === 'transactional' ? transactionalLoad : 0),
    hungry: () => undefined,
    report: () => undefined,
    random: Math.random,
    now: Date.now,
    elapsed: () => performance.now(),
  })
  const delivery = (subscription: number) =>
    ({
      siteId: 'default',
      lane: 'bulk',
      notification: { state: 'sending', createdAt: Date.now(), expiresAt: Date.now() + 60_000 },
      due: { subscription, endpoint: 'https://fcm.googleapis.com/fcm/send/x' },
      signal: new AbortController().signal,
      ended() {
        open -= 1
        if (open === 0) done.resolve()
      },
    }) as unknown as Delivery
  dispatcher.submit(Array.from({ length: count }, (_, subscription) => delivery(subscription)))
  await done.promise
  return slices
}

test('a broadcast is encrypted in slices, in shorter ones while somebody waits for a reply', async () => {
  assert.deepEqual(await slicesOf(64, 0), [32, 32])
  assert.deepEqual(await slicesOf(32, 0.01), [8, 8, 8, 8])
})
