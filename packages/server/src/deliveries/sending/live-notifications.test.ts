import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NotificationState } from '../../database/schema.ts'
import type { SendableNotification } from '../delivery-store.ts'
import { FORGOTTEN } from '../forgotten.ts'
import { createLiveNotifications } from './live-notifications.ts'

// A database over a network: it answers on command.
function store() {
  const asked: {
    numbers: readonly number[]
    answer: (states: [number, NotificationState][]) => void
    fail: (error: Error) => void
  }[] = []
  const clock = { now: 0 }
  const failures: unknown[] = []
  const store: Parameters<typeof createLiveNotifications>[0]['store'] = {
    notification: (number) =>
      Promise.resolve({
        number,
        state: 'sending',
        payload: number === 9 ? FORGOTTEN : '{"web_push":8030}',
      } as SendableNotification),
    states(numbers) {
      const { promise, resolve, reject } = Promise.withResolvers<Map<number, NotificationState>>()
      asked.push({ numbers, answer: (states) => resolve(new Map(states)), fail: reject })
      return promise
    },
  }
  const live = createLiveNotifications({
    store,
    failed: (error) => failures.push(error),
    elapsed: () => clock.now,
  })
  return { live, asked, clock, failures }
}

test('a notification that comes while the states are read is not taken for deleted', async () => {
  const { live, asked } = store()
  await live.acquire(1)
  const refreshed = live.refresh()
  const late = await live.acquire(2)
  assert.deepEqual(asked[0]?.numbers, [1])
  asked[0].answer([[1, 'sending']])
  await refreshed
  assert.equal(late?.state, 'sending')
})

test('one that is deleted, or paused, reaches all its deliveries', async () => {
  const { live, asked } = store()
  const deleted = await live.acquire(1)
  const paused = await live.acquire(2)
  assert.equal(await live.acquire(2), paused)
  const refreshed = live.refresh()
  asked[0]?.answer([[2, 'paused']])
  await refreshed
  assert.equal(deleted?.state, 'cancelled')
  assert.equal(paused?.state, 'paused')
})

test('a slow database gets one query at a time, and a failing one gets none for a second', async () => {
  const { live, asked, clock, failures } = store()
  await live.acquire(1)
  const many = Array.from({ length: 50 }, () => live.refresh())
  assert.equal(asked.length, 1)
  asked[0]?.fail(new Error('away'))
  await Promise.all(many)
  assert.equal(failures.length, 1)
  clock.now = 999
  await live.refresh()
  assert.equal(asked.length, 1)
  clock.now = 1000
  const refreshed = live.refresh()
  asked[1]?.answer([[1, 'sending']])
  await refreshed
  assert.equal(failures.length, 1)
})

test('a notification with erased content is no longer sent: nobody gets an empty one', async () => {
  const { live } = store()
  assert.equal(await live.acquire(9), undefined)
})
