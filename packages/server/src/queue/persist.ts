import { setTimeout as delay } from 'node:timers/promises'

// With a full disk, or at a restart, the database is away for a while.
const AGAIN_MS = 1000

/** Retries until it succeeds or the queue closes: otherwise a job would stay with a worker that does not work on it. */
export async function persist(
  write: () => Promise<void>,
  { failed, signal }: { failed: (error: unknown) => void; signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    try {
      await write()
      return
    } catch (error) {
      failed(error)
      await delay(AGAIN_MS, undefined, { signal }).catch(() => {}) // closing ends the loop
    }
  }
}
