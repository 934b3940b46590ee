import { open, type FileHandle } from 'node:fs/promises'

/** What was committed is not safe from a power cut: the disk did not take it. Whoever asked is told that it failed. */
export class LogFlushError extends Error {
  override name = 'LogFlushError'
  readonly code = 'log-not-flushed'
}

export interface LogFlusher {
  /** Resolves when all that was committed before the call survives a power cut. Throws LogFlushError. */
  flush(): Promise<void>
  close(): Promise<void>
}

/**
 * Flushes SQLite's write-ahead log to the disk in libuv's threads. With `synchronous = full` a commit does it itself,
 * holding both the thread and the write lock until the disk has answered (decision 0020).
 */
export function createLogFlusher(
  file: string,
  sync: (log: FileHandle) => Promise<void> = (log) => log.datasync(),
): LogFlusher {
  let log: FileHandle | undefined
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined

  async function flushAfter(before: Promise<void> | undefined): Promise<void> {
    await before?.catch(() => undefined) // those who waited for it know
    running = next
    next = undefined
    try {
      // The log exists from the first commit on, and stays the same file while a connection is open. No lock of SQLite's
      // is on it, so that closing it ends none. Windows flushes only what is open for writing.
      log ??= await open(`${file}-wal`, 'r+')
      await sync(log)
    } catch (cause) {
      throw new LogFlushError(`cannot flush ${file}-wal`, { cause })
    }
  }

  return {
    // The one that runs may have begun before this commit; all that come while it does share the one after it.
    flush: () => (next ??= flushAfter(running)),
    async close() {
      await next?.catch(() => undefined)
      await running?.catch(() => undefined)
      await log?.close()
    },
  }
}
