import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Lane } from '../../database/schema.ts'
import type { Delivery } from '../delivery.ts'
import { Dispatcher } from './dispatcher.ts'

// One alone starts with fewer requests than a slice has.
const HOSTS = ['a', 'b', 'c', 'd'].map((name) => `${name}.push.example`)

/** A dispatcher that can build nothing, and the slices that it tried to build. */
async function slicesOf(lanes: readonly Lane[], transactionalLoad: number): Promise<Lane[][]> {
  const slices: Lane[][] = []
  const done = Promise.withResolvers<void>()
  let open = lanes.length
  await using dispatcher = new Dispatcher({
    maker: {
      make(deliveries) {
        slices.push(deliveries.map(({ lane }) => lane))
        return Promise.resolve(deliveries.map(() => ({ outcome: 'rejected', reason: 'build-failed' })))
      },
    },
    allow: HOSTS,
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
  const delivery = (lane: Lane, subscription: number) =>
    ({
      siteId: 'default',
      lane,
      notification: { state: 'sending', createdAt: Date.now(), expiresAt: Date.now() + 60_000 },
      due: { subscription, endpoint: `https://${HOSTS[subscription % HOSTS.length]}/x` },
      signal: new AbortController().signal,
      ended() {
        open -= 1
        if (open === 0) done.resolve()
      },
    }) as unknown as Delivery
  // As they come: each lane's in a batch of its own, the broadcast's first.
  const all = lanes.map((lane, subscription) => delivery(lane, subscription))
  dispatcher.submit(all.filter(({ lane }) => lane === 'bulk'))
  dispatcher.submit(all.filter(({ lane }) => lane === 'transactional'))
  await done.promise
  return slices
}

const many = (lane: Lane, count: number) => Array.from({ length: count }, () => lane)
const sizes = (slices: Lane[][]) => slices.map(({ length }) => length)

test('a broadcast is encrypted in slices, in shorter ones while somebody waits for a reply', async () => {
  assert.deepEqual(sizes(await slicesOf(many('bulk', 62), 0)), [31, 31])
  assert.deepEqual(sizes(await slicesOf(many('bulk', 28), 0.01)), [7, 7, 7, 7])
})

test('a reply is encrypted in the turn in which it comes, before a broadcast that came first', async () => {
  const slices = await slicesOf([...many('bulk', 7), 'transactional'], 1 / 256)
  assert.deepEqual(slices, [['transactional'], many('bulk', 7)])
})

test('a burst of replies is encrypted in slices, before the broadcast', async () => {
  const slices = await slicesOf([...many('bulk', 7), ...many('transactional', 14)], 14 / 256)
  assert.deepEqual(slices, [many('transactional', 7), many('transactional', 7), many('bulk', 7)])
})
