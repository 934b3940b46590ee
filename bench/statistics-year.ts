import type { Database } from '../packages/server/src/database/database.ts'
import { OUTCOME_KINDS } from '../packages/server/src/statistics/rollup/kinds.ts'

/** The rows of a made-up year. */
export interface FilledYear {
  days: number
  hours: number
  interactionDays: number
}

const DAY_MS = 86_400_000
const TOPICS = ['blog', 'news', 'offers', 'shop', 'feedback', ''] as const
const DEVICES = 30
const ROWS_AT_ONCE = 2000
const KINDS = Object.values(OUTCOME_KINDS)
const TOLD = [1, 2, 3, 4, 8]

/** Fills the tables with two years of a site that sends in six topics, at all hours, to thirty kinds of devices. */
export async function fillYear({ kysely }: Pick<Database, 'kysely'>, now: number): Promise<FilledYear> {
  const today = Math.floor(now / DAY_MS)
  const days: { kind: number; day: number; topic_id: string; device: number }[] = []
  const hours: { kind: number; hour: number; topic_id: string }[] = []
  const told: typeof days = []
  for (let day = today - 730; day <= today; day += 1) {
    for (const [place, topic_id] of TOPICS.entries()) {
      if ((day + place) % 2 === 0) continue
      for (let device = 0; device < DEVICES; device += 1) {
        for (const kind of KINDS.slice(0, 4)) days.push({ kind, day, topic_id, device: device * 9 })
        for (const kind of TOLD.slice(0, 3)) told.push({ kind, day, topic_id, device: device * 9 })
      }
      for (let hour = place % 3; hour < 24; hour += 3) {
        for (const kind of [...KINDS, ...TOLD]) hours.push({ kind, hour: day * 24 + hour, topic_id })
      }
    }
  }
  const site_id = 'default'
  for (let from = 0; from < days.length; from += ROWS_AT_ONCE) {
    const rows = days.slice(from, from + ROWS_AT_ONCE).map((row) => ({ site_id, ...row, count: 1 + (row.day % 900) }))
    await kysely
      .insertInto('belfry_stats_days')
      .values(rows)
      .onConflict((on) => on.doNothing())
      .execute()
  }
  for (let from = 0; from < hours.length; from += ROWS_AT_ONCE) {
    const rows = hours.slice(from, from + ROWS_AT_ONCE).map((row) => ({ site_id, ...row, count: 1 + (row.hour % 900) }))
    await kysely
      .insertInto('belfry_stats_hours')
      .values(rows)
      .onConflict((on) => on.doNothing())
      .execute()
  }
  for (let from = 0; from < told.length; from += ROWS_AT_ONCE) {
    const rows = told.slice(from, from + ROWS_AT_ONCE).map((row) => ({ site_id, ...row, count: 1 + (row.day % 90) }))
    await kysely
      .insertInto('belfry_interaction_days')
      .values(rows)
      .onConflict((on) => on.doNothing())
      .execute()
  }
  return { days: days.length, hours: hours.length, interactionDays: told.length }
}
