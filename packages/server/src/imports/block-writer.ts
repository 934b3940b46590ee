import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../database/database.ts'
import { addRows, type Added } from './add-rows.ts'
import type { ImportRow, ImportStatements } from './import-store.ts'
import { saveMark, type ImportMark } from './mark-store.ts'

/** A line that was not imported, and why. */
export interface LineReport {
  line: number
  code: string
  message: string
}

/** A piece of the file that has been read and checked. */
export interface CheckedBlock {
  rows: ImportRow[]
  refused: LineReport[]
  bytes: number
  /** Number of its last line. */
  lastLine: number
  /** SHA-256 of the file up to here; missing in the middle of a line, where an import cannot continue. */
  digest: Buffer | undefined
}

export interface BlockWriterOptions {
  statements: ImportStatements
  subscriptionsPerSubscriber: number
  now: () => number
  signal: AbortSignal
  refused: (report: LineReport) => void
  progress: (done: ImportMark) => void
  /** The database is away: the write is retried. */
  waits: (error: Error) => void
}

export interface BlockWriter {
  /** The committed progress, everything before it included. */
  readonly done: ImportMark
  /** Takes a block when there is room for it. */
  write(block: CheckedBlock): Promise<void>
  /** Waits for the blocks that are being written. */
  settle(): Promise<void>
}

// While one waits for this process, the other keeps the database busy: 51 s a million instead of 67.
const WRITERS = 2
const SAVE_EVERY_MS = 500
const AWAY_PATIENCE_MS = 60_000
const AGAIN_MS = 1000

/**
 * Writes blocks, two at once, each in a transaction, and twice a second the mark of the committed progress. After a
 * kill the last blocks come again, and their rows are found.
 */
export function blockWriter(database: Database, mark: ImportMark, options: BlockWriterOptions): BlockWriter {
  const { statements, subscriptionsPerSubscriber, now } = options
  const running: { block: CheckedBlock; written: Promise<Added> }[] = []
  let done = mark
  let lastMark = mark
  let savedAt = Number.NEGATIVE_INFINITY

  const commit = (rows: readonly ImportRow[]) =>
    database.transaction(async (tx) => {
      await statements.hurry(tx)
      return addRows(tx, statements, rows, { subscriptionsPerSubscriber, now: now() })
    })

  // Separately: both writers would change the one row, and one of them would have to begin anew.
  async function saveProgress(): Promise<void> {
    savedAt = now()
    if (mark.file.length > 0) await persist(database, options, () => saveMark(database.kysely, lastMark, savedAt))
  }

  async function finishOldest(): Promise<void> {
    const [oldest] = running
    if (oldest === undefined) return
    const { block, written } = oldest
    const { added, present, full } = await written
    running.shift()
    done = {
      ...done,
      bytes: done.bytes + block.bytes,
      lines: block.lastLine,
      added: done.added + added,
      present: done.present + present,
      refused: done.refused + block.refused.length + full.length,
    }
    if (block.digest) lastMark = done = { ...done, digest: block.digest }
    const reports = [...block.refused, ...full.map(tooMany)]
    for (const report of reports.toSorted((a, b) => a.line - b.line)) options.refused(report)
    options.progress(done)
    if (now() - savedAt >= SAVE_EVERY_MS) await saveProgress()
  }

  const tooMany = (line: number): LineReport => ({
    line,
    code: 'too-many-subscriptions',
    message: `the subscriber has ${subscriptionsPerSubscriber} active subscriptions already`,
  })

  return {
    get done() {
      return done
    },
    async write(block) {
      if (running.length === WRITERS) await finishOldest()
      const written = persist(database, options, () => commit(block.rows))
      written.catch(() => undefined) // the caller that awaits the oldest gets the error
      running.push({ block, written })
    },
    async settle() {
      try {
        while (running.length > 0) await finishOldest()
      } finally {
        await Promise.allSettled(running.map(({ written }) => written))
      }
      await saveProgress()
    },
  }
}

// A restart of the server, or another long write, must not end an hour's work.
async function persist<T>(
  database: Database,
  { signal, waits }: Pick<BlockWriterOptions, 'signal' | 'waits'>,
  run: () => Promise<T>,
): Promise<T> {
  const deadline = performance.now() + AWAY_PATIENCE_MS
  for (;;) {
    try {
      return await run()
    } catch (error) {
      if (!database.isAway(error) || performance.now() > deadline || signal.aborted) throw error
      waits(error as Error)
    }
    await delay(AGAIN_MS, undefined, { signal }).catch(() => undefined)
  }
}
