import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Database } from '../../../packages/server/src/database/database.ts'
import { createNotifications } from '../../../packages/server/src/notifications/notifications.ts'
import type { NewJob } from '../../../packages/server/src/queue/queue.ts'
import type { Refusal } from '../../../packages/server/src/refusals/refusal.ts'
import type { EmptyDatabase } from '../../support/databases/each-database.ts'
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

  test('one idempotency key at the same moment makes one notification', async () => {
    await using harness = await withSite(open)
    const { notifications } = notificationsOn(harness.database)
    const input = { to: { all: true }, title: 'Hello' }
    const made = await Promise.all(
      Array.from({ length: 8 }, () => notifications.create('default', input, { idempotencyKey: 'same' })),
    )
    assert.equal(new Set(made.map(({ notification }) => notification.id)).size, 1)
    assert.equal(made.filter(({ replayed }) => !replayed).length, 1)
  })

  test('the answer to one that nobody would get says so at once, and why', async () => {
    await using harness = await withSite(open)
    const { notifications } = notificationsOn(harness.database)
    const noteFor = async (to: object) =>
      (await notifications.create('default', { to, title: 'Hello' }, {})).notification.note
    const yet = /^nobody is subscribed yet: turn the bell on/
    assert.match((await noteFor({ all: true })) ?? '', yet)
    assert.match((await noteFor({ topic: 'blog' })) ?? '', yet)
    const unknown = /^none of these subscribers is known or has subscribed/
    assert.match((await noteFor({ subscriber: 'ada' })) ?? '', unknown)
    assert.match((await noteFor({ subscribers: ['ada', 'bob'] })) ?? '', unknown)

    const ada = await addSubscriber(harness.database, 'ada')
    await addSubscription(harness.database, ada)
    assert.equal(await noteFor({ all: true }), undefined)
    assert.equal(await noteFor({ subscribers: ['ada', 'bob'] }), undefined)
    assert.match((await noteFor({ subscriber: 'bob' })) ?? '', unknown)
    assert.match((await noteFor({ topic: 'blog' })) ?? '', /^nobody who is subscribed has the topic "blog" on/)
    // More people than a look takes, who have it on and no browser: what follows them counts.
    for (let n = 0; n < 30; n += 1) await turnOn(harness.database, await addSubscriber(harness.database, `p${n}`))
    assert.match((await noteFor({ topic: 'blog' })) ?? '', /^nobody who is subscribed has the topic "blog" on/)
    const late = await addSubscriber(harness.database, 'late')
    await addSubscription(harness.database, late)
    await turnOn(harness.database, late)
    assert.equal(await noteFor({ topic: 'blog' }), undefined)

    await harness.database.kysely.updateTable('belfry_subscriptions').set({ status: 'key-mismatch' }).execute()
    assert.match((await noteFor({ all: true })) ?? '', /^nobody can be reached: .* another VAPID key/)
    await harness.database.kysely
      .updateTable('belfry_subscriptions')
      .set({ status: 'retired', reason: 'gone' })
      .execute()
    assert.match((await noteFor({ all: true })) ?? '', /^nobody is subscribed any more/)
  })

  test('notifications are listed newest first in pages, and change their state', async () => {
    await using harness = await withSite(open)
    const { notifications } = notificationsOn(harness.database)
    for (let n = 0; n < 55; n += 1) {
      await notifications.create('default', { to: { all: true }, title: `No ${n}` }, {})
    }
    const first = await notifications.list('default', { limit: 50 })
    assert.equal(first.items.length, 50)
    assert.equal(first.items[0]?.title, 'No 54')
    const rest = await notifications.list('default', { cursor: first.next, limit: 50 })
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

  test('progress is the sum of the counted deliveries', async () => {
    await using harness = await withSite(open)
    const { database } = harness
    const { notifications } = notificationsOn(database, () => 20_000)
    const { notification } = await notifications.create('default', { to: { all: true }, title: 'x' }, {})
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

async function addSubscriber({ kysely }: Database, externalId: string): Promise<number> {
  const { id } = await kysely
    .insertInto('belfry_subscribers')
    .values({ site_id: 'default', external_id: externalId, created_at: 0, last_seen_at: 0 })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function addSubscription({ kysely }: Database, subscriber: number): Promise<void> {
  const { id } = await kysely.selectFrom('belfry_vapid_keys').select('id').executeTakeFirstOrThrow()
  await kysely
    .insertInto('belfry_subscriptions')
    .values({
      site_id: 'default',
      subscriber_id: subscriber,
      endpoint_hash: Buffer.alloc(16, subscriber),
      endpoint: `https://updates.push.services.mozilla.com/wpush/v2/${subscriber}`,
      p256dh: Buffer.alloc(65, 4),
      auth: Buffer.alloc(16),
      vapid_key_id: id,
      push_service: 'mozilla',
      status: 'active',
      created_at: 0,
      updated_at: 0,
      last_seen_at: 0,
    })
    .execute()
}

async function turnOn({ kysely }: Database, subscriber: number): Promise<void> {
  await kysely
    .insertInto('belfry_preferences')
    .values({ site_id: 'default', topic_id: 'blog', subscriber_id: subscriber, enabled: 1, changed_at: 0 })
    .execute()
}
