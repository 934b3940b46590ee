/** One wait for a server. */
interface Wait {
  since: number
  giveUp: () => void
}

export interface SilenceWatchOptions {
  /** Probes the server: resolves to whether it answers at all, within a second or two. */
  isHeard: () => Promise<boolean>
  /** Monotonic milliseconds. */
  elapsed?: () => number
}

// A server that answers within it is not probed.
const GRACE_MS = 700

/**
 * Distinguishes a silent server from a busy one: when somebody has waited for a while, the server is probed on another
 * connection. With a lock or a slow disk the probe is answered; with a network that drops packets it is not, and then
 * all waits fail at once.
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
    const [oldest] = this.#waits // in the order in which they began
    if (oldest !== undefined && now - oldest.since >= GRACE_MS && !this.#isAsking) {
      this.#isAsking = true
      const isHeard = await this.#isHeard()
      this.#isAsking = false
      if (!isHeard) this.#giveUpSince(now)
    }
    const [next] = this.#waits
    this.#timer = next && this.#lookIn(Math.max(GRACE_MS / 2, next.since + GRACE_MS - this.#elapsed()))
  }

  // A statement that began after the probe may have reached a recovered server.
  #giveUpSince(asked: number): void {
    for (const wait of this.#waits) {
      if (wait.since <= asked) wait.giveUp()
    }
  }
}
