import { open, type FileHandle } from 'node:fs/promises'

/** The disk did not take a commit, so it is not safe from a power cut; the caller gets this error. */
export class LogFlushError extends Error {
  override name = 'LogFlushError'
  readonly code = 'log-not-flushed'
}

export interface LogFlusher {
  /** Resolves when all commits before the call survive a power cut. Throws LogFlushError. */
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
      // The log exists from the first commit on, and stays the same file while a connection is open. SQLite has no lock
      // on it, so closing it ends none. Windows flushes only files open for writing.
      log ??= await open(`${file}-wal`, 'r+')
      await sync(log)
    } catch (cause) {
      throw new LogFlushError(`cannot flush ${file}-wal`, { cause })
    }
  }

  return {
    // The running flush may have begun before this commit; all callers during it share the next one.
    flush: () => (next ??= flushAfter(running)),
    async close() {
      await next?.catch(() => undefined)
      await running?.catch(() => undefined)
      await log?.close()
    },
  }
}
