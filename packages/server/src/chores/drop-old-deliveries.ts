import { setTimeout as delay } from 'node:timers/promises'
import { statement, type StatementDatabase } from '../database/statement.ts'
import type { Chore } from './chore.ts'

/** How long the outcome of each delivery is kept; the sums of a notification stay. */
export const DELIVERIES_KEPT_DAYS = 90

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
// A transaction of two or three milliseconds, and a pause for other writers.
const AT_ONCE = 1000
const PAUSE_MS = 20

const OLDEST = statement(`
  select d.notification as number, n.created_at as "createdAt"
  from belfry.deliveries d join belfry.notifications n on n.number = d.notification
  order by d.notification limit 1`)
const DROP = statement(`
  delete from belfry.deliveries where notification = :number and subscription in (
    select subscription from belfry.deliveries where notification = :number order by subscription limit :limit)`)
const DROP_RATES = statement('delete from belfry.delivery_rates where notification = :number')

/**
 * Drops the deliveries of old notifications, the oldest first, a few at a time: the embedded store's form of what
 * PostgreSQL does by dropping a week whole.
 */
export function dropOldDeliveries<Tx>(database: StatementDatabase<Tx>, { now }: { now: () => number }): Chore {
  const { run } = database.statements

  // A statement a transaction: on SQLite this runs in the app's own thread, which must find the lock free.
  /** The number of dropped rows; undefined when the remaining ones are too young. */
  async function dropSome(before: number): Promise<number | undefined> {
    const [oldest] = (await run(database.connection, OLDEST, {})).rows as [{ number: number; createdAt: number }?]
    if (oldest === undefined || oldest.createdAt > before) return undefined
    const { number } = oldest
    const { rowCount } = await database.atomically((tx) => run(tx, DROP, { number, limit: AT_ONCE }))
    if (rowCount !== AT_ONCE) await database.atomically((tx) => run(tx, DROP_RATES, { number }))
    return rowCount ?? 0
  }

  return {
    name: 'drop-old-deliveries',
    everyMs: HOUR_MS,
    async run(signal) {
      const before = now() - DELIVERIES_KEPT_DAYS * DAY_MS
      let deliveries = 0
      while (!signal.aborted) {
        const dropped = await dropSome(before)
        if (dropped === undefined) break
        deliveries += dropped
        await delay(PAUSE_MS, undefined, { signal })
      }
      return deliveries === 0 ? undefined : { deliveries, days: DELIVERIES_KEPT_DAYS }
    },
  }
}
