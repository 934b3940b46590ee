import type { DatabaseSync } from 'node:sqlite'

/** Says which commits of a connection may move the write-ahead log into the file. */
export interface LogMover {
  /** For the transactions from now on. */
  set(movesLog: boolean): void
}

/** `at`: the length of the log, in pages, from which on they do; `late`: from which on all others do as well. */
export function createLogMover(raw: DatabaseSync, { at, late }: { at: number; late: number }): LogMover {
  let present: number | undefined
  const mover = {
    set(movesLog: boolean) {
      const next = movesLog ? at : Math.max(at, late)
      if (next === present) return
      present = next
      raw.exec(`pragma wal_autocheckpoint = ${next}`)
    },
  }
  mover.set(true)
  return mover
}
