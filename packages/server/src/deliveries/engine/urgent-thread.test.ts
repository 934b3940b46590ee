import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, describe, test } from 'node:test'
import { startPushService, type PushService } from '@belfry/push-service'
import { generateVapidKeys, vapidKeyId } from '@belfry/web-push'
import { startPostgresStore } from '#test/databases/postgres-store'
import { whyNoPostgres } from '#test/databases/postgres'
import { until } from '#test/time/until'
import { openPostgres } from '../../database/open-postgres.ts'
import { createNotifications } from '../../notifications/notifications.ts'
import { openBoss } from '../../queue/open-boss.ts'
import { enqueueWithQueries } from '../../queue/postgres-enqueue.ts'
import { createMetrics } from '../../telemetry/metrics.ts'
import { startEngine, type EngineOptions } from './engine.ts'

const quiet = () => undefined
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }

describe('an engine with an urgent thread', { skip: await whyNoPostgres(), timeout: 60_000 }, async () => {
  const postgres = await startPostgresStore()
  after(() => postgres[Symbol.asyncDispose]())

  /** A site with one person, who has one browser, and an engine on two threads. */
  async function start(service: PushService, more: Partial<EngineOptions> = {}) {
    await using opened = new AsyncDisposableStack()
    const place = opened.use(await postgres.createDatabase())
    const database = opened.use(await openPostgres(place.url, { migrate: false }))
    const boss = await openBoss(database.pool, { supervise: false })
    opened.defer(() => boss.stop({ graceful: false }))
    const pair = generateVapidKeys()
    const key = { id: vapidKeyId(pair.publicKey), ...pair, subject: 'mailto:ops@example.com' }
    const [ada] = await service.subscribeMany(1, { applicationServerKey: key.publicKey })
    assert.ok(ada)
    await database.pool.query(`
      insert into belfry.sites (id, name, url, origins, contact, created_at) values
        ('default', 'Example', 'https://example.com', '["https://example.com"]', 'mailto:ops@example.com', 0);
      insert into belfry.subscribers (id, site_id, external_id, created_at, last_seen_at)
        values (1, 'default', 'ada', 0, 0)`)
    await database.pool.query(
      "insert into belfry.vapid_keys (id, site_id, public_key, status, created_at) values ($1, 'default', $2, 'active', 0)",
      [key.id, key.publicKey],
    )
    await database.pool.query(
      `insert into belfry.subscriptions (site_id, subscriber_id, endpoint_hash, endpoint, p256dh, auth, vapid_key_id,
         push_service, status, created_at, updated_at, last_seen_at)
       values ('default', 1, $1, $2, $3, $4, $5, 'mozilla', 'active', 0, 0, 0)`,
      [
        createHash('sha256').update(ada.endpoint).digest().subarray(0, 16),
        ada.endpoint,
        Buffer.from(ada.keys.p256dh, 'base64url'),
        Buffer.from(ada.keys.auth, 'base64url'),
        key.id,
      ],
    )
    const { allow, ca, resolve } = service
    const reporting = { log, metrics: createMetrics(), ring: quiet }
    const engine = opened.use(
      await startEngine({ ...reporting, database, keys: [key], push: { allow, ca, resolve }, urgent: true, ...more }),
    )
    const notifications = createNotifications({
      database,
      enqueue: (tx, jobs, now) => enqueueWithQueries(boss, tx, jobs, now),
      wake: (lane) => engine.wake(lane),
      now: Date.now,
    })
    const kept = opened.move()
    return {
      engine,
      messages: () => service.messages(ada.id).length,
      send: (to: object) => notifications.create('default', { to, title: 'Hello' }, {}),
      [Symbol.asyncDispose]: () => kept.disposeAsync(),
    }
  }

  test('sends there what somebody waits for, and broadcasts in the other one', async (t) => {
    await using service = await startPushService()
    await using stage = await start(service)
    const sent = () => stage.engine.stats().map(({ sendTimes }) => sendTimes.reduce((sum, { count }) => sum + count, 0))
    await until(() => sent().length === 2, t.signal)
    for (let n = 0; n < 10; n += 1) await stage.send({ subscriber: 'ada' })
    await until(() => sent().reduce((sum, one) => sum + one, 0) === 10, t.signal)
    const [other, urgent] = sent()
    t.diagnostic(`${urgent} in the urgent thread, ${other} in the other one`)
    assert.ok((urgent ?? 0) >= 8, 'the other one polls once a second')
    await stage.send({ all: true })
    await until(() => sent()[0] === (other ?? 0) + 1, t.signal)
    assert.equal(stage.messages(), 11)
  })

  test('counts what is sent there toward the ceiling of broadcasts', async (t) => {
    await using service = await startPushService()
    await using stage = await start(service, { maxPerMinute: 600 })
    for (let n = 0; n < 30; n += 1) await stage.send({ subscriber: 'ada' })
    await until(() => stage.messages() === 30, t.signal)
    const since = performance.now()
    await stage.send({ all: true })
    await until(() => stage.messages() === 31, t.signal)
    const took = performance.now() - since
    t.diagnostic(`${Math.round(took)} ms`)
    // Ten a second: what was sent in less than one was worth three.
    assert.ok(took > 700, `${took} ms`)
  })
})
