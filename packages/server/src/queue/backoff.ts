/**
 * Exponential backoff with full jitter: anywhere between nothing and a ceiling that doubles, so that jobs that failed
 * together do not come back together (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 * `attempts` counts from 1, `random` is in [0, 1).
 *
 * @example
 * backoff(3, { baseMs: 1000, capMs: 60_000 }, () => 0.5) // 2000: half of 1000 · 2²
 */
export function backoff(
  attempts: number,
  { baseMs, capMs }: { baseMs: number; capMs: number },
  random: () => number,
): number {
  return Math.floor(random() * Math.min(capMs, baseMs * 2 ** Math.min(attempts - 1, 40)))
}
