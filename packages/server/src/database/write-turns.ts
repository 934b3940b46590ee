import { setTimeout as delay } from 'node:timers/promises'

/** Runs writers one after the other. */
export type WriteTurns = <T>(attempt: () => Promise<T>) => Promise<T>

const PATIENCE_MS = 5000
const PAUSES_MS = { first: 1, longest: 50 }

/**
 * Waits asynchronously for a lock that another connection holds: SQLite's own waiting blocks the thread, and with it an
 * app that holds the lock across an `await` in the same thread. One at a time tries, and the connection is free for
 * readers meanwhile. After 5 s it fails with the error of the last attempt.
 */
export function createWriteTurns(isBusy: (error: unknown) => boolean): WriteTurns {
  let last: Promise<unknown> = Promise.resolve()
  return (attempt) => {
    const deadline = performance.now() + PATIENCE_MS
    const turn = last.then(() => untilFree(attempt, deadline, isBusy))
    last = turn.catch(() => undefined) // its caller knows
    return turn
  }
}

async function untilFree<T>(
  attempt: () => Promise<T>,
  deadline: number,
  isBusy: (error: unknown) => boolean,
): Promise<T> {
  let pause = PAUSES_MS.first
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error
    }
    await delay(pause)
    pause = Math.min(2 * pause, PAUSES_MS.longest)
  }
}
