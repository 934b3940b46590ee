import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import type { Queries } from '../../packages/server/src/database/database.ts'
import type { OpenedDatabase } from '../../packages/server/src/database/open-database.ts'
import type {
  DeliveryStore,
  JobEnd,
  OutcomeRecord,
  PlanProgress,
  SendableNotification,
} from '../../packages/server/src/deliveries/delivery-store.ts'
import type { DeliverPayload } from '../../packages/server/src/deliveries/jobs.ts'
import type { Backend } from '../../packages/server/src/deliveries/engine/open-backend.ts'
import { createNotifications } from '../../packages/server/src/notifications/notifications.ts'
import type { Job, NewJob } from '../../packages/server/src/queue/queue.ts'
import { establishSite } from '../../packages/server/src/sites/establish-site.ts'
import { declareTopics } from '../../packages/server/src/topics/declare-topics.ts'
import { generateVapidKeys, vapidKeyId } from '@belfry/web-push'

export interface DeliveriesHarness extends AsyncDisposable {
  database: OpenedDatabase
  backend: Backend
  enqueue: (tx: Queries, jobs: readonly NewJob[], now: number) => Promise<void>
}

const keys = generateVapidKeys()
const keyId = vapidKeyId(keys.publicKey)
const LAST = { subscriber: 0, subscription: 0 }

/** What the delivery store must do on every database. `make` gives a fresh, empty one. */
export function testDeliveries(name: string, make: () => Promise<DeliveriesHarness>): void {
  describe(`the delivery store on ${name}`, { timeout: 90_000 }, () => {
    async function stage() {
      const harness = await make()
      const { database, backend, enqueue } = harness
      await establishSite(
        database,
        {
          id: 'default',
          url: 'https://example.com',
          origins: ['https://example.com'],
          contact: null,
          publicKeys: [keys.publicKey],
          apiKey: 'belfry_0123456789abcdef0123456789abcdef',
        },
        1000,
      )
      const topic = { id: 'blog', name: 'Blog', access: 'open', transactional: false } as const
      await declareTopics(database, 'default', [topic], 1000)
      const notifications = createNotifications({
        database,
        enqueue,
        wake: () => undefined,
        now: Date.now,
      })
      const taken = jobsOf(backend)
      return {
        store: backend.store,
        database,
        notifications,
        take: () => taken.next(),
        subscribe: (count: number, subscriber?: string) => subscribe(database, count, subscriber),
        async send(to: object) {
          const { notification } = await notifications.create('default', { to, title: 'Hello' }, {})
          const { number } = await database.kysely
            .selectFrom('belfry_notifications')
            .select('number')
            .where('id', '=', notification.id)
            .executeTakeFirstOrThrow()
          return { id: notification.id, number }
        },
        /** Plans the newest notification to its end, and answers with its batches. */
        async planned(count: number): Promise<{ batches: Job[]; end: PlanProgress }> {
          const plan = await taken.next('plan')
          let end: PlanProgress
          do
            end = await backend.store.plan(
              plan,
              (plan.payload as { notification: number }).notification,
            )
          while (end.kind === 'more')
          taken.done(plan)
          const batches: Job[] = []
          while (batches.length < count) batches.push(await taken.next('deliver'))
          return { batches, end }
        },
        async [Symbol.asyncDispose]() {
          await taken[Symbol.asyncDispose]()
          await harness[Symbol.asyncDispose]()
        },
      }
    }

    test('a topic is cut into batches, which hold those who have it on, each once and in order', async () => {
      await using s = await stage()
      await s.subscribe(1203)
      const { number, id } = await s.send({ topic: 'blog' })
      const { batches, end } = await s.planned(3)
      assert.deepEqual(end, {
        kind: 'planned',
        notification: id,
        audience: 1203,
        finished: undefined,
      })
      const notification = (await s.store.notification(number)) as SendableNotification
      assert.equal(notification.state, 'sending')
      const seen: number[] = []
      for (const batch of batches) seen.push(...(await idsOf(s.store, notification, batch)))
      assert.equal(new Set(seen).size, 1203)
    })

    test('everybody, one person and some people are found as well, and nobody ends at once', async () => {
      await using s = await stage()
      const [ada = 0] = await s.subscribe(1, 'ada')
      const [ben = 0] = await s.subscribe(1, 'ben')
      const [visitor = 0] = await s.subscribe(1)
      const cases: [object, number[]][] = [
        [{ all: true }, [ada, ben, visitor]],
        [{ subscriber: 'ada' }, [ada]],
        [{ subscribers: ['ben', 'ada', 'nobody'] }, [ada, ben]],
      ]
      for (const [to, expected] of cases) {
        const { number } = await s.send(to)
        const { batches } = await s.planned(1)
        const notification = (await s.store.notification(number)) as SendableNotification
        assert.deepEqual(await idsOf(s.store, notification, batches[0]!), expected)
      }
      await s.send({ subscriber: 'nobody' })
      const { end } = await s.planned(0)
      assert.equal(end.kind === 'planned' && end.finished?.state, 'done')
    })

    test('who has no outcome yet is due, page by page; that is where a dead worker is taken over', async () => {
      await using s = await stage()
      const ids = await s.subscribe(10)
      const { number } = await s.send({ all: true })
      const { batches } = await s.planned(1)
      const notification = (await s.store.notification(number)) as SendableNotification
      const target = batches[0]!.payload as DeliverPayload
      await s.store.record(
        ids.slice(0, 4).map((one) => outcome(number, one)),
        [],
      )
      const first = await s.store.due(notification, target, undefined, 4)
      assert.deepEqual(
        first.map(({ subscription }) => subscription),
        ids.slice(4, 8),
      )
      const [one] = first
      assert.equal(one?.auth.length, 16)
      assert.equal(one?.p256dh.length, 65)
      assert.equal(one?.vapidKeyId, keyId)
      const rest = await s.store.due(notification, target, first.at(-1), 4)
      assert.deepEqual(
        rest.map(({ subscription }) => subscription),
        ids.slice(8),
      )
    })

    test('outcomes count once, retire who is gone, mark who has another key, and finish with the last job', async () => {
      await using s = await stage()
      const ids = await s.subscribe(5)
      const { number, id } = await s.send({ topic: 'blog' })
      const { batches } = await s.planned(1)
      const [a = 0, b = 0, c = 0, d = 0, e = 0] = ids
      const records = [
        outcome(number, a, { at: 12_345 }),
        outcome(number, b, { outcome: 'gone', reason: 'gone', status: 410 }),
        outcome(number, c, { outcome: 'key-mismatch', reason: 'key', status: 403 }),
        outcome(number, d, {
          outcome: 'key-mismatch',
          reason: 'key',
          status: 403,
          vapidKeyId: 'old',
        }),
        outcome(number, e, { outcome: 'skipped', reason: 'x', status: null }),
      ]
      assert.deepEqual(await s.store.record(records, []), { retired: 1, finished: [] })
      const again = await s.store.record(records, [ending(batches[0]!, { kind: 'done' })])
      const outcomes = { accepted: 1, gone: 1, 'key-mismatch': 2, skipped: 1 }
      assert.deepEqual(again, {
        retired: 0,
        finished: [{ id, siteId: 'default', state: 'done', audience: 5, outcomes }],
      })
      const rows = await s.database.kysely
        .selectFrom('belfry_subscriptions')
        .select(['id', 'status', 'reason'])
        .orderBy('id')
        .execute()
      assert.deepEqual(
        rows.map(({ status, reason }) => [status, reason]),
        [
          ['active', null],
          ['retired', 'gone'],
          ['key-mismatch', null],
          ['active', null],
          ['active', null],
        ],
      )
      const shown = await s.notifications.get('default', id)
      assert.deepEqual([shown?.state, shown?.progress.outcomes], ['done', outcomes])
    })

    test('what failed for now is tried again once, and its second outcome replaces the first', async () => {
      await using s = await stage()
      const ids = await s.subscribe(3)
      const { number } = await s.send({ topic: 'blog' })
      const { batches } = await s.planned(1)
      const later = ids.map((one) =>
        outcome(number, one, {
          outcome: 'throttled',
          reason: 'x',
          status: 429,
          retryAt: Date.now() + 50,
        }),
      )
      assert.deepEqual(await s.store.record(later, [ending(batches[0]!, { kind: 'done' })]), {
        retired: 0,
        finished: [],
      })
      await s.store.record(later, [])
      const retry = await s.take()
      const notification = (await s.store.notification(number)) as SendableNotification
      const due = await s.store.due(notification, retry.payload as DeliverPayload, undefined, 10)
      assert.deepEqual(
        due.map(({ subscription, attempts, previous }) => [subscription, attempts, previous]),
        ids.map((one) => [one, 1, 'throttled']),
      )
      const previous = { outcome: 'throttled', attempts: 1 } as const
      const last = ids.map((one) => outcome(number, one, { attempts: 2, previous }))
      const { finished } = await s.store.record(last, [ending(retry, { kind: 'done' })])
      assert.deepEqual(finished[0]?.outcomes, { accepted: 3 })
      assert.deepEqual(
        await s.store.due(notification, retry.payload as DeliverPayload, undefined, 10),
        [],
      )
    })

    test('a retry asks again whom the notification is for: not the next person on a shared device', async () => {
      await using s = await stage()
      const [stays = 0] = await s.subscribe(1, 'ada')
      const [moves = 0] = await s.subscribe(1)
      const [ofBen = 0] = await s.subscribe(1, 'ben')
      const audiences = [{ subscriber: 'ada' }, { subscribers: ['ada'] }, { topic: 'blog' }, { all: true }] // prettier-ignore
      const sent = []
      for (const to of audiences) sent.push(await s.send(to))
      const later = {
        outcome: 'unreachable',
        reason: 'connect',
        retryAt: Date.now() + 60_000,
      } as const
      const subscriptions = [stays, moves, ofBen]
      const outcomes = sent.flatMap(({ number }) => subscriptions.map((one) => outcome(number, one, later))) // prettier-ignore
      await s.store.record(outcomes, [])
      const db = s.database.kysely
      const ben = await db
        .selectFrom('belfry_subscribers')
        .select('id')
        .where('external_id', '=', 'ben')
        .executeTakeFirstOrThrow()
      // Ben signs in on the second browser, and turns the topic off.
      await db
        .updateTable('belfry_subscriptions')
        .set({ subscriber_id: ben.id })
        .where('id', '=', moves)
        .execute()
      await db
        .updateTable('belfry_preferences')
        .set({ enabled: 0 })
        .where('subscriber_id', '=', ben.id)
        .execute()
      const statuses = []
      for (const { number } of sent) {
        const notification = (await s.store.notification(number)) as SendableNotification
        const due = await s.store.due(notification, { subscriptions, attempts: 1 }, undefined, 10)
        const of = new Map(due.map(({ subscription, status }) => [subscription, status]))
        statuses.push(subscriptions.map((one) => of.get(one)))
      }
      assert.deepEqual(statuses, [
        ['active', 'left', 'left'],
        ['active', 'left', 'left'],
        ['active', 'left', 'left'],
        ['active', 'active', 'active'],
      ])
    })

    test('a batch that is put off comes back with its target', async () => {
      await using s = await stage()
      await s.subscribe(3)
      await s.send({ topic: 'blog' })
      const { batches } = await s.planned(1)
      await s.store.record([], [ending(batches[0]!, { kind: 'later', at: Date.now() + 30 })])
      const back = await s.take()
      assert.deepEqual(back.payload, batches[0]!.payload)
    })

    test('a paused notification parks its batches, resuming brings them back, cancelling skips the rest', async () => {
      await using s = await stage()
      const ids = await s.subscribe(3)
      const { number, id } = await s.send({ topic: 'blog' })
      const { batches } = await s.planned(1)
      await s.notifications.setState('default', id, 'paused')
      assert.equal((await s.store.states([number])).get(number), 'paused')
      await s.store.record([outcome(number, ids[0]!)], [ending(batches[0]!, { kind: 'park' })])
      await s.notifications.setState('default', id, 'sending')
      const resume = await s.take()
      assert.equal(resume.kind, 'resume')
      assert.equal((await s.store.resume(resume, number)).all, true)
      const back = await s.take()
      assert.deepEqual(back.payload, batches[0]!.payload)
      const cancelled = await s.notifications.setState('default', id, 'cancelled')
      assert.deepEqual(cancelled?.progress.outcomes, { accepted: 1, skipped: 2 })
      const { finished } = await s.store.record([], [ending(back, { kind: 'done' })])
      assert.deepEqual(finished, [])
    })

    test('cancelling ends it at once, however late the next attempt, and what was under way still counts', async () => {
      await using s = await stage()
      const [a = 0, b = 0, c = 0, d = 0] = await s.subscribe(4)
      const { number, id } = await s.send({ topic: 'blog' })
      const { batches } = await s.planned(1)
      const inAnHour = Date.now() + 3_600_000
      const later = { outcome: 'throttled', reason: 'x', status: 429, retryAt: inAnHour } as const
      await s.store.record([outcome(number, a), outcome(number, b, later)], [])
      const cancelled = await s.notifications.setState('default', id, 'cancelled')
      assert.equal(cancelled?.state, 'cancelled')
      assert.ok(cancelled.finishedAt !== null)
      assert.deepEqual(cancelled.progress.outcomes, { accepted: 1, skipped: 3 })
      assert.deepEqual([cancelled.progress.audience, cancelled.progress.remaining], [4, 0])

      const before = await s.database.kysely.selectFrom('belfry_notifications').select('jobs_open').executeTakeFirstOrThrow() // prettier-ignore
      const end = ending(batches[0]!, { kind: 'done' })
      const last = await s.store.record([outcome(number, c), outcome(number, d, later)], [end])
      assert.deepEqual(last.finished, [])
      const shown = await s.notifications.get('default', id)
      assert.deepEqual(shown?.progress.outcomes, { accepted: 2, skipped: 2 })
      assert.deepEqual([shown?.progress.audience, shown?.progress.remaining], [4, 0])
      assert.equal(shown?.finishedAt, cancelled.finishedAt)
      const after = await s.database.kysely.selectFrom('belfry_notifications').select('jobs_open').executeTakeFirstOrThrow() // prettier-ignore
      assert.equal(
        after.jobs_open,
        before.jobs_open - 1,
        'a retry was planned for what is cancelled',
      )
    })

    test('a notification that is done meanwhile cannot be cancelled any more', async () => {
      await using s = await stage()
      const [one = 0] = await s.subscribe(1)
      const { number, id } = await s.send({ topic: 'blog' })
      const { batches } = await s.planned(1)
      await s.store.record([outcome(number, one)], [ending(batches[0]!, { kind: 'done' })])
      await assert.rejects(s.notifications.setState('default', id, 'cancelled'), { code: 'notification-finished' }) // prettier-ignore
      assert.equal((await s.notifications.get('default', id))?.state, 'done')
    })

    test('outcomes of a notification that was deleted meanwhile are dropped', async () => {
      await using s = await stage()
      const ids = await s.subscribe(1)
      const { number } = await s.send({ topic: 'blog' })
      const { batches } = await s.planned(1)
      await s.database.kysely
        .deleteFrom('belfry_notifications')
        .where('number', '=', number)
        .execute()
      const result = await s.store.record([outcome(number, ids[0]!)], [])
      assert.deepEqual(result, { retired: 0, finished: [] })
      await s.store.drop(batches[0]!)
    })

    test('two workers that record parts of one notification at the same time lose no count', async () => {
      await using s = await stage()
      const ids = await s.subscribe(400)
      const { number } = await s.send({ all: true })
      const { batches } = await s.planned(1)
      const parts = Array.from({ length: 8 }, (_, n) => ids.slice(n * 50, n * 50 + 50))
      await Promise.all(
        parts.map((part) =>
          s.store.record(
            part.map((one) => outcome(number, one)),
            [],
          ),
        ),
      )
      const { finished } = await s.store.record([], [ending(batches[0]!, { kind: 'done' })])
      assert.deepEqual(finished[0]?.outcomes, { accepted: 400 })
    })
  })
}

/** Takes the jobs of both lanes and keeps them until the test is over. */
function jobsOf({ queue }: Backend) {
  const waiting: Job[] = []
  let arrived = Promise.withResolvers<void>()
  const over = Promise.withResolvers<void>()
  const settled = new Map<string, () => void>()
  const handler = async (job: Job) => {
    waiting.push(job)
    arrived.resolve()
    const { promise, resolve } = Promise.withResolvers<void>()
    settled.set(job.id, resolve)
    await Promise.race([promise, over.promise])
    return 'completed' as const
  }
  for (const lane of ['transactional', 'bulk'] as const) queue.work(lane, handler, { maxJobs: 100 })
  return {
    async next(kind?: string): Promise<Job> {
      for (;;) {
        const index = waiting.findIndex((job) => kind === undefined || job.kind === kind)
        const [job] = index < 0 ? [] : waiting.splice(index, 1)
        if (job) return job
        arrived = Promise.withResolvers()
        await arrived.promise
      }
    },
    done: ({ id }: Job) => settled.get(id)?.(),
    [Symbol.asyncDispose]() {
      over.resolve()
      return Promise.resolve()
    },
  }
}

function ending(job: Job, next: JobEnd['next']): JobEnd {
  return { job, lane: job.lane, payload: job.payload as DeliverPayload, next }
}

function outcome(
  notification: number,
  subscription: number,
  more: Partial<OutcomeRecord> = {},
): OutcomeRecord {
  return {
    notification,
    lane: 'bulk',
    subscription,
    vapidKeyId: keyId,
    service: 'mozilla',
    outcome: 'accepted',
    reason: null,
    status: 201,
    attempts: 1,
    previous: null,
    at: Date.now(),
    ...more,
  }
}

async function idsOf(
  store: DeliveryStore,
  notification: SendableNotification,
  { payload }: Job,
): Promise<number[]> {
  const ids: number[] = []
  for (let after: typeof LAST | undefined; ;) {
    const page = await store.due(notification, payload as DeliverPayload, after, 200)
    ids.push(...page.map(({ subscription }) => subscription))
    after = page.at(-1)
    if (page.length < 200) return ids
  }
}

async function subscribe(
  database: OpenedDatabase,
  count: number,
  subscriber?: string,
): Promise<number[]> {
  return database.transaction(async (tx) => {
    const seen = { site_id: 'default', created_at: 0, last_seen_at: 0 }
    const nobody = { locale: null, time_zone: null }
    const ids: number[] = []
    for (let done = 0; done < count; done += 500) {
      const size = Math.min(500, count - done)
      const owners = await tx
        .insertInto('belfry_subscribers')
        .values(
          Array.from({ length: size }, () => ({
            ...seen,
            ...nobody,
            external_id: subscriber ?? null,
          })),
        )
        .returning('id')
        .execute()
      await tx
        .insertInto('belfry_preferences')
        .values(
          owners.map(({ id }) => ({
            site_id: 'default',
            topic_id: 'blog',
            subscriber_id: id,
            enabled: 1 as const,
            changed_at: 0,
          })),
        )
        .execute()
      const rows = await tx
        .insertInto('belfry_subscriptions')
        .values(
          owners.map(({ id }) => ({
            ...seen,
            subscriber_id: id,
            endpoint_hash: randomBytes(16),
            endpoint: `https://updates.push.services.mozilla.com/wpush/v2/${id}`,
            p256dh: randomBytes(65),
            auth: randomBytes(16),
            vapid_key_id: keyId,
            push_service: 'mozilla',
            status: 'active' as const,
            updated_at: 0,
          })),
        )
        .returning('id')
        .execute()
      ids.push(...rows.map(({ id }) => id))
    }
    return ids
  })
}
