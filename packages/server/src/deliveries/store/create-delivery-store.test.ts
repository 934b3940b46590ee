import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { deliveryFixture, type DeliveryFixture } from '#test/deliveries/delivery-fixture'
import { outcomeRecord } from '#test/deliveries/outcome-record'
import { PAGES } from '../../audiences/audience-batch.ts'
import { LANES } from '../../database/schema.ts'
import { SqliteQueue } from '../../queue/sqlite-queue.ts'
import type { Job } from '../../queue/queue.ts'
import { jobStatements } from '../../queue/job-statements.ts'
import type { OutcomeRecord, SendableNotification } from '../delivery-store.ts'
import { NOTIFICATION, PARKED } from './notification-statements.ts'
import { MEANING } from './write-outcomes.ts'
import type { Statement } from '../../database/statement.ts'
import { DUE } from './due-deliveries.ts'
import type { DeliverPayload } from '../jobs.ts'
import { createDeliveryStore } from './create-delivery-store.ts'
import { sqliteOutcomeRows } from './sqlite-outcome-rows.ts'

const keys = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: 'A'.repeat(22) }

const storeOf = ({ database }: DeliveryFixture, jobs: SqliteQueue, now = Date.now) =>
  createDeliveryStore({ database, rows: sqliteOutcomeRows(database.raw), jobs, now })

async function withStore(fixture: DeliveryFixture) {
  const queue = new SqliteQueue(fixture.database, { instance: 'test' })
  const statements = jobStatements(fixture.database.raw, 'test')
  const claim = (limit = 1000): Promise<Job[]> =>
    fixture.database.atomically(() => {
      const now = Date.now()
      return LANES.flatMap((lane) => statements.claim(lane, limit, now, now + 60_000))
    })
  const subscribe = (count: number, from = 0) =>
    fixture.insert(
      Array.from({ length: count }, (_, n) => ({
        endpoint: `https://updates.push.services.mozilla.com/wpush/v2/${from + n}`,
        keys,
      })),
    )
  return { queue, claim, subscribe, store: storeOf(fixture, queue) }
}

const record = (subscription: number, more: Partial<OutcomeRecord> = {}) =>
  outcomeRecord({ subscription, at: Date.now(), ...more })

const outcomes = (fixture: DeliveryFixture) =>
  Object.fromEntries(
    fixture
      .rows('select outcome, count from belfry_delivery_counts where count <> 0')
      .map(({ outcome, count }) => [outcome, count]),
  )

test('a plan cuts everybody into batches exactly once, slice by slice', async () => {
  await using fixture = await deliveryFixture()
  const { queue, store, claim, subscribe } = await withStore(fixture)
  await using _ = queue
  const ids = await subscribe(6200)
  await fixture.send({})
  const [plan] = (await claim()) as [Job]
  let slices = 1
  let progress = await store.plan(plan, 1)
  for (; progress.kind === 'more'; slices += 1) progress = await store.plan(plan, 1, progress.turn)
  assert.equal(slices, 2)
  const notification = (await store.notification(1)) as SendableNotification
  const seen: number[] = []
  for (const job of await claim()) {
    const due = await store.due(notification, job.payload as DeliverPayload, undefined, 5000)
    assert.ok(due.length <= 500)
    seen.push(...due.map(({ subscription }) => subscription))
  }
  assert.deepEqual(seen, ids)
  const [row] = fixture.rows('select state, jobs_open, audience_size from belfry_notifications')
  assert.deepEqual({ ...row }, { state: 'sending', jobs_open: 13, audience_size: 6200 })
})

test('an interrupted plan continues at its mark', async () => {
  await using fixture = await deliveryFixture()
  const { queue, store, claim, subscribe } = await withStore(fixture)
  await using _ = queue
  await subscribe(6200)
  await fixture.send({})
  const [plan] = (await claim()) as [Job]
  assert.equal((await store.plan(plan, 1)).kind, 'more')
  const again = storeOf(fixture, queue) // as after a restart
  assert.equal((await again.plan(plan, 1)).kind, 'planned')
  assert.equal((await claim()).length, 13)
  assert.equal((await again.plan(plan, 1)).kind, 'ended')
})

test('a due delivery has everything needed for sending it', async () => {
  await using fixture = await deliveryFixture()
  const { queue, store, subscribe } = await withStore(fixture)
  await using _ = queue
  const [subscription] = (await subscribe(1)) as [number]
  await fixture.send({})
  const notification = (await store.notification(1)) as SendableNotification
  const [first] = await store.due(notification, { from: 0, to: 1000 }, undefined, 10)
  const [{ subscriber_id: subscriber } = {}] = fixture.rows('select subscriber_id from belfry_subscriptions')
  const expected = {
    subscription,
    subscriber,
    endpoint: 'https://updates.push.services.mozilla.com/wpush/v2/0',
    p256dh: new Uint8Array(65).fill(4),
    auth: new Uint8Array(16),
    vapidKeyId: fixture.key.id,
    service: 'mozilla',
    device: 111,
    status: 'active',
    attempts: 0,
    previous: null,
  }
  assert.deepEqual(first, expected)

  await store.record([record(subscription, { outcome: 'throttled', status: 429 })], [])
  const retry = { subscriptions: [subscription], attempts: 1 }
  const [again] = await store.due(notification, retry, undefined, 10)
  assert.deepEqual(again, { ...expected, attempts: 1, previous: 'throttled' })
})

test('a page of due deliveries goes on after the last one, also amid one subscriber with many browsers', async () => {
  await using fixture = await deliveryFixture()
  const { queue, store, subscribe } = await withStore(fixture)
  await using _ = queue
  const endpoints = Array.from({ length: 40 }, (__, n) => ({
    endpoint: `https://updates.push.services.mozilla.com/wpush/v2/of-ada-${n}`,
    keys,
  }))
  const ids = [
    ...(await subscribe(5)),
    ...(await fixture.insert(endpoints, { subscriber: 'ada' })),
    ...(await subscribe(5, 100)),
  ]
  await fixture.send({})
  const notification = (await store.notification(1)) as SendableNotification
  const seen: number[] = []
  let after: { subscriber: number; subscription: number } | undefined
  for (;;) {
    const page = await store.due(notification, { from: 0, to: 1000 }, after, 7)
    seen.push(...page.map(({ subscription }) => subscription))
    if (page.length < 7) break
    after = page.at(-1)
  }
  assert.deepEqual(seen, ids)
})

test('an outcome recorded twice counts once, and is retried once', async () => {
  await using fixture = await deliveryFixture()
  const { queue, store, subscribe } = await withStore(fixture)
  await using _ = queue
  const [one = 0, other = 0] = await subscribe(2)
  await fixture.send({})
  const later = { outcome: 'retry-later', reason: 'http-503', retryAt: Date.now() + 9000 } as const
  await store.record([record(one), record(other, later)], [])
  await store.record([record(one), record(other, later)], [])
  assert.deepEqual(outcomes(fixture), { accepted: 1, 'retry-later': 1 })
  const retries = fixture.rows("select payload from belfry_jobs where kind = 'deliver'")
  assert.deepEqual(
    retries.map(({ payload }) => JSON.parse(String(payload))),
    [{ notification: 1, subscriptions: [other], attempts: 1 }],
  )
  const again = { previous: { outcome: 'retry-later', attempts: 1 }, attempts: 2 } as const
  await store.record([record(other, again)], [])
  await store.record([record(other, again)], [])
  assert.deepEqual(outcomes(fixture), { accepted: 2 })
  const notification = (await store.notification(1)) as SendableNotification
  const target = { subscriptions: [other], attempts: 1 }
  assert.deepEqual(await store.due(notification, target, undefined, 10), [])
})

test('a worker that has lost its job records its outcomes, and does not count the job as done', async () => {
  await using fixture = await deliveryFixture()
  const { queue, store, claim, subscribe } = await withStore(fixture)
  await using _ = queue
  const [one = 0] = await subscribe(1)
  await fixture.send({})
  const [plan] = (await claim()) as [Job]
  await store.plan(plan, 1)
  const [job] = (await claim()) as [Job]
  fixture.database.raw.exec("update belfry_jobs set lease_owner = 'another'")
  const end = {
    job,
    lane: job.lane,
    payload: job.payload as DeliverPayload,
    next: { kind: 'done' },
  } as const
  const { finished } = await store.record([record(one)], [end])
  assert.deepEqual(finished, [])
  assert.deepEqual(outcomes(fixture), { accepted: 1 })
  assert.equal(fixture.rows('select * from belfry_jobs').length, 1)
})

test('outcomes of a notification that was deleted meanwhile are dropped', async () => {
  await using fixture = await deliveryFixture()
  const { queue, store, subscribe } = await withStore(fixture)
  await using _ = queue
  const [one = 0] = await subscribe(1)
  await fixture.send({})
  fixture.database.raw.exec('delete from belfry_notifications')
  assert.deepEqual(await store.record([record(one, { outcome: 'gone', status: 410 })], []), {
    retired: new Map(),
    finished: [],
  })
  assert.deepEqual(outcomes(fixture), {})
})

test('a key mismatch marks the subscription only if it still has that key', async () => {
  await using fixture = await deliveryFixture()
  const { queue, store, subscribe } = await withStore(fixture)
  await using _ = queue
  const [one = 0, other = 0] = await subscribe(2)
  await fixture.send({})
  const mismatch = { outcome: 'key-mismatch', status: 403 } as const
  await store.record([record(one, mismatch), record(other, { ...mismatch, vapidKeyId: fixture.key.id })], [])
  const states = fixture.rows('select status from belfry_subscriptions order by id')
  assert.deepEqual(
    states.map(({ status }) => status),
    ['active', 'key-mismatch'],
  )
})

test('the hot statements walk indexes: nothing scans, nothing sorts', async () => {
  await using fixture = await deliveryFixture()
  const planned: string[] = []
  const { raw } = fixture.database
  const watched = new Proxy(raw, {
    get(target, name) {
      if (name === 'prepare') {
        return (sql: string) => {
          planned.push(sql)
          return target.prepare(sql)
        }
      }
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  jobStatements(watched, 'test')
  sqliteOutcomeRows(watched)
  const shared = [PAGES, DUE.inRange, DUE.toRetry, { of: DUE.ofSubscribers }, NOTIFICATION, PARKED, MEANING].flatMap(
    (one): (Statement | undefined)[] => Object.values(one),
  )
  planned.push(...shared.flatMap((statement) => (statement === undefined ? [] : statement.sqlite)))
  const explained = planned.flatMap((sql) =>
    raw
      .prepare(`explain query plan ${sql}`)
      .all()
      .map(({ detail }) => ({ sql, detail: String(detail) })),
  )
  assert.ok(planned.length > 25)
  const scans = explained.filter(({ detail, sql }) => {
    const isOfAPage = /json_each|SCAN (target|page|CONSTANT ROW|\(subquery-1\))|VIRTUAL TABLE/.test(detail)
    // Once a minute or never: the depth, a clock that was set back.
    const isRare = /group by lane|created_at > \?|lease_until > \?/.test(sql)
    // Sorts the 500 ids of one job, or the rows of one notification's outcomes.
    const isBounded = /json_each/.test(sql)
    return /SCAN|TEMP B-TREE/.test(detail) && !isOfAPage && !isRare && !isBounded
  })
  assert.deepEqual(scans, [])
})

test('due deliveries are looked up one by one, even with other statistics and later indexes', async () => {
  await using fixture = await deliveryFixture()
  const { queue, store, subscribe } = await withStore(fixture)
  await using _ = queue
  const ids = await subscribe(2000)
  await fixture.send({})
  const { raw } = fixture.database
  const statements = [DUE.inRange, DUE.toRetry, { named: DUE.ofSubscribers }].flatMap((all) => Object.entries(all))
  const lookUps = () =>
    statements.flatMap(([kind, statement]) =>
      (statement === undefined ? [] : raw.prepare(`explain query plan ${statement.sqlite}`).all())
        .map(({ detail }) => `${kind}: ${String(detail)}`)
        .filter((line) => / [sd] USING /.test(line)),
    )
  const isLookUp =
    /d USING PRIMARY KEY \(notification=\? AND subscription=\?\)|s USING INTEGER PRIMARY KEY|s USING INDEX sqlite_autoindex_belfry_subscriptions_1 \(site_id=\? AND endpoint_hash=\?\)|s USING INDEX belfry_subscriptions_audience \(site_id=\? AND status=\? AND subscriber_id(=\?|>\? AND subscriber_id<\?)\)/
  const walks = () => lookUps().filter((line) => !isLookUp.test(line))
  assert.deepEqual(walks(), [])
  await store.record(
    ids.map((id) => record(id, { outcome: 'throttled', status: 429 })),
    [],
  )
  raw.exec('analyze; create index belfry_newest on belfry_subscriptions (site_id, status, browser, id)')
  assert.deepEqual(walks(), [])
  raw.exec('analyze')
  assert.deepEqual(walks(), [])
})

test('a retry due in a second stays so when the clock is set during the wait for the lock', async () => {
  await using fixture = await deliveryFixture()
  const { queue, subscribe } = await withStore(fixture)
  await using _ = queue
  const [id] = (await subscribe(1)) as [number]
  await fixture.send({})
  let clock = 1_800_000_000_000
  const store = storeOf(fixture, queue, () => clock)
  using app = new DatabaseSync(fixture.database.file)
  app.exec('begin immediate')
  const recording = store.record(
    [
      record(id, {
        outcome: 'retry-later',
        reason: 'http-500',
        status: 500,
        retryAt: clock + 1000,
      }),
    ],
    [],
  )
  clock -= 3_600_000
  app.exec('commit')
  await recording
  assert.deepEqual(
    fixture.rows("select run_at from belfry_jobs where kind = 'deliver'").map((row) => Number(row['run_at']) - clock),
    [1000],
  )
})
