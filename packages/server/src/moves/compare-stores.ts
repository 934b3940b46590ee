import { setImmediate as immediate } from 'node:timers/promises'
import { checksum, isSame, type Checksum } from './checksum.ts'
import { MoveError } from './move-error.ts'
import type { SourceStore } from './source-store.ts'
import type { TargetStore } from './target-store.ts'

export interface Comparing {
  signal: AbortSignal
  /** Rows read since the last call, in either store. */
  read: (of: string, rows: number) => void
}

const ROWS_AT_ONCE = 5000
const JOBS_AT_ONCE = 500

/**
 * Reads both stores and compares every row; false when the signal ended it. Throws a MoveError `verification-failed`.
 */
export async function compareStores(
  source: SourceStore,
  target: TargetStore,
  { signal, read }: Comparing,
): Promise<boolean> {
  const compare = async (
    of: string,
    here: Iterable<readonly unknown[]>,
    there: (read: (rows: number) => boolean) => Promise<Checksum | undefined>,
  ): Promise<boolean> => {
    const step = (rows: number) => {
      read(of, rows)
      return !signal.aborted
    }
    const one = await sum(here, step)
    const other = one && (await there(step))
    if (one === undefined || other === undefined) return false
    if (!isSame(one, other)) throw differ(of, one, other)
    return true
  }
  for (const table of source.tables) {
    const goesOn = await compare(table.name, source.rows(table), (step) => target.checksum(table, step))
    if (!goesOn) return false
  }
  return compare('jobs', jobRows(source), (step) => target.jobsChecksum(step))
}

// Reading the file blocks the thread: in between, Ctrl-C is handled and the bar moves.
async function sum(rows: Iterable<readonly unknown[]>, step: (rows: number) => boolean): Promise<Checksum | undefined> {
  const total = checksum()
  let pending = 0
  for (const row of rows) {
    total.add(row)
    pending += 1
    if (pending < ROWS_AT_ONCE) continue
    await immediate()
    if (!step(pending)) return undefined
    pending = 0
  }
  return step(pending) ? total.result() : undefined
}

function* jobRows(source: SourceStore): Generator<unknown[]> {
  for (let id = 0; ;) {
    const jobs = source.jobs(id, JOBS_AT_ONCE)
    for (const { lane, kind, payload, turn = 0, flow, dead } of jobs) {
      yield [lane, { kind, payload }, turn, flow ?? null, dead !== undefined]
    }
    const last = jobs.at(-1)
    if (last === undefined) return
    id = last.id
  }
}

function differ(of: string, here: Checksum, there: Checksum): MoveError {
  const what =
    here.rows === there.rows
      ? `${here.rows} rows, of which some differ`
      : `${here.rows} rows here and ${there.rows} there`
  return new MoveError(
    'verification-failed',
    `${of}: ${what}. Nothing was lost here: empty the database, run belfry migrate-store --abandon, and begin anew`,
  )
}
