/** What somebody waits for from a server. */
interface Wait {
  since: number
  giveUp: () => void
}

export interface SilenceWatchOptions {
  /** Resolves with whether anything of the server is heard at all, within a second or two. */
  isHeard: () => Promise<boolean>
  /** Milliseconds of a clock that nobody sets. */
  elapsed?: () => number
}

// A server that answers within it is asked nothing more.
const GRACE_MS = 700

/**
 * Tells a server that is silent from one that is busy: when somebody has waited for a while, the server is asked for a
 * sign of life on another way. A lock that is waited for, or a slow disk, leaves that way open; a network that drops
 * packets does not, and then everything that is waited for is given up at once.
 */
export class SilenceWatch implements Disposable {
  readonly #isHeard: () => Promise<boolean>
  readonly #elapsed: () => number
  readonly #waits = new Set<Wait>()
  #timer: NodeJS.Timeout | undefined
  #isAsking = false

  constructor({ isHeard, elapsed = () => performance.now() }: SilenceWatchOptions) {
    this.#isHeard = isHeard
    this.#elapsed = elapsed
  }

  /** `giveUp` makes the work end when the server has fallen silent. */
  during<T>(work: Promise<T>, giveUp: () => void): Promise<T> {
    const wait = { since: this.#elapsed(), giveUp }
    this.#waits.add(wait)
    this.#timer ??= this.#lookIn(GRACE_MS)
    return work.finally(() => this.#waits.delete(wait))
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer)
    this.#waits.clear()
  }

  #lookIn(ms: number): NodeJS.Timeout {
    return setTimeout(() => void this.#look(), ms).unref()
  }

  async #look(): Promise<void> {
    const now = this.#elapsed()
    const [oldest] = this.#waits // they are in the order in which they began
    if (oldest !== undefined && now - oldest.since >= GRACE_MS && !this.#isAsking) {
      this.#isAsking = true
      const isHeard = await this.#isHeard()
      this.#isAsking = false
      if (!isHeard) this.#giveUpSince(now)
    }
    const [next] = this.#waits
    this.#timer = next && this.#lookIn(Math.max(GRACE_MS / 2, next.since + GRACE_MS - this.#elapsed())) // prettier-ignore
  }

  // Whoever came after the question may have come when the server was back.
  #giveUpSince(asked: number): void {
    for (const wait of this.#waits) {
      if (wait.since <= asked) wait.giveUp()
    }
  }
}
