import type { Queries } from '../../database/database.ts'
import { findUndelivered, type UndeliveredCause } from './find-undelivered.ts'

const NEIGHBOURS = 1000
const LOOKED_AT = 5

/**
 * Why a notification without recent attempts does not move: the causes that keep others, at present, from the push
 * services. A service that does not answer gets one probe now and then, and all others wait. `count` is 0.
 */
export async function findHeldBack(db: Queries, notification: number, since: number): Promise<UndeliveredCause[]> {
  const others = await db
    .selectFrom('belfry_delivery_counts as counted')
    .innerJoin('belfry_notifications as other', 'other.number', 'counted.notification')
    .select('other.number')
    .where('counted.notification', '>', notification - NEIGHBOURS)
    .where('counted.notification', '!=', notification)
    .where('counted.outcome', '=', 'unreachable')
    .where('counted.count', '>', 0)
    .where('other.finished_at', 'is', null)
    .orderBy('other.number', 'desc')
    .limit(LOOKED_AT)
    .execute()
  const causes = new Map<string, UndeliveredCause>()
  for (const { number } of others) {
    for (const cause of await findUndelivered(db, number)) {
      const { outcome, reason, service, host, at } = cause
      if (outcome === 'unreachable' && at > since) causes.set(`${reason} ${service} ${host}`, { ...cause, count: 0 })
    }
  }
  return [...causes.values()]
}
