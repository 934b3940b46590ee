import type { Selectable } from 'kysely'
import type { JobsTable } from '../database/schema.ts'
import { parseStored, storedObject } from '../database/stored-json.ts'
import type { DeadJob, DeadJobs } from './dead-jobs.ts'

const COLUMNS = ['id', 'lane', 'kind', 'payload', 'flow', 'attempts', 'error', 'dead_at'] as const
const CAUSES = 100
const ID = /^\d{1,15}$/

/** The dead jobs in the lease table of the embedded store. */
export const sqliteDeadJobs: DeadJobs = {
  isId: (id) => ID.test(id),
  async list(db, { limit, after, ids }) {
    const rows = await db
      .selectFrom('belfry_jobs')
      .select(COLUMNS)
      .where('dead_at', 'is not', null)
      .$if(ids !== undefined, (query) => query.where('id', 'in', numbers(ids)))
      .$if(after !== undefined, (query) =>
        query.where((eb) => eb(eb.refTuple('dead_at', 'id'), '>', eb.tuple(after?.diedAt ?? 0, Number(after?.id)))),
      )
      .orderBy('dead_at')
      .orderBy('id')
      .limit(limit)
      .execute()
    return rows.map(toDeadJob)
  },
  async count(db) {
    const query = db.selectFrom('belfry_jobs').where('dead_at', 'is not', null)
    const { count } = await query.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
    return count
  },
  async causes(db) {
    const rows = await db
      .selectFrom('belfry_jobs')
      .select(['kind', 'error', ({ fn }) => fn.countAll<number>().as('count')])
      .where('dead_at', 'is not', null)
      .groupBy(['kind', 'error'])
      .orderBy('count', 'desc')
      .limit(CAUSES)
      .execute()
    return rows.map(({ kind, error, count }) => ({ kind, reason: error ?? '', count }))
  },
  async take(tx, ids) {
    const rows = await tx
      .deleteFrom('belfry_jobs')
      .where('id', 'in', numbers(ids))
      .where('dead_at', 'is not', null)
      .returning(COLUMNS)
      .execute()
    return rows.map(toDeadJob)
  },
}

// An id of another form is no job: the API passes ids on unchecked.
function numbers(ids: readonly string[] = []): number[] {
  return ids.filter((id) => ID.test(id)).map(Number)
}

function toDeadJob(row: Pick<Selectable<JobsTable>, (typeof COLUMNS)[number]>): DeadJob {
  const { id, lane, kind, payload, flow, attempts, error, dead_at } = row
  return {
    id: String(id),
    lane,
    kind,
    payload: parseStored(storedObject, payload, 'jobs.payload'),
    ...(flow === null ? {} : { flow }),
    attempts,
    reason: error ?? '',
    diedAt: dead_at ?? 0,
  }
}
