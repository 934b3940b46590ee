import { setTimeout as delay } from 'node:timers/promises'

/**
 * Polls until the answer is yes: for changes without an event, such as a row of a database. Rejects when the signal
 * aborts (`t.signal`, when a test takes too long), so that polling stops after a failed test.
 *
 * @example
 * await until(async () => (await sent()) === 300, t.signal)
 */
export async function until(
  isTrue: () => boolean | Promise<boolean>,
  signal: AbortSignal,
  everyMs = 25,
): Promise<void> {
  while (!(await isTrue())) await delay(everyMs, undefined, { signal })
}
