/** A rate limit: `burst` at once, and `perMinute` in the long run. */
export interface Budget {
  /** As the header RateLimit names it: lower case letters. */
  name: string
  burst: number
  perMinute: number
}

/** The rest of a budget for one key. */
export interface Allowance {
  budget: Budget
  /** Whole ones may be used; after this one, if it was granted. */
  tokens: number
  /** Until there is a whole one again; 0 when this one was granted. */
  waitMs: number
}

interface Bucket {
  tokens: number
  at: number
}

const KEYS_KEPT = 10_000

/** A token bucket for each key; above ten thousand, the keys unused for longest are forgotten. */
export class TokenBuckets {
  readonly #budget: Budget
  readonly #buckets = new Map<string, Bucket>()

  constructor(budget: Budget) {
    this.#budget = budget
  }

  /** Takes a token, if there is one. `at`: milliseconds. */
  take(key: string, at: number): Allowance {
    const budget = this.#budget
    const perMs = budget.perMinute / 60_000
    const before = this.#buckets.get(key) ?? { tokens: budget.burst, at }
    const found = Math.min(budget.burst, before.tokens + Math.max(0, at - before.at) * perMs)
    const tokens = found >= 1 ? found - 1 : found
    this.#buckets.delete(key) // to the end: the first of the map is the one unused for longest
    this.#buckets.set(key, { tokens, at })
    this.#forgetOldest()
    return { budget, tokens, waitMs: found >= 1 ? 0 : (1 - found) / perMs }
  }

  /** Nothing is left of it, as others say. */
  empty(key: string, at: number): void {
    this.#buckets.set(key, { tokens: 0, at })
  }

  /** Returns one, for a request that turned out not to count. */
  giveBack(key: string): void {
    const bucket = this.#buckets.get(key)
    if (bucket) bucket.tokens = Math.min(this.#budget.burst, bucket.tokens + 1)
  }

  #forgetOldest(): void {
    if (this.#buckets.size <= KEYS_KEPT) return
    for (const oldest of this.#buckets.keys()) {
      this.#buckets.delete(oldest)
      return
    }
  }
}
