import { sql } from 'kysely'
import type { OpenedDatabase } from '../database/open-database.ts'
import { LANES, type Lane } from '../database/schema.ts'
import { QUEUE_SCHEMA } from './open-boss.ts'

export interface LaneFigures {
  lane: Lane
  ready: number
  scheduled: number
  running: number
  /** Dead after too many attempts; a person has to act, see DeadJobs. */
  dead: number
  /** Age of the oldest due job in milliseconds; 0 without one. */
  oldestMs: number
}

const STATEMENTS = {
  sqlite: (now: number) => sql<LaneFigures>`
    select lane,
      sum(dead_at is null and lease_owner is null and run_at <= ${now}) as ready,
      sum(dead_at is null and lease_owner is null and run_at > ${now}) as scheduled,
      sum(dead_at is null and lease_owner is not null) as running,
      sum(dead_at is not null) as dead,
      max(0, coalesce(${now} - min(case when dead_at is null and lease_owner is null then run_at end), 0)) as "oldestMs"
    from belfry_jobs group by lane`,
  postgres: () => sql<LaneFigures>`
    select name as lane,
      count(*) filter (where state < 'active' and start_after <= now()) as ready,
      count(*) filter (where state < 'active' and start_after > now()) as scheduled,
      count(*) filter (where state = 'active') as running,
      count(*) filter (where state = 'failed') as dead,
      greatest(0, coalesce(extract(epoch from now() - min(start_after) filter (where state < 'active')) * 1000, 0))
        ::bigint as "oldestMs"
    from ${sql.table(`${QUEUE_SCHEMA}.job`)} where name = any(${[...LANES]}) group by name`,
}

/** The size of the queue, by lane. Reads it all, so call it only a few times a minute. */
export async function queueFigures(
  { dialect, kysely }: Pick<OpenedDatabase, 'dialect' | 'kysely'>,
  now: number,
): Promise<LaneFigures[]> {
  const { rows } = await STATEMENTS[dialect](now).execute(kysely)
  return LANES.map((lane) => {
    const none = { lane, ready: 0, scheduled: 0, running: 0, dead: 0, oldestMs: 0 }
    return rows.find((row) => row.lane === lane) ?? none
  })
}
