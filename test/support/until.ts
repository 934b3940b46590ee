import { setTimeout as delay } from 'node:timers/promises'

/**
 * Asks until the answer is yes: for what announces itself to nobody, such as a row of a database. Rejects when the
 * signal aborts (`t.signal`, when a test takes too long), so that nothing goes on asking after a test has failed.
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
