import type { DatabaseSync } from 'node:sqlite'
import type { Queries } from '../database/database.ts'
import type { NewJob } from './queue.ts'

/** Puts jobs into the lease table in a transaction of the database handle. */
export async function enqueueJobs(
  tx: Queries,
  jobs: readonly NewJob[],
  now: number,
): Promise<void> {
  await tx
    .insertInto('belfry_jobs')
    .values(
      jobs.map(({ lane, kind, payload, runAt }) => ({
        lane,
        kind,
        payload: JSON.stringify(payload),
        run_at: runAt ?? now,
        created_at: now,
      })),
    )
    .execute()
}

/** The same in an app's open SQLite transaction: synchronous, on the app's connection. */
export function enqueueJobsWithin(db: DatabaseSync, jobs: readonly NewJob[], now: number): void {
  const insert = db.prepare(
    'insert into belfry_jobs (lane, kind, payload, run_at, created_at) values (?, ?, ?, ?, ?)',
  )
  for (const { lane, kind, payload, runAt } of jobs) {
    insert.run(lane, kind, JSON.stringify(payload), runAt ?? now, now)
  }
}
