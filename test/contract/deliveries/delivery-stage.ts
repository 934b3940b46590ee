import { randomBytes } from 'node:crypto'
import { generateVapidKeys, vapidKeyId } from '@belfry/web-push'
import type { Queries } from '../../../packages/server/src/database/database.ts'
import type { OpenedDatabase } from '../../../packages/server/src/database/open-database.ts'
import { LANES } from '../../../packages/server/src/database/schema.ts'
import type {
  DeliveryStore,
  JobEnd,
  OutcomeRecord,
  PlanProgress,
  SendableNotification,
} from '../../../packages/server/src/deliveries/delivery-store.ts'
import type { Backend } from '../../../packages/server/src/deliveries/engine/open-backend.ts'
import type { DeliverPayload } from '../../../packages/server/src/deliveries/jobs.ts'
import { createNotifications } from '../../../packages/server/src/notifications/notifications.ts'
import type { Job, NewJob } from '../../../packages/server/src/queue/queue.ts'
import { declaredSite } from '../../support/belfry/declared-site.ts'
import { outcomeRecord } from '../../support/deliveries/outcome-record.ts'

/** A fresh, empty database of either kind with what an engine works on. */
export interface DeliveriesHarness extends AsyncDisposable {
  database: OpenedDatabase
  backend: Backend
  enqueue: (tx: Queries, jobs: readonly NewJob[], now: number) => Promise<void>
}

export type DeliveryStage = Awaited<ReturnType<typeof deliveryStage>>

const keys = generateVapidKeys()
export const keyId = vapidKeyId(keys.publicKey)
const LAST = { subscriber: 0, subscription: 0 }

/** A site with a topic, and a worker that takes jobs for the test to handle. */
export async function deliveryStage(harness: DeliveriesHarness) {
  const { database, backend, enqueue } = harness
  await declaredSite(database, {
    id: 'default',
    url: 'https://example.com',
    origins: ['https://example.com'],
    pairs: [keys],
    topics: [{ id: 'blog', name: 'Blog' }],
  })
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
    /** Plans the newest notification to its end, and returns its batches. */
    async planned(count: number): Promise<{ batches: Job[]; end: PlanProgress }> {
      const plan = await taken.next('plan')
      let end: PlanProgress
      do end = await backend.store.plan(plan, (plan.payload as { notification: number }).notification)
      while (end.kind === 'more')
      const batches: Job[] = end.kind === 'planned' && end.batch ? [plan] : []
      if (batches.length === 0) taken.done(plan)
      while (batches.length < count) batches.push(await taken.next('deliver'))
      return { batches, end }
    },
    async [Symbol.asyncDispose]() {
      await taken[Symbol.asyncDispose]()
      await harness[Symbol.asyncDispose]()
    },
  }
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
  for (const lane of LANES) queue.work(lane, handler, { maxJobs: 100 })
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

export function ending(job: Job, next: JobEnd['next']): JobEnd {
  return { job, lane: job.lane, payload: job.payload as DeliverPayload, next }
}

export function outcome(notification: number, subscription: number, more: Partial<OutcomeRecord> = {}): OutcomeRecord {
  return outcomeRecord({ notification, subscription, vapidKeyId: keyId, at: Date.now(), ...more })
}

export async function idsOf(
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

async function subscribe(database: OpenedDatabase, count: number, subscriber?: string): Promise<number[]> {
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
