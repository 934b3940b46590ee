import type { DatabaseSync } from 'node:sqlite'
import type { Queries } from '../database/database.ts'
import type { NewJob } from './queue.ts'

/** Puts jobs into the lease table in a transaction of the database handle. */
export async function enqueueJobs(tx: Queries, jobs: readonly NewJob[], now: number): Promise<void> {
  await tx
    .insertInto('belfry_jobs')
    .values(
      jobs.map(({ lane, kind, payload, runAt, turn, flow }) => ({
        lane,
        kind,
        payload: JSON.stringify(payload),
        run_at: runAt ?? now,
        turn: turn ?? 0,
        flow: flow ?? null,
        created_at: now,
      })),
    )
    .execute()
}

/** The same in an app's open SQLite transaction: synchronous, on the app's connection. */
export function enqueueJobsWithin(db: DatabaseSync, jobs: readonly NewJob[], now: number): void {
  const insert = db.prepare(
    'insert into belfry_jobs (lane, kind, payload, run_at, turn, flow, created_at) values (?, ?, ?, ?, ?, ?, ?)',
  )
  for (const { lane, kind, payload, runAt, turn, flow } of jobs) {
    const json = JSON.stringify(payload)
    insert.run(lane, kind, json, runAt ?? now, turn ?? 0, flow ?? null, now)
  }
}
