import { within } from './fault.ts'

const LIMIT_MS = 30_000

/**
 * Runs `work`, for a bounded time, while no other tab and no service worker of this origin does, where the browser has
 * Web Locks. Without them it just runs: `work` may then run twice at once.
 */
export async function exclusively<T>(locks: LockManager | undefined, name: string, work: () => Promise<T>): Promise<T> {
  const bounded = (): Promise<T> => within(work(), 'unexpected', LIMIT_MS, 'timeout')
  if (!locks) return bounded()
  const signal = AbortSignal.timeout(LIMIT_MS) // Ends the waiting only, never the work.
  return within(locks.request(name, { signal }, bounded), 'busy', 2 * LIMIT_MS)
}
