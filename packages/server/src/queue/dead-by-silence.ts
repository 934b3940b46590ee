import type { PostgresConnection } from '../database/postgres-connection.ts'
import { LANES, type Lane } from '../database/schema.ts'
import { diedSilently } from './attempts.ts'
import { QUEUE_SCHEMA } from './open-boss.ts'
import type { Job } from './queue.ts'

/**
 * Finds the jobs that are dead because their workers died one after the other, each of them once among all processes:
 * pg-boss ends them silently, since no worker was left to report the failure.
 */
export async function findDeadBySilence(db: PostgresConnection): Promise<{ job: Job; error: string }[]> {
  const { rows } = await db.query(
    `update ${QUEUE_SCHEMA}.job set output = output || '{"told": true}'
     where name = any($1) and completed_on is not null and state = 'failed'
       and output -> 'value' ->> 'message' in ('job heartbeat timeout', 'job timed out') and not output ? 'told'
     returning id, name as lane, data, retry_count + 1 as attempts, -priority as turn, group_id as flow`,
    [LANES],
  )
  return (rows as DeadRow[]).map(({ data, flow, ...row }) => ({
    job: { ...row, ...data, flow: flow ?? undefined },
    error: diedSilently(row.attempts),
  }))
}

interface DeadRow {
  id: string
  lane: Lane
  data: { kind: string; payload: unknown }
  attempts: number
  turn: number
  flow: string | null
}
