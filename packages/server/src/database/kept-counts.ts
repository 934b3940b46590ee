/** How many there are. */
export interface Counted {
  value: number
  /** About: nothing newer is known yet. */
  isEstimate: boolean
}

/** The two ways to a number. */
export interface Counting {
  /** Takes a while where there are many. */
  count: () => Promise<number>
  /** Takes some milliseconds, however many there are. */
  estimate: () => Promise<number>
}

interface Kept {
  value: number
  at: number
}

// Below it a count takes ten milliseconds or less, and is made each time.
const LARGE = 50_000
const FRESH_MS = 60_000
// Above this age it is not told any more.
const STALE_MS = 15 * 60_000
const MOST = 1000

/**
 * Counts of many rows, which take a while: kept in memory for a minute, and then made anew behind the answer. Whoever
 * asks first gets an estimate meanwhile. Small ones are always made anew.
 *
 * @example
 * const active = new KeptCounts(() => Date.now())
 * await active.read('shop', { count: () => countActive(database), estimate: () => estimateActive(database) })
 */
export class KeptCounts {
  readonly #kept = new Map<string, Kept>()
  readonly #counting = new Set<string>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** What is kept for the key, or what is found now. */
  async read(key: string, { count, estimate }: Counting): Promise<Counted> {
    const kept = this.#kept.get(key)
    if (kept !== undefined && kept.value < LARGE) return this.#make(key, count)
    const age = kept === undefined ? Number.POSITIVE_INFINITY : this.#now() - kept.at
    if (kept !== undefined && age < STALE_MS) {
      if (age >= FRESH_MS) this.#behind(key, count)
      return { value: kept.value, isEstimate: false }
    }
    const value = await estimate()
    if (value < LARGE) return this.#make(key, count)
    this.#behind(key, count)
    return { value, isEstimate: true }
  }

  async #make(key: string, count: Counting['count']): Promise<Counted> {
    const value = await count()
    if (this.#kept.size >= MOST) this.#kept.clear()
    this.#kept.set(key, { value, at: this.#now() })
    return { value, isEstimate: false }
  }

  /** Told next time, or not at all. */
  #behind(key: string, count: Counting['count']): void {
    if (this.#counting.has(key)) return
    this.#counting.add(key)
    this.#make(key, count)
      .catch(() => undefined)
      .finally(() => this.#counting.delete(key))
  }
}
