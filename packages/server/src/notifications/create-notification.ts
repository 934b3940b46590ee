import type { DatabaseSync } from 'node:sqlite'
import type { Audience } from '../audiences/audience.ts'
import type { Database, Queries } from '../database/database.ts'
import type { NotificationRow } from '../database/schema.ts'
import { statement } from '../database/statement.ts'
import { parseStored } from '../database/stored-json.ts'
import { rowsOf, runSteps, type Steps, type StepsWithin } from '../database/steps.ts'
import { planJob } from '../deliveries/jobs.ts'
import { enqueueJobsWithin } from '../queue/enqueue-jobs.ts'
import type { NewJob } from '../queue/queue.ts'
import { sitePrivacySchema, storedPrivacy } from '../forms/privacy.ts'
import { storedOrigins } from '../sites/site-store.ts'
import { topicUnknown } from '../topics/topic-unknown.ts'
import { nameAddressees } from './name-addressees.ts'
import {
  assertSameRequest,
  notificationRow,
  siteUnknown,
  type CheckedRequest,
  type NewNotification,
} from './notification-row.ts'

export interface CreatedNotification {
  row: NotificationRow
  /** True when the same request came with the same idempotency key before. */
  replayed: boolean
}

export interface CreateContext {
  siteId: string
  id: string
  now: number
  /** The `traceparent` of the span in which this happens. */
  trace?: string | null
}

export interface CreateAndEnqueueContext extends CreateContext {
  dialect: Database['dialect']
  enqueue: (tx: Queries, jobs: readonly NewJob[], now: number) => Promise<void>
}

/**
 * Writes a notification and the job that plans it, in the transaction `tx`: both exist or neither. Throws Refusal
 * `site-unknown`, `topic-unknown`, `idempotency-key-reused`, or the payload's refusals.
 */
export async function createNotification(
  tx: Queries,
  checked: CheckedRequest,
  { enqueue, dialect, ...context }: CreateAndEnqueueContext,
): Promise<CreatedNotification> {
  const created = await runSteps(tx, dialect, creation(checked, context))
  if (!created.replayed) await enqueue(tx, [planJobOf(created)], context.now)
  return created
}

/** The row that a notification would have, and nothing is written. Throws the same Refusals. */
export function draftNotification(
  { kysely, dialect }: Pick<Database, 'kysely' | 'dialect'>,
  checked: CheckedRequest,
  context: CreateContext,
): Promise<NewNotification> {
  return runSteps(kysely, dialect, drafting(checked, context)).then(({ draft }) => draft)
}

/**
 * The same in an app's open SQLite transaction, on the app's connection: the notification exists if and only if the app
 * commits. Synchronous, because an `await` would let other work of the app slip into the transaction. Throws the same
 * Refusals; the app decides about its earlier writes.
 */
export function createNotificationWithin(
  app: DatabaseSync,
  checked: CheckedRequest,
  { within, ...context }: CreateContext & { within: StepsWithin },
): CreatedNotification {
  const created = within.run(app, creation(checked, context))
  if (!created.replayed) enqueueJobsWithin(app, [planJobOf(created)], context.now)
  return created
}

function* creation(
  checked: CheckedRequest,
  { siteId, id, now, trace = null }: CreateContext,
): Steps<CreatedNotification> {
  const existing = yield* findByIdempotencyKey(siteId, checked.idempotencyKey)
  if (existing) return replay(existing, checked)

  const { draft, inbox } = yield* drafting(checked, { siteId, id, now, trace })
  const [row] = yield* rowsOf<NotificationRow>(ADD, draft)
  if (row) {
    if (inbox === 1) yield* nameAddressees({ siteId, number: row.number, audience: checked.audience })
    return { row, replayed: false }
  }
  const winner = yield* findByIdempotencyKey(siteId, checked.idempotencyKey)
  if (winner) return replay(winner, checked)
  throw new Error('a notification was neither written nor there before')
}

function* drafting(
  checked: CheckedRequest,
  { siteId, id, now, trace = null }: CreateContext,
): Steps<{ draft: NewNotification; inbox: 0 | 1 }> {
  const [found] = yield* rowsOf<FoundSite>(SITE, { siteId })
  if (!found) throw siteUnknown(siteId)
  const site = {
    ...found,
    origins: parseStored(storedOrigins, found.origins, 'sites.origins'),
    privacy: parseStored(sitePrivacySchema, found.privacy, 'sites.privacy'),
  }
  const topic = yield* findTopic(siteId, checked.audience)
  const transactional = topic?.transactional === 1
  const notRelevant = (topic?.notRelevant ?? found.notRelevant) === 1
  const topicPrivacy = topic && storedPrivacy(topic.privacy)
  const draft = notificationRow(checked, { site, transactional, notRelevant, topicPrivacy, id, now, trace })
  return { draft, inbox: found.inbox }
}

function replay(row: NotificationRow, checked: CheckedRequest): CreatedNotification {
  assertSameRequest(row, checked)
  return { row, replayed: true }
}

function planJobOf({ row }: CreatedNotification): NewJob {
  return planJob(row.lane, row.number)
}

function* findByIdempotencyKey(siteId: string, key: string | null): Steps<NotificationRow | undefined> {
  if (key === null) return undefined
  const [row] = yield* rowsOf<NotificationRow>(BY_KEY, { siteId, key })
  return row
}

interface FoundTopic {
  transactional: 0 | 1
  notRelevant: 0 | 1 | null
  privacy: string
}

function* findTopic(siteId: string, audience: Audience): Steps<FoundTopic | undefined> {
  if (audience.kind !== 'topic') return undefined
  const [row] = yield* rowsOf<FoundTopic>(TOPIC, { siteId, topic: audience.value })
  if (!row) throw topicUnknown(audience.value, 'to.topic')
  return row
}

interface FoundSite {
  id: string
  url: string | null
  origins: string
  inbox: 0 | 1
  notRelevant: 0 | 1
  privacy: string
}

const SITE = statement(`
  select id, url, origins, inbox, not_relevant as "notRelevant", privacy from belfry.sites where id = :siteId`)
const TOPIC = statement(`
  select transactional, not_relevant as "notRelevant", privacy from belfry.topics
  where site_id = :siteId and id = :topic`)
const BY_KEY = statement('select * from belfry.notifications where site_id = :siteId and idempotency_key = :key')
// Two requests with one key at the same moment, if the database lets both write.
const ADD = statement(`
  insert into belfry.notifications (id, site_id, idempotency_key, request_hash, audience, content, payload,
    collapse_key, urgency, privacy, lane, state, planned_at, created_at, expires_at, finished_at, trace)
  values (:id, :site_id, :idempotency_key, :request_hash, :audience, :content, :payload, :collapse_key,
    :urgency, :privacy, :lane, :state, :planned_at, :created_at, :expires_at, :finished_at, :trace)
  on conflict (site_id, idempotency_key) do nothing returning *`)
