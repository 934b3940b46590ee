import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { generateVapidKeys, vapidKeyId } from '@belfry/web-push'
import type { Database, Queries } from '../../packages/server/src/database/database.ts'
import { createNotifications } from '../../packages/server/src/notifications/notifications.ts'
import type { NewJob } from '../../packages/server/src/queue/queue.ts'
import type { Refusal } from '../../packages/server/src/refusal.ts'
import { findSiteOfApiKey } from '../../packages/server/src/sites/api-key.ts'
import { establishSite } from '../../packages/server/src/sites/establish-site.ts'
import { findSite } from '../../packages/server/src/sites/site-store.ts'
import {
  findActiveVapidKey,
  findVapidKey,
} from '../../packages/server/src/sites/vapid-key-store.ts'
import type { Identity } from '../../packages/server/src/subscribers/identity.ts'
import {
  establishSubscriber,
  insertAnonymous,
  noteSeen,
  removeIfAbandoned,
} from '../../packages/server/src/subscribers/subscriber-store.ts'
import { registerSubscription } from '../../packages/server/src/subscriptions/register-subscription.ts'
import { subscribeSchema } from '../../packages/server/src/subscriptions/schema.ts'
import {
  countActive,
  findSubscription,
} from '../../packages/server/src/subscriptions/subscription-store.ts'
import { unsubscribe } from '../../packages/server/src/subscriptions/unsubscribe.ts'
import { declareTopics } from '../../packages/server/src/topics/declare-topics.ts'
import {
  inheritPreferences,
  listEnabledTopics,
  savePreference,
} from '../../packages/server/src/topics/preference-store.ts'
import { listTopics } from '../../packages/server/src/topics/topic-store.ts'
import { browserSubscription } from '../support/temporary-belfry.ts'

/** One database, and the way to put jobs into its queue. */
export interface StoreHarness extends AsyncDisposable {
  database: Database
}

const keys = [generateVapidKeys(), generateVapidKeys()] as const
const settings = {
  id: 'default',
  url: 'https://example.com/',
  origins: ['https://example.com'],
  contact: 'mailto:ops@example.com',
  publicKeys: [keys[0].publicKey],
  apiKey: 'belfry_0123456789abcdef0123456789abcdef',
}
const topics = [
  { id: 'blog', name: 'Blog', access: 'open', transactional: false },
  { id: 'feedback', name: 'Feedback', access: 'granted', transactional: true },
] as const

/** What the rooms' stores must do on every database. `make` gives a fresh, empty one. */
export function testStores(name: string, make: () => Promise<StoreHarness>): void {
  describe(`the stores on ${name}`, { timeout: 60_000 }, () => {
    async function withSite(): Promise<StoreHarness> {
      const harness = await make()
      await establishSite(harness.database, settings, 1000)
      await declareTopics(harness.database, 'default', topics, 1000)
      return harness
    }

    test('a transaction that rejects leaves nothing, one that resolves leaves everything', async () => {
      await using harness = await make()
      const { database } = harness
      const insert = (tx: Queries) =>
        tx
          .insertInto('belfry_sites')
          .values({ id: 'a', name: 'a', url: null, origins: '[]', contact: null, created_at: 1 })
          .execute()
      await assert.rejects(
        database.transaction(async (tx) => {
          await insert(tx)
          throw new Error('no')
        }),
        /no/,
      )
      assert.equal(await findSite(database.kysely, 'a'), undefined)
      await database.transaction(insert)
      assert.deepEqual(await findSite(database.kysely, 'a'), {
        id: 'a',
        name: 'a',
        url: null,
        origins: [],
        contact: null,
      })
    })

    test('a site is made once and follows its settings, with its keys and its API key', async () => {
      await using harness = await withSite()
      const { database } = harness
      const rotated = { ...settings, publicKeys: [keys[1].publicKey, keys[0].publicKey] }
      const { site, orphaned } = await establishSite(
        database,
        { ...rotated, url: null, origins: [] },
        2000,
      )
      assert.equal(site.url, 'https://example.com/')
      assert.deepEqual(orphaned, [])
      const active = await findActiveVapidKey(database.kysely, 'default')
      assert.equal(active?.public_key, keys[1].publicKey)
      const old = await findVapidKey(database.kysely, 'default', vapidKeyId(keys[0].publicKey))
      assert.equal(old?.status, 'retiring')
      assert.equal(await findSiteOfApiKey(database.kysely, settings.apiKey), 'default')
      assert.equal(await findSiteOfApiKey(database.kysely, 'belfry_x'), undefined)
    })

    test('many processes that start at once make one site', async () => {
      await using harness = await make()
      const { database } = harness
      await Promise.all(Array.from({ length: 6 }, () => establishSite(database, settings, 1000)))
      await Promise.all(
        Array.from({ length: 6 }, () => declareTopics(database, 'default', topics, 1000)),
      )
      assert.deepEqual(await listTopics(database.kysely, 'default'), topics)
    })

    test('preferences are kept and inherited, a subscriber is one by its id', async () => {
      await using harness = await withSite()
      const db = harness.database.kysely
      const visitor = await insertAnonymous(db, 'default', 1000)
      const ada = await establishSubscriber(db, 'default', 'ada', 1000)
      assert.deepEqual(await establishSubscriber(db, 'default', 'ada', 2000), ada)
      assert.equal(typeof ada.id, 'number')
      const choice = { siteId: 'default', subscriberId: visitor.id, enabled: true }
      await savePreference(db, { ...choice, topicId: 'blog' }, 1000)
      await savePreference(db, { ...choice, topicId: 'feedback' }, 1000)
      await inheritPreferences(db, 'default', visitor.id, ada.id)
      assert.deepEqual(await listEnabledTopics(db, 'default', ada.id), ['blog'])
      await noteSeen(db, ada.id, { locale: 'de', timeZone: undefined, now: 3000 })
      await removeIfAbandoned(db, visitor.id)
      await removeIfAbandoned(db, ada.id)
      const left = await db.selectFrom('belfry_subscribers').selectAll().execute()
      assert.deepEqual(
        left.map((row) => ({ ...row })),
        [
          {
            id: ada.id,
            site_id: 'default',
            external_id: 'ada',
            locale: 'de',
            time_zone: null,
            created_at: 1000,
            last_seen_at: 3000,
          },
        ],
      )
    })

    test('a subscription is created, refreshed, moved with proof only, replaced and unsubscribed', async () => {
      await using harness = await withSite()
      const { database } = harness
      const { register, happened } = registrar(database)
      const browser = browserSubscription()
      const first = await register(browser, undefined, { topics: ['blog'] })
      assert.deepEqual([first.created, first.topics], [true, ['blog']])
      const again = await register(browser)
      assert.equal(again.created, false)
      const ada: Identity = { site: 'default', subscriber: 'ada', topics: ['feedback'], exp: 9e9 }
      const moved = await register(browser, ada, { topics: ['feedback'] })
      assert.deepEqual(moved.topics, ['blog', 'feedback'])
      const thief = { ...browser, keys: browserSubscription().keys }
      await assert.rejects(
        register(thief, { ...ada, subscriber: 'eve' }),
        (error: Refusal) => error.code === 'endpoint-owned',
      )
      const next = browserSubscription()
      await register(next, undefined, {
        previous: { endpoint: browser.endpoint, handle: moved.handle },
      })
      const old = await findSubscription(database.kysely, 'default', hashOf(browser.endpoint))
      assert.deepEqual([old?.status, old?.reason], ['retired', 'replaced'])
      assert.ok(old?.p256dh instanceof Uint8Array)
      const kept = await findSubscription(database.kysely, 'default', hashOf(next.endpoint))
      assert.equal(kept?.subscriber_id, old.subscriber_id)
      assert.equal(await countActive(database.kysely, 'default', old.subscriber_id), 1)
      const dismissed = await register(next, { ...ada, topics: [] })
      assert.deepEqual(dismissed.topics, ['blog'])
      const gone = { siteId: 'default', endpoint: next.endpoint }
      await unsubscribe(database, happened.events, gone, 5000)
      await unsubscribe(database, happened.events, gone, 6000)
      assert.deepEqual(happened.names, [
        'subscribed',
        'refreshed',
        'refreshed',
        'moved',
        'replaced',
        'subscribed',
        'topicsTakenBack',
        'refreshed',
        'unsubscribed',
      ])
    })

    test('a browser that registers many times at once is one subscription', async () => {
      await using harness = await withSite()
      const { database } = harness
      const { register, happened } = registrar(database)
      const browser = browserSubscription()
      await Promise.all(
        Array.from({ length: 8 }, () => register(browser, undefined, { topics: ['blog'] })),
      )
      const rows = await database.kysely.selectFrom('belfry_subscriptions').select('id').execute()
      assert.equal(rows.length, 1)
      const owners = await database.kysely.selectFrom('belfry_subscribers').select('id').execute()
      assert.equal(owners.length, 1)
      assert.equal(happened.names.length, 8)
      assert.equal(happened.names.filter((name) => name === 'subscribed').length, 1)
    })

    test('a notification and its plan job are one, and a key sends it once', async () => {
      await using harness = await withSite()
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
      await using harness = await withSite()
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
      await using harness = await withSite()
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
      await using harness = await withSite()
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
  })
}

function registrar(database: Database) {
  const names: string[] = []
  const note = (name: string) => () => void names.push(name)
  const events = {
    subscribed: note('subscribed'),
    refreshed: note('refreshed'),
    moved: note('moved'),
    replaced: note('replaced'),
    unsubscribed: note('unsubscribed'),
    topicsTakenBack: note('topicsTakenBack'),
  }
  const rules = { allow: [], handleKey: randomBytes(32), subscriptionsPerSubscriber: 10 }
  return {
    happened: { names, events },
    register: (
      browser: { endpoint: string; keys: { p256dh: string; auth: string } },
      identity?: Identity | null,
      more: object = {},
    ) => {
      const input = subscribeSchema.parse({ ...browser, ...more })
      return registerSubscription(
        database,
        events,
        rules,
        { siteId: 'default', input, identity },
        4000,
      )
    },
  }
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

function hashOf(endpoint: string): Uint8Array {
  return createHash('sha256').update(endpoint).digest().subarray(0, 16)
}
