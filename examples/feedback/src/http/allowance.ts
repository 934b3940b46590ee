/** Returns whether one more is allowed for this address, and counts it. */
export interface Allowance {
  take(address: string): boolean
  /** Returns one, for a request that turned out not to count. */
  giveBack(address: string): void
  /** Milliseconds until the next one is allowed. */
  wait(address: string): number
}

/**
 * A token bucket for each address: `size` at once, refilled evenly over `refillMs`. It remembers at
 * most `maxAddresses`; the one unused for longest is forgotten first.
 *
 * @example
 * const allowance = createAllowance({ size: 10, refillMs: 60_000 })
 * if (!allowance.take('203.0.113.9')) return c.text('Later, please', 429)
 */
export function createAllowance({
  size,
  refillMs,
  maxAddresses = 10_000,
  now = Date.now,
}: {
  size: number
  refillMs: number
  maxAddresses?: number
  now?: () => number
}): Allowance {
  const buckets = new Map<string, { left: number; at: number }>()
  const each = refillMs / size

  function bucketOf(address: string): { left: number; at: number } {
    const known = buckets.get(address)
    const at = now()
    const left = known ? Math.min(size, known.left + Math.max(0, at - known.at) / each) : size
    return { left, at }
  }

  return {
    take(address) {
      const { left, at } = bucketOf(address)
      const allowed = left >= 1
      buckets.delete(address) // set() alone would leave an old address at its old place in the order
      buckets.set(address, { left: allowed ? left - 1 : left, at })
      const oldest = buckets.keys().next()
      if (buckets.size > maxAddresses && !oldest.done) buckets.delete(oldest.value)
      return allowed
    },
    giveBack(address) {
      const bucket = buckets.get(address)
      if (bucket) bucket.left = Math.min(size, bucket.left + 1)
    },
    wait(address) {
      return Math.max(0, Math.ceil((1 - bucketOf(address).left) * each))
    },
  }
}
