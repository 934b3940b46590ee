import type { Queries } from '../../database/database.ts'
import { explainCause, type Explanation } from './explain-cause.ts'

/** Deliveries of one notification that have not arrived, for one cause. */
export interface UndeliveredCause extends Explanation {
  outcome: string
  reason: string
  service: string
  /** Of a push service that is not one of the browsers' own. */
  host?: string
  count: number
  /** Of the last of them, milliseconds since the epoch. */
  at: number
}

/** Outcomes after which the person has the message, or the subscription has ended. */
export const UNDELIVERED = ['unreachable', 'retry-later', 'rejected', 'key-mismatch', 'too-large', 'expired'] as const

// 20,000 rows are read in 4 ms (SQLite) by the primary key; a million would delay others' requests.
const ROWS_READ = 20_000
const ROWS_TOLD = 1000

/**
 * The causes that keep a notification from people, the most frequent first: of its first 20,000 deliveries, at most
 * 1,000 that have not arrived.
 */
export async function findUndelivered(db: Queries, notification: number): Promise<UndeliveredCause[]> {
  const rows = await db
    .selectFrom((query) =>
      query
        .selectFrom('belfry_deliveries')
        .select(['subscription', 'outcome', 'reason', 'at'])
        .where('notification', '=', notification)
        .orderBy('subscription')
        .limit(ROWS_READ)
        .as('delivery'),
    )
    .leftJoin('belfry_subscriptions as subscription', 'subscription.id', 'delivery.subscription')
    .select(['delivery.outcome', 'delivery.reason', 'delivery.at', 'push_service', 'endpoint'])
    .where('delivery.outcome', 'in', UNDELIVERED)
    .limit(ROWS_TOLD)
    .execute()
  const causes = new Map<string, UndeliveredCause>()
  for (const { outcome, reason: stored, at, push_service, endpoint } of rows) {
    const reason = stored ?? outcome
    const service = push_service ?? 'other'
    const host = service === 'other' && endpoint !== null ? URL.parse(endpoint)?.host : undefined
    const key = [outcome, reason, service, host].join(' ')
    const known = causes.get(key)
    if (known === undefined) {
      const where = host === undefined ? { service } : { service, host }
      causes.set(key, { outcome, reason, ...where, count: 1, at, ...explainCause({ outcome, reason }) })
    } else {
      known.count += 1
      known.at = Math.max(known.at, at)
    }
  }
  return [...causes.values()].toSorted((a, b) => b.count - a.count)
}
