interface Kept {
  value: number
  at: number
  counting: Promise<number> | undefined
}

// Below it a count takes ten milliseconds or less, and is made each time.
const LARGE = 50_000
const FRESH_MS = 60_000
// Above it, and above this age, whoever asks waits for a new one.
const STALE_MS = 15 * 60_000
const MOST = 1000

/**
 * Counts of many rows, which take a while: kept in memory for a minute, and then made anew behind the answer. Small
 * ones are always made anew.
 *
 * @example
 * const active = new KeptCounts(() => Date.now())
 * await active.read('shop', () => countSubscribed(database, 'shop'))
 */
export class KeptCounts {
  readonly #kept = new Map<string, Kept>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** What is kept for the key, or what `count` finds. */
  async read(key: string, count: () => Promise<number>): Promise<number> {
    const kept = this.#kept.get(key)
    if (kept === undefined || kept.value < LARGE) return this.#count(key, count)
    const age = this.#now() - kept.at
    if (age < FRESH_MS) return kept.value
    kept.counting ??= this.#count(key, count).finally(() => {
      kept.counting = undefined
    })
    if (age >= STALE_MS) return kept.counting
    // It is answered next time, or not at all.
    kept.counting.catch(() => undefined)
    return kept.value
  }

  async #count(key: string, count: () => Promise<number>): Promise<number> {
    const value = await count()
    if (this.#kept.size >= MOST) this.#kept.clear()
    this.#kept.set(key, { value, at: this.#now(), counting: undefined })
    return value
  }
}
