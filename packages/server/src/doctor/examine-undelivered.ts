import type { Queries } from '../database/database.ts'
import type { OpenedDatabase } from '../database/open-database.ts'
import { explainCause } from '../deliveries/undelivered/explain-cause.ts'
import { findUndelivered, UNDELIVERED, type UndeliveredCause } from '../deliveries/undelivered/find-undelivered.ts'
import { queueFigures } from '../queue/queue-figures.ts'
import { ok, problem, warning, type Finding } from './finding.ts'

const HOUR_MS = 3_600_000
const RECENT_MS = 24 * HOUR_MS
const LOOKED_AT_MS = 7 * RECENT_MS
const NOTIFICATIONS = 20
const WAITS_MS = 2 * 60_000

/** Checks for recent messages that have not arrived: each cause once, with the remedy. */
export async function examineUndelivered(database: OpenedDatabase, now: number): Promise<Finding[]> {
  const causes = await recentCauses(database.kysely, now)
  return [
    ...(causes.length === 0 ? [ok('what was sent in the last seven days has arrived')] : []),
    ...causes.map((cause) => findingOf(cause, now)),
    ...(await examineWaiting(database, now)),
    ...(await examineMismatches(database.kysely)),
  ]
}

async function recentCauses(db: Queries, now: number): Promise<UndeliveredCause[]> {
  const recent = await db
    .selectFrom('belfry_notifications')
    .select('number')
    .where('created_at', '>', now - LOOKED_AT_MS)
    .where((query) =>
      query.exists(
        query
          .selectFrom('belfry_delivery_counts as counted')
          .select('counted.outcome')
          .whereRef('counted.notification', '=', 'belfry_notifications.number')
          .where('counted.outcome', 'in', UNDELIVERED)
          .where('counted.count', '>', 0),
      ),
    )
    .orderBy('number', 'desc')
    .limit(NOTIFICATIONS)
    .execute()
  const all: UndeliveredCause[] = []
  for (const { number } of recent) all.push(...(await findUndelivered(db, number)))
  const same = Map.groupBy(all, ({ summary, service, host, reason }) => [summary, service, host, reason].join(' '))
  return Array.from(same.values(), (some) => ({
    ...(some[0] as UndeliveredCause),
    count: some.reduce((sum, { count }) => sum + count, 0),
    at: Math.max(...some.map(({ at }) => at)),
  })).toSorted((a, b) => b.count - a.count)
}

/** Due jobs are not in the queue for long where a worker runs: waiting ones are due later. */
async function examineWaiting(database: OpenedDatabase, now: number): Promise<Finding[]> {
  const oldestMs = Math.max(...(await queueFigures(database, now)).map((lane) => lane.oldestMs))
  if (oldestMs < WAITS_MS) return []
  const minutes = Math.round(oldestMs / 60_000)
  return [
    problem(
      `work has waited for ${minutes} min: nobody sends, or it is stuck. Start belfry serve, or belfry work ` +
        'beside a belfry serve --no-work, and look at its log and at /readyz',
    ),
  ]
}

async function examineMismatches(db: Queries): Promise<Finding[]> {
  const { count } = await db
    .selectFrom('belfry_sites as site')
    // By site, because the index begins with it: SQLite would read all rows otherwise.
    .innerJoin('belfry_subscriptions as subscription', 'subscription.site_id', 'site.id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('subscription.status', '=', 'key-mismatch')
    .executeTakeFirstOrThrow()
  if (count === 0) return []
  const { summary, help } = explainCause({ outcome: 'key-mismatch', reason: 'key-mismatch' })
  return [warning(`${count.toLocaleString('en')} subscriptions get nothing: ${summary}. ${help}`)]
}

function findingOf({ count, service, host, reason, summary, help, at }: UndeliveredCause, now: number): Finding {
  const where = host ?? service
  const messages = count === 1 ? '1 message has' : `${count.toLocaleString('en')} messages have`
  const text = `${messages} not arrived (${where}, ${reason}, the last ${ago(now - at)}): ${summary}. ${help}`
  return now - at < RECENT_MS ? problem(text) : warning(text)
}

function ago(ms: number): string {
  const hours = Math.round(ms / HOUR_MS)
  if (hours < 1) return 'within the hour'
  return hours < 48 ? `${hours} h ago` : `${Math.round(hours / 24)} days ago`
}
