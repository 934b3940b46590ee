import type { Queries } from '../database/database.ts'
import type { NotificationRow } from '../database/schema.ts'
import { RATE_PERIOD_MS } from '../deliveries/rate-period.ts'
import { countInteractions } from '../interactions/interaction-counts.ts'
import type { NotificationDetails } from './answer-schema.ts'
import { countOutcomes, countRecent } from './notification-store.ts'
import { viewNotification } from './notification-view.ts'

/** Notifications with their progress, in the order of their rows: three reads, however many there are. */
export async function viewNotifications(
  db: Queries,
  rows: readonly NotificationRow[],
  now: number,
): Promise<NotificationDetails[]> {
  if (rows.length === 0) return []
  const recentSince = now - (now % RATE_PERIOD_MS) - RATE_PERIOD_MS
  const numbers = rows.map(({ number }) => number)
  const outcomes = await countOutcomes(db, numbers)
  const interactions = await countInteractions(db, numbers)
  const recent = await countRecent(db, numbers, recentSince)
  return rows.map((row) =>
    viewNotification(row, outcomes.get(row.number) ?? {}, interactions.get(row.number) ?? [], {
      recent: recent.get(row.number) ?? 0,
      recentSince,
      now,
    }),
  )
}
