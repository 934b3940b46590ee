import { sql } from 'kysely'
import { readAudience } from '../audiences/audience.ts'
import type { Database, Queries } from '../database/database.ts'
import type { NotificationRow } from '../database/schema.ts'
import { RULES_VERSION } from '../database/notification-rules.ts'
import { parseStored, storedObject } from '../database/stored-json.ts'
import { runSteps } from '../database/steps.ts'
import { planJob } from '../deliveries/jobs.ts'
import type { NewJob } from '../queue/queue.ts'
import { parseInput } from '../refusals/refusal.ts'
import { findSite } from '../sites/site-store.ts'
import { storedPrivacy, strictest, type Privacy } from '../forms/privacy.ts'
import { inSpan, traceparentOf } from '../telemetry/traces.ts'
import { findTopic } from '../topics/topic-store.ts'
import { enqueueSpan } from './enqueue-span.ts'
import { nameAddressees } from './name-addressees.ts'
import { buildPayload } from './payload.ts'
import { notificationSchema } from './schema.ts'

export interface RequestedContext {
  enqueue: (tx: Queries, jobs: readonly NewJob[], now: number) => Promise<void>
  /** A request that the SQL function let pass cannot be sent; it is cancelled. `error` is a Refusal, or a surprise. */
  refused: (notification: string, error: unknown) => void
  now: () => number
}

/** `checked_by`: the version of the rules that belfry.notify() checked it by. */
type RequestedRow = NotificationRow & { checked_by: number | null }

const AT_ONCE = 100

/**
 * Makes the payloads and plan jobs of notifications that were requested by the SQL function belfry.notify(), and
 * returns how many. Several processes share them; a request with a field that only a newer process knows is left to
 * that one.
 */
export async function acceptRequested(database: Database, context: RequestedContext): Promise<number> {
  return database.transaction(async (tx) => {
    const { rows } = await sql<RequestedRow>`
      select * from belfry.notifications where payload = '' and state <> 'cancelled'
      order by coalesce(checked_by, 0) > ${RULES_VERSION}, number
      limit ${AT_ONCE} for no key update skip locked`.execute(tx)
    let accepted = 0
    for (const row of rows) if (await accept(tx, row, context)) accepted += 1
    return accepted
  })
}

type Changed = { payload: string; privacy: Privacy; trace: string | null } | { state: 'cancelled'; finished_at: number }

// False: it stays as it is.
async function accept(tx: Queries, row: RequestedRow, { enqueue, refused, now }: RequestedContext): Promise<boolean> {
  const change = (columns: Changed) =>
    tx.updateTable('belfry_notifications').set(columns).where('number', '=', row.number).execute()
  const site = await findSite(tx, row.site_id)
  if (site === undefined) return false
  let payload: string
  let privacy: Privacy
  try {
    const { id, created_at: createdAt } = row
    const audience = readAudience(row.audience)
    const topic = audience?.kind === 'topic' ? await findTopic(tx, site.id, audience.value) : undefined
    const notRelevant = topic?.notRelevant ?? site.notRelevant
    privacy = strictest(storedPrivacy(row.privacy), topic?.privacy ?? 'full')
    payload = buildPayload({ ...requestOf(row), privacy }, { id, site, createdAt, notRelevant })
  } catch (error) {
    if ((row.checked_by ?? 0) > RULES_VERSION && row.expires_at > now()) return false
    // Any error would repeat each second, and later requests would wait behind it.
    refused(row.id, error)
    await change({ state: 'cancelled', finished_at: now() })
    return true
  }
  // Its trace begins here: SQL has no tracer.
  await inSpan(...enqueueSpan({ siteId: site.id, id: row.id }), async (span) => {
    await change({ payload, privacy, trace: traceparentOf(span) })
    const audience = readAudience(row.audience)
    if (site.inbox && audience !== undefined) {
      await runSteps(tx, 'postgres', nameAddressees({ siteId: site.id, number: row.number, audience }))
    }
    await enqueue(tx, [planJob(row.lane, row.number)], now())
  })
  return true
}

function requestOf({ audience, content, urgency, privacy, created_at, expires_at }: NotificationRow) {
  return parseInput(notificationSchema, {
    ...parseStored(storedObject, content, 'notifications.content'),
    to: parseStored(storedObject, audience, 'notifications.audience'),
    urgency,
    privacy,
    ttl: (expires_at - created_at) / 1000,
  })
}
