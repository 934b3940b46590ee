import { statement, type StatementDatabase } from '../database/statement.ts'
import { createLocalDays, type LocalDays, type Minute } from './local-days.ts'

// The zone that a person chose, or that of the browser seen last.
const ZONES = statement(`
  select s.id, coalesce(p.time_zone, s.time_zone)
  from belfry.subscribers s left join belfry.delivery_preferences p on p.subscriber_id = s.id
  where s.id = any(:ids::bigint[])`)

/** The days of each subscriber's time zone around `now`. */
export type ReadDays = (subscribers: readonly number[], now: Minute) => Promise<(subscriber: number) => LocalDays>

/** Reads the time zones that browsers and apps have told; the days of a zone are found once a day. */
export function createDayReader<Tx>({ statements, connection }: StatementDatabase<Tx>): ReadDays {
  const daysOf = createLocalDays()
  return async (ids, now) => {
    const rows = (await statements.table(connection, ZONES, { ids })) as [number, string | null][]
    const zones = new Map(rows)
    return (subscriber) => daysOf(zones.get(subscriber) ?? null, now)
  }
}
