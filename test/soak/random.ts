/** Repeatable randomness: the same seed makes the same choices (mulberry32). */
export interface Chance {
  /** from 0 to 1, excluding 1 */
  next(): number
  between(from: number, to: number): number
  /** whole numbers, both included */
  whole(from: number, to: number): number
  one<T>(values: readonly T[]): T
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    between: (from, to) => from + next() * (to - from),
    whole,
    one: (values) => values[whole(0, values.length - 1)] as (typeof values)[number],
  }
}
