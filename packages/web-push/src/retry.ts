import { wrongArgument } from './wrong-argument.ts'

const BASE_MS = 1000
const MAX_MS = 15 * 60_000

/**
 * When to try again: exponential backoff with full jitter (a random share of 1 s, 2 s, 4 s … at most 15 min), or the
 * wait that the service asked for plus a little jitter, so that not all come back in the same instant. `undefined` when
 * that is past the message's expiry. Pure; `random` is a number from 0 to 1, excluding 1.
 *
 * @throws TypeError when one of them is no number
 * @example
 * retryAt({ attempt: 0, now: Date.now(), expiresAt, random: Math.random() })
 * retryAt({ attempt: 3, now: Date.now(), expiresAt, random: Math.random(), retryAfterMs: 120_000 })
 */
export function retryAt(input: {
  /** Attempts made before the one that just failed: 0 after the first. */
  attempt: number
  now: number
  expiresAt: number
  random: number
  retryAfterMs?: number | undefined
  baseMs?: number
  maxMs?: number
}): number | undefined {
  const { attempt, now, expiresAt, random, retryAfterMs = 0, baseMs = BASE_MS, maxMs = MAX_MS } = input
  for (const [name, value] of Object.entries({ attempt, now, expiresAt, random, retryAfterMs, baseMs, maxMs })) {
    // NaN is before no expiry: the message would be dropped silently.
    if (typeof value !== 'number' || Number.isNaN(value)) {
      throw wrongArgument(name, 'a number', value)
    }
  }
  const ceiling = Math.min(maxMs, baseMs * 2 ** Math.max(0, attempt))
  const at = now + Math.ceil(retryAfterMs + random * ceiling)
  return at < expiresAt ? at : undefined
}
