import { z } from 'zod'
import type { Database, Queries } from '../../database/database.ts'
import { parseStored } from '../../database/stored-json.ts'
import type { DeadJob, DeadJobs } from '../../queue/dead-jobs.ts'
import type { NewJob } from '../../queue/queue.ts'
import type { Page, PageQuery } from '../../http/paging.ts'
import { Refusal } from '../../refusals/refusal.ts'
import type { DeadJobView } from './answer-schema.ts'
import { notificationOf } from '../jobs.ts'
import { leaveOut } from './leave-out.ts'
import type { FinishedNotification } from '../delivery-store.ts'

export interface GivenUpJobsOptions {
  database: Database
  dead: DeadJobs
  enqueue: (tx: Queries, jobs: readonly NewJob[], now: number) => Promise<void>
  /** There are jobs for the engine. */
  wake: () => void
  /** Somebody settled jobs, and with them perhaps a notification. */
  settled: (settlement: JobSettlement) => void
  now: () => number
}

export interface JobSettlement {
  what: 'revived' | 'discarded'
  jobs: readonly DeadJob[]
  /** Notifications whose last jobs these were. */
  finished: readonly FinishedNotification[]
}

const PAGE = 100
const CURSOR = /^(\d{1,15})\.([0-9a-f-]{1,36})$/ // when it died, and its id

/** A person's actions on dead jobs: list, revive, discard. */
export function createGivenUpJobs(options: GivenUpJobsOptions) {
  const { database, dead, enqueue, wake, settled, now } = options

  /** Those of a site, with their notifications; a job whose notification was deleted belongs to everybody. */
  async function ofSite(db: Queries, siteId: string, jobs: readonly DeadJob[]) {
    const numbers = [...new Set(jobs.map(notificationOf))]
    const rows =
      numbers.length === 0
        ? []
        : await db
            .selectFrom('belfry_notifications')
            .select(['number', 'id', 'site_id', 'content'])
            .where('number', 'in', numbers)
            .execute()
    const found = new Map(rows.map((row) => [row.number, row]))
    return jobs.flatMap((job) => {
      const notification = found.get(notificationOf(job))
      return notification === undefined || notification.site_id === siteId ? [{ job, notification }] : []
    })
  }

  async function list(siteId: string, { cursor, limit }: PageQuery): Promise<Page<DeadJobView>> {
    const after = cursor === undefined ? {} : { after: parseCursor(cursor, dead) }
    const page = await dead.list(database.kysely, { limit, ...after })
    const items = (await ofSite(database.kysely, siteId, page)).map(({ job, notification }) => ({
      id: job.id,
      lane: job.lane,
      kind: job.kind,
      reason: job.reason,
      attempts: job.attempts,
      diedAt: new Date(job.diedAt).toISOString(),
      notification: notification ? { id: notification.id, title: titleOf(notification.content) } : null,
    }))
    const last = page.at(-1)
    return page.length < limit || last === undefined ? { items } : { items, next: `${last.diedAt}.${last.id}` }
  }

  /** One job, or all that are dead when it begins, a page at a time; returns how many there were. */
  async function settleAll(
    siteId: string,
    id: string | undefined,
    settle: (tx: Queries, jobs: readonly DeadJob[]) => Promise<FinishedNotification[]>,
    what: JobSettlement['what'],
  ): Promise<number> {
    // By number and not by time: the clock may have been set back since they died. Jobs that die meanwhile come last.
    let left = id === undefined ? await dead.count(database.kysely) : 1
    let count = 0
    let after: DeadJob | undefined
    while (left > 0) {
      const page = await dead.list(database.kysely, {
        limit: Math.min(PAGE, left),
        ...(after === undefined ? {} : { after }),
        ...(id === undefined ? {} : { ids: [id] }),
      })
      const own = await ofSite(database.kysely, siteId, page)
      const ids = own.map(({ job }) => job.id)
      if (ids.length > 0) {
        const { jobs, finished } = await database.transaction(async (tx) => {
          const jobs = await dead.take(tx, ids)
          return { jobs, finished: await settle(tx, jobs) }
        })
        count += jobs.length
        if (jobs.length > 0) settled({ what, jobs, finished })
      }
      after = page.at(-1)
      left -= page.length
      if (after === undefined) break
    }
    if (count > 0) wake()
    return count
  }

  return {
    list,
    /** Lets them be tried again from the first attempt on, at once; all of the site's without an `id`. */
    revive: (siteId: string, id?: string) =>
      settleAll(
        siteId,
        id,
        async (tx, jobs) => {
          await enqueue(tx, jobs.map(anew), now())
          return []
        },
        'revived',
      ),
    /** For good: their subscribers without an outcome get nothing. */
    discard: (siteId: string, id?: string) =>
      settleAll(siteId, id, (tx, jobs) => leaveOut(tx, jobs, now()), 'discarded'),
  }
}

function anew({ lane, kind, payload, flow }: DeadJob): NewJob {
  return { lane, kind, payload, ...(flow === undefined ? {} : { flow }) }
}

// Erased or unreadable content has none.
const titled = z.object({ title: z.string() }).catch({ title: '' })

function titleOf(content: string): string {
  return parseStored(titled, content, 'notifications.content').title
}

function parseCursor(cursor: string, { isId }: Pick<DeadJobs, 'isId'>): { diedAt: number; id: string } {
  const [, diedAt, id] = CURSOR.exec(cursor) ?? []
  if (diedAt === undefined || id === undefined || !isId(id)) {
    throw new Refusal('cursor-invalid', 'take the value of next from the previous page, or none', {
      field: 'cursor',
    })
  }
  return { diedAt: Number(diedAt), id }
}
