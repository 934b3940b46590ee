import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { DeliverPayload, RetryTarget } from '../jobs.ts'
import { groupRetries, type Retry } from './retries.ts'

const retry = (subscription: number, retryAt: number, more: Partial<Retry> = {}): Retry => ({
  notification: 1,
  lane: 'bulk',
  subscription,
  attempts: 1,
  retryAt,
  ...more,
})

test('retries that are due together become one job, which runs when the last of them is due', () => {
  assert.deepEqual(groupRetries([retry(2, 10_900), retry(1, 10_000)], 0), [
    {
      lane: 'bulk',
      kind: 'deliver',
      payload: { notification: 1, subscriptions: [1, 2], attempts: 1 },
      flow: '1',
      runAt: 10_900,
    },
  ])
})

test('notifications and attempts are kept apart', () => {
  const jobs = groupRetries([retry(1, 100), retry(2, 100, { attempts: 2 }), retry(3, 100, { notification: 2 })], 0)
  assert.equal(jobs.length, 3)
})

test('a thousand retries spread over a quarter of an hour become few jobs', () => {
  const retries = Array.from({ length: 1000 }, (_, i) => retry(i, i * 900))
  const jobs = groupRetries(retries, 0)
  assert.ok(jobs.length < 60, String(jobs.length))
})

test('held ones come back at their own minute, and apart from retries', () => {
  const [seven, hour] = [7 * 3_600_000, 3_600_000]
  const held = (subscription: number, retryAt: number) => retry(subscription, retryAt, { outcome: 'held' })
  const jobs = groupRetries([held(1, seven), held(2, seven + 20_000), held(3, seven + hour / 2), retry(4, seven)], 0)
  assert.deepEqual(
    jobs.map(({ runAt, payload }) => [runAt, (payload as RetryTarget).subscriptions]),
    [
      [seven, [4]],
      [seven + 20_000, [1, 2]],
      [seven + hour / 2, [3]],
    ],
  )
})

test('every retry is in exactly one job, none runs early, and none much late', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          retryAt: fc.integer({ min: 0, max: 900_000 }),
          attempts: fc.integer({ min: 1, max: 3 }),
          notification: fc.integer({ min: 1, max: 2 }),
        }),
        { maxLength: 700 },
      ),
      (drawn) => {
        const retries = drawn.map((more, id) => retry(id, more.retryAt, more))
        const seen: number[] = []
        for (const job of groupRetries(retries, 0)) {
          const payload = job.payload as DeliverPayload & RetryTarget
          assert.ok(payload.subscriptions.length <= 500)
          for (const id of payload.subscriptions) {
            const { retryAt: at = 0, attempts, notification } = retries[id] ?? {}
            assert.equal(payload.attempts, attempts)
            assert.equal(payload.notification, notification)
            assert.ok((job.runAt ?? 0) >= at && (job.runAt ?? 0) <= at + Math.max(1000, at / 8))
            seen.push(id)
          }
        }
        assert.deepEqual(
          seen.toSorted((a, b) => a - b),
          [...retries.keys()],
        )
      },
    ),
  )
})
