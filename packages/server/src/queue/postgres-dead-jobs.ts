import { sql, type RawBuilder } from 'kysely'
import { LANES, type Lane } from '../database/schema.ts'
import type { CauseOfDeath, DeadJob, DeadJobs } from './dead-jobs.ts'
import { QUEUE_SCHEMA } from './open-boss.ts'

const CAUSES = 100
const TABLE = sql.table(`${QUEUE_SCHEMA}.job`)
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

// pg-boss stores a handler's error as `message`, and its own findings one level deeper.
const MESSAGE = sql`coalesce(output ->> 'message', output -> 'value' ->> 'message', '')`
// Worded as in the embedded queue.
const REASON = sql`case when ${MESSAGE} = 'job heartbeat timeout'
  then 'its worker died ' || (retry_count + 1) || ' times' else ${MESSAGE} end`
const DIED_AT = sql`(extract(epoch from completed_on) * 1000)::bigint`
const IS_DEAD = sql`name = any(${[...LANES]}) and state = 'failed'`
const COLUMNS = sql`id, name as lane, data ->> 'kind' as kind, data -> 'payload' as payload, group_id as flow,
  retry_count + 1 as attempts, ${REASON} as reason, ${DIED_AT} as "diedAt"`

interface Row {
  id: string
  lane: Lane
  kind: string
  payload: object
  flow: string | null
  attempts: number
  reason: string
  diedAt: number
}

/** Those of pg-boss: jobs in its state `failed`, set by a worker or by its supervision. */
export const postgresDeadJobs: DeadJobs = {
  isId: (id) => UUID.test(id),
  async list(db, { limit, after, ids }) {
    const behind = after && sql`and (${DIED_AT}, id) > (${after.diedAt}, ${after.id}::uuid)`
    const among = ids && sql`and id = any(${uuids(ids)}::uuid[])`
    const query = sql<Row>`
      select ${COLUMNS} from ${TABLE} where ${IS_DEAD} ${behind ?? none} ${among ?? none}
      order by ${DIED_AT}, id limit ${limit}`
    return (await query.execute(db)).rows.map(toDeadJob)
  },
  async count(db) {
    const query = sql<{ count: number }>`select count(*) as count from ${TABLE} where ${IS_DEAD}`
    return (await query.execute(db)).rows[0]?.count ?? 0
  },
  async causes(db) {
    const query = sql<CauseOfDeath>`
      select data ->> 'kind' as kind, ${REASON} as reason, count(*) as count from ${TABLE} where ${IS_DEAD}
      group by 1, 2 order by 3 desc limit ${CAUSES}`
    return (await query.execute(db)).rows
  },
  async take(tx, ids) {
    const query = sql<Row>`
      delete from ${TABLE} where ${IS_DEAD} and id = any(${uuids(ids)}::uuid[]) returning ${COLUMNS}`
    return (await query.execute(tx)).rows.map(toDeadJob)
  },
}

const none: RawBuilder<unknown> = sql``

// An id of another form is no job: the API passes ids on unchecked.
function uuids(ids: readonly string[]): string[] {
  return ids.filter((id) => UUID.test(id))
}

function toDeadJob({ flow, ...row }: Row): DeadJob {
  return flow === null ? row : { ...row, flow }
}
