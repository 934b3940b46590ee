import { failed, type Answer } from './answer.ts'

const PATIENCE_MS = 30_000

/**
 * Runs `work` while no other tab and no service worker of this origin does, where the browser has
 * Web Locks. Without them it just runs: everything that is done inside may be done twice.
 * With `patient` false it gives up at once when somebody else is at it.
 */
export async function exclusively<T>(
  locks: LockManager | undefined,
  name: string,
  work: () => Promise<T>,
  patient = true,
): Promise<Answer<T>> {
  if (!locks) return { ok: true, value: await work() }
  const options: LockOptions = patient
    ? { signal: AbortSignal.timeout(PATIENCE_MS) } // Ends the waiting only, never the work.
    : { ifAvailable: true }
  let running: Promise<T> | undefined
  try {
    await locks.request(name, options, async (lock) => {
      if (!lock) return
      running = work()
      await running
    })
  } catch (error) {
    if (running) throw error
  }
  if (running) return { ok: true, value: await running }
  return failed('busy', 'another tab or the service worker is at it')
}
