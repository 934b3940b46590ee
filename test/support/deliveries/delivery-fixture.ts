import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateVapidKeys, identifyPushService, vapidKeyId } from '@belfry/web-push'
import type { OwnSubscription, PushService, SubscribeOptions } from '@belfry/push-service'
import { openSqlite, type SqliteDatabase } from '../../../packages/server/src/database/open-sqlite.ts'
import type { EngineEvent } from '../../../packages/server/src/deliveries/engine-event.ts'
import type { EngineKey } from '../../../packages/server/src/deliveries/engine/engine-messages.ts'
import {
  openEngine,
  type OpenEngine,
  type OpenEngineOptions,
} from '../../../packages/server/src/deliveries/engine/open-engine.ts'
import {
  createNotifications,
  type NotificationsRoom,
} from '../../../packages/server/src/notifications/notifications.ts'
import type { NotificationDetails } from '../../../packages/server/src/notifications/answer-schema.ts'
import type { NotificationInput } from '../../../packages/server/src/notifications/schema.ts'
import { enqueueJobs } from '../../../packages/server/src/queue/enqueue-jobs.ts'

export interface EngineUnderTest extends AsyncDisposable {
  engine: OpenEngine
  events: EngineEvent[]
  /** Resolves to the next matching event of that name, past ones included. */
  seen<Name extends EngineEvent['name']>(
    name: Name,
    fits?: (event: Extract<EngineEvent, { name: Name }>) => boolean,
  ): Promise<Extract<EngineEvent, { name: Name }>>
  stop(): Promise<void>
}

export interface DeliveryFixture extends AsyncDisposable {
  file: string
  database: SqliteDatabase
  key: EngineKey
  notifications: NotificationsRoom
  /** Inserts subscriptions with one subscriber each, who have turned `topic` on. */
  insert(
    subscriptions: readonly Pick<OwnSubscription, 'endpoint' | 'keys'>[],
    options?: { topic?: string; subscriber?: string },
  ): Promise<number[]>
  /** Makes subscribers inside a push service, and inserts them. */
  subscribe(
    service: PushService,
    count: number,
    options?: SubscribeOptions & { topic?: string; subscriber?: string },
  ): Promise<OwnSubscription[]>
  send(input: Partial<NotificationInput>): Promise<string>
  get(id: string): Promise<NotificationDetails>
  /** Runs an engine in this thread. */
  run(service: PushService | undefined, options?: Partial<OpenEngineOptions>): Promise<EngineUnderTest>
  rows(sql: string, ...values: (string | number)[]): Record<string, unknown>[]
}

/**
 * A site with a key and two topics, `feedback` (transactional) and `blog`, in its own database; `now` is the app's
 * clock.
 */
export async function deliveryFixture(now: () => number = Date.now): Promise<DeliveryFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'belfry-delivery-'))
  const file = join(folder, 'belfry.db')
  const database = await openSqlite(file, { cacheMiB: 16 })
  const pair = generateVapidKeys()
  const key: EngineKey = {
    id: vapidKeyId(pair.publicKey),
    ...pair,
    subject: 'mailto:ops@example.com',
  }
  await database.atomically((db) => {
    db.prepare(
      `insert into belfry_sites (id, name, url, origins, contact, created_at)
       values ('default', 'Example', 'https://example.com', '["https://example.com"]', 'mailto:ops@example.com', 0)`,
    ).run()
    db.prepare(
      "insert into belfry_vapid_keys (id, site_id, public_key, status, created_at) values (?, 'default', ?, " +
        "'active', 0)",
    ).run(key.id, key.publicKey)
    const topic = db.prepare(
      'insert into belfry_topics (site_id, id, name, access, transactional, ' +
        "created_at) values ('default', ?, ?, 'open', ?, 0)",
    )
    topic.run('feedback', 'Feedback', 1)
    topic.run('blog', 'Blog', 0)
  })
  const engines = new Set<EngineUnderTest>()
  const notifications = createNotifications({
    database,
    enqueue: enqueueJobs,
    wake: () => {
      for (const { engine } of engines) engine.wake()
    },
    now,
  })

  const fixture: DeliveryFixture = {
    file,
    database,
    key,
    notifications,
    insert: (subscriptions, options = {}) => insertAll(database, key.id, subscriptions, options),
    async subscribe(service, count, { topic, subscriber, ...options } = {}) {
      const made = await service.subscribeMany(count, {
        keyPairs: 1,
        applicationServerKey: key.publicKey,
        ...options,
      })
      await fixture.insert(made, {
        ...(topic === undefined ? {} : { topic }),
        ...(subscriber === undefined ? {} : { subscriber }),
      })
      return made
    },
    async send(input) {
      const { notification } = await notifications.create(
        'default',
        { to: { topic: 'blog' }, title: 'Hello', ...input },
        {},
      )
      return notification.id
    },
    async get(id) {
      const found = await notifications.get('default', id)
      if (!found) throw new Error(`no notification ${id}`)
      return found
    },
    async run(service, options = {}) {
      const running = await runEngine(file, key, service, options)
      engines.add(running)
      return {
        ...running,
        async stop() {
          engines.delete(running)
          await running.stop()
        },
        async [Symbol.asyncDispose]() {
          engines.delete(running)
          await running.stop()
        },
      }
    },
    rows: (sql, ...values) => database.raw.prepare(sql).all(...values),
    async [Symbol.asyncDispose]() {
      for (const engine of engines) await engine.stop()
      await database.close()
      await rm(folder, { recursive: true })
    },
  }
  return fixture
}

async function runEngine(
  file: string,
  key: EngineKey,
  service: PushService | undefined,
  options: Partial<OpenEngineOptions>,
): Promise<EngineUnderTest> {
  const events: EngineEvent[] = []
  const waiting = new Set<() => void>()
  const engine = await openEngine({
    database: file,
    instance: randomBytes(8).toString('hex'),
    keys: [key],
    push: service ? { allow: service.allow, ca: service.ca, resolve: service.resolve } : {},
    report: (event) => {
      events.push(event)
      for (const check of waiting) check()
    },
    ...options,
  })
  let stopped: Promise<void> | undefined
  const stop = () => (stopped ??= engine.stop(2000))
  return {
    engine,
    events,
    seen: (name, fits = () => true) =>
      new Promise((resolve) => {
        const check = () => {
          const found = events.find((event) => event.name === name && fits(event as never))
          if (!found) return
          waiting.delete(check)
          resolve(found as never)
        }
        waiting.add(check)
        check()
      }),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

function insertAll(
  database: SqliteDatabase,
  keyId: string,
  subscriptions: readonly Pick<OwnSubscription, 'endpoint' | 'keys'>[],
  { topic = 'blog', subscriber }: { topic?: string; subscriber?: string },
): Promise<number[]> {
  return database.atomically((db) => {
    const addSubscriber = db.prepare(
      `insert into belfry_subscribers (site_id, external_id, created_at, last_seen_at) values ('default', ?, 0, 0)
       on conflict do update set last_seen_at = 0 returning id`,
    )
    const addPreference = db.prepare(
      `insert into belfry_preferences (site_id, topic_id, subscriber_id, enabled, changed_at)
       values ('default', ?, ?, 1, 0) on conflict do nothing`,
    )
    const addSubscription = db.prepare(
      `insert into belfry_subscriptions (site_id, subscriber_id, endpoint_hash, endpoint, p256dh, auth, vapid_key_id,
         push_service, status, created_at, updated_at, last_seen_at)
       values ('default', ?, ?, ?, ?, ?, ?, ?, 'active', 0, 0, 0) returning id`,
    )
    return subscriptions.map(({ endpoint, keys }) => {
      const { id: owner } = addSubscriber.get(subscriber ?? null) as { id: number }
      addPreference.run(topic, owner)
      const { id } = addSubscription.get(
        owner,
        createHash('sha256').update(endpoint).digest().subarray(0, 16),
        endpoint,
        Buffer.from(keys.p256dh, 'base64url'),
        Buffer.from(keys.auth, 'base64url'),
        keyId,
        URL.canParse(endpoint) ? identifyPushService(new URL(endpoint)) : 'other',
      ) as { id: number }
      return id
    })
  })
}
