import { openBoss } from '../queue/open-boss.ts'
import { adoptJobs } from '../queue/adopt-jobs.ts'
import { compareStores } from './compare-stores.ts'
import type { MovedTable } from './moved-table.ts'
import type { SourceStore } from './source-store.ts'
import type { MoveMark, TargetStore } from './target-store.ts'

export interface MoveProgress {
  step: 'copying' | 'comparing'
  /** A table, or `jobs`. */
  of: string
  /** Rows done, of all. */
  done: number
  all: number
}

export interface MoveOptions {
  now: () => number
  /** Ends it after the rows being written; the next run continues there. */
  signal: AbortSignal
  progress: (progress: MoveProgress) => void
  /** The target of the store, for a person. */
  targetName: string
}

export interface Moved {
  finished: boolean
  /** The moved rows, by table. */
  counts: { of: string; rows: number }[]
}

const ROWS_AT_ONCE = 2000
const JOBS_AT_ONCE = 500
const JOBS = 'jobs'

/**
 * Moves everything of an embedded store into PostgreSQL: rows are written together with the mark of the progress, so
 * that a killed move continues there. At the end both are compared, row by row. Throws a MoveError
 * `verification-failed`, and then neither of the two can be started.
 */
export async function moveStore(source: SourceStore, target: TargetStore, options: MoveOptions): Promise<Moved> {
  const { signal, progress } = options
  const steps = [...source.tables.map(({ name }) => name), JOBS]
  const counts = steps.map((of) => ({ of, rows: source.count(of) }))
  const all = counts.reduce((sum, { rows }) => sum + rows, 0)
  const boss = await openBoss(target.database.pool, { supervise: false })
  try {
    const mark = (await target.readMark()) ?? (await begin(source, target, steps[0] ?? JOBS, options))
    const first = steps.indexOf(mark.step)
    let done = counts.slice(0, first).reduce((sum, { rows }) => sum + rows, 0)
    const moved = (of: string) => (rows: number) => progress({ step: 'copying', of, done: (done += rows), all })
    for (const [index, of] of steps.entries()) {
      if (index < first) continue
      const after = index === first ? mark.after : undefined
      const table = source.tables.find(({ name }) => name === of)
      if (table !== undefined) await copyTable(source, target, { table, after, signal, moved: moved(of) })
      else await copyJobs(source, target, boss, { after, signal, now: options.now, moved: moved(of) })
      if (signal.aborted) return { finished: false, counts }
    }
    await target.settle(source.tables, source.lastNotification())
    let compared = 0
    const isWhole = await compareStores(source, target, {
      signal,
      // Each row is read twice.
      read: (of, rows) => progress({ step: 'comparing', of, done: (compared += rows / 2), all }),
    })
    if (!isWhole) return { finished: false, counts }
    // First here: after a kill in between, the next run finds both and only does the rest.
    source.finish()
    await target.finish()
    return { finished: true, counts }
  } finally {
    await boss.stop({ graceful: false, close: false })
  }
}

async function begin(
  source: SourceStore,
  target: TargetStore,
  step: string,
  { targetName }: MoveOptions,
): Promise<MoveMark> {
  const mark = { step, after: undefined }
  source.begin(targetName)
  await target.begin(mark)
  return mark
}

interface Copying {
  after: unknown[] | undefined
  signal: AbortSignal
  moved: (rows: number) => void
}

async function copyTable(
  source: SourceStore,
  target: TargetStore,
  { table, after, signal, moved }: Copying & { table: MovedTable },
): Promise<void> {
  if (table.name === 'deliveries') await target.makeWeeks(source.weeks())
  let key = after
  while (!signal.aborted) {
    const rows = source.page(table, key, ROWS_AT_ONCE)
    const last = rows.at(-1)
    if (last === undefined) return
    key = last.slice(table.columns.length)
    const mark = { step: table.name, after: key }
    await target.database.atomically(async (tx) => {
      await target.insert(tx, table, rows)
      await target.saveMark(tx, mark)
    })
    moved(rows.length)
  }
}

async function copyJobs(
  source: SourceStore,
  target: TargetStore,
  boss: Awaited<ReturnType<typeof openBoss>>,
  { after, signal, now, moved }: Copying & { now: () => number },
): Promise<void> {
  let id = Number(after?.[0] ?? 0)
  while (!signal.aborted) {
    const jobs = source.jobs(id, JOBS_AT_ONCE)
    const last = jobs.at(-1)
    if (last === undefined) return
    id = last.id
    const mark = { step: JOBS, after: [id] }
    await target.database.atomically(async (tx) => {
      await adoptJobs(boss, tx, jobs, now())
      await target.saveMark(tx, mark)
    })
    moved(jobs.length)
  }
}
