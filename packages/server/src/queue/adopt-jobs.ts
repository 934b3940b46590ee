import { randomUUID } from 'node:crypto'
import type { PgBoss } from 'pg-boss'
import type { PostgresConnection } from '../database/postgres-connection.ts'
import { LANES } from '../database/schema.ts'
import { onConnection, QUEUE_SCHEMA } from './open-boss.ts'
import { toBoss } from './postgres-enqueue.ts'
import type { NewJob } from './queue.ts'

/** Puts jobs of another queue into pg-boss, in the open transaction; one with an error stays dead. */
export async function adoptJobs(
  boss: Pick<PgBoss, 'insert'>,
  tx: PostgresConnection,
  jobs: readonly (NewJob & { dead?: string })[],
  now: number,
): Promise<void> {
  for (const lane of LANES) {
    const own = jobs.filter((job) => job.lane === lane).map((job) => ({ job, id: randomUUID() }))
    if (own.length === 0) continue
    const made = own.map(({ job, id }) => ({ id, ...toBoss(job, now) }))
    await boss.insert(lane, made, { db: onConnection(tx) })
    const dead = own.filter(({ job }) => job.dead !== undefined)
    await tx.query(
      `update ${QUEUE_SCHEMA}.job set state = 'failed', completed_on = now(), retry_count = retry_limit,
         output = jsonb_build_object('message', d.error)
       from unnest($2::uuid[], $3::text[]) as d (id, error) where name = $1 and job.id = d.id`,
      [lane, dead.map(({ id }) => id), dead.map(({ job }) => job.dead)],
    )
  }
}
