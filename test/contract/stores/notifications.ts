import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Database } from '../../../packages/server/src/database/database.ts'
import { createNotifications } from '../../../packages/server/src/notifications/notifications.ts'
import type { NewJob } from '../../../packages/server/src/queue/queue.ts'
import type { Refusal } from '../../../packages/server/src/refusal.ts'
import type { EmptyDatabase } from '../../support/each-database.ts'
import { withSite } from './site-fixture.ts'

/** Notifications: accepted once, listed, counted. */
export function testNotifications(open: () => Promise<EmptyDatabase>): void {
  test('a notification and its plan job are one, and a key sends it once', async () => {
    await using harness = await withSite(open)
    const { notifications, jobs } = notificationsOn(harness.database)
    const input = { to: { topic: 'feedback' }, title: 'Ada:', url: '/x', ttl: 60 }
    const one = await notifications.create('default', input, { idempotencyKey: 'k' })
    assert.deepEqual([one.replayed, one.notification.lane], [false, 'transactional'])
    const same = await notifications.create('default', input, { idempotencyKey: 'k' })
    assert.deepEqual([same.replayed, same.notification.id], [true, one.notification.id])
    await assert.rejects(
      notifications.create('default', { ...input, title: 'Bob:' }, { idempotencyKey: 'k' }),
      (error: Refusal) => error.code === 'idempotency-key-reused',
    )
    await assert.rejects(
      notifications.create('default', { ...input, to: { topic: 'nope' } }, {}),
      (error: Refusal) => error.code === 'topic-unknown',
    )
    assert.deepEqual(
      jobs.map(({ kind, lane }) => [kind, lane]),
      [['plan', 'transactional']],
    )
    const { expiresAt, createdAt } = one.notification
    assert.equal(Date.parse(expiresAt) - Date.parse(createdAt), 60_000)
  })

  test('one key at the same moment makes one notification', async () => {
    await using harness = await withSite(open)
    const { notifications } = notificationsOn(harness.database)
    const input = { to: { all: true }, title: 'Hello' }
    const made = await Promise.all(
      Array.from({ length: 8 }, () =>
        notifications.create('default', input, { idempotencyKey: 'same' }),
      ),
    )
    assert.equal(new Set(made.map(({ notification }) => notification.id)).size, 1)
    assert.equal(made.filter(({ replayed }) => !replayed).length, 1)
  })

  test('notifications are listed newest first in pages, and change their state', async () => {
    await using harness = await withSite(open)
    const { notifications } = notificationsOn(harness.database)
    for (let n = 0; n < 55; n += 1) {
      await notifications.create('default', { to: { all: true }, title: `No ${n}` }, {})
    }
    const first = await notifications.list('default')
    assert.equal(first.items.length, 50)
    assert.equal(first.items[0]?.title, 'No 54')
    const rest = await notifications.list('default', first.next)
    assert.deepEqual(
      rest.items.map(({ title }) => title),
      ['No 4', 'No 3', 'No 2', 'No 1', 'No 0'],
    )
    assert.equal(rest.next, undefined)
    const { id } = rest.items[0]!
    assert.equal((await notifications.setState('default', id, 'paused'))?.state, 'paused')
    assert.equal((await notifications.setState('default', id, 'sending'))?.state, 'planning')
    assert.equal((await notifications.setState('default', id, 'cancelled'))?.state, 'cancelled')
    await assert.rejects(
      notifications.setState('default', id, 'sending'),
      (error: Refusal) => error.code === 'notification-finished',
    )
  })

  test('progress adds up what deliveries have counted', async () => {
    await using harness = await withSite(open)
    const { database } = harness
    const { notifications } = notificationsOn(database, () => 20_000)
    const { notification } = await notifications.create(
      'default',
      { to: { all: true }, title: 'x' },
      {},
    )
    const row = await database.kysely
      .selectFrom('belfry_notifications')
      .select('number')
      .where('id', '=', notification.id)
      .executeTakeFirstOrThrow()
    const of = { notification: row.number }
    await database.kysely
      .insertInto('belfry_delivery_counts')
      .values([
        { ...of, outcome: 'accepted', count: 3 },
        { ...of, outcome: 'throttled', count: 2 },
      ])
      .execute()
    await database.kysely
      .insertInto('belfry_delivery_rates')
      .values([
        { ...of, at: 15_000, count: 10 },
        { ...of, at: 20_000, count: 10 },
      ])
      .execute()
    const { progress } = (await notifications.get('default', notification.id))!
    assert.deepEqual(progress, {
      audience: 5,
      sent: 3,
      outcomes: { accepted: 3, throttled: 2 },
      remaining: 2,
      ratePerSecond: 20,
    })
  })
}

function notificationsOn(database: Database, now: () => number = Date.now) {
  const jobs: NewJob[] = []
  const notifications = createNotifications({
    database,
    enqueue: (_tx, added) => {
      jobs.push(...added)
      return Promise.resolve()
    },
    wake: () => undefined,
    now,
  })
  return { notifications, jobs }
}
