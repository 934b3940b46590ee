/** A number from 0 to 1, not included, that depends on its whole numbers alone: the same seed makes the same data. */
export function chance(seed: number, one: number, other = 0): number {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(one + 0x165667b1, 0xc2b2ae35)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) ^ Math.imul(other + 0x27d4eb2f, 0x9e3779b1)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b)
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32
}

/** The place among weights at which a chance falls. */
export function placeOf(weights: readonly number[], at: number): number {
  let left = at * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [place, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return place
  }
  return weights.length - 1
}

/** `amount` in whole parts by weights, whose sum is `amount`. */
export function shares(amount: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  let until = 0
  let given = 0
  return weights.map((weight) => {
    until += weight
    const upTo = Math.round((amount * until) / whole)
    const own = upTo - given
    given = upTo
    return own
  })
}
