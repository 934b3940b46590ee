import { ConnectionFault, ErrorCode } from './wire/fault.ts'

const MOST = 10_000
const A_SECOND = 100
/** An honest peer sends a few frames about each request: its windows, its interim answers. */
const A_REQUEST = 16

/**
 * Bounds the work that a peer can cause at no cost: pings, settings, empty frames, resets and frames for streams that
 * are over (CVE-2019-9511 to 9518, CVE-2023-44487). Each takes one token from a bucket that time and our own requests
 * refill.
 */
export class FrameBudget {
  readonly #now: () => number
  #left = MOST
  #refilledAt: number

  /** `now`: monotonic milliseconds. */
  constructor(now: () => number) {
    this.#now = now
    this.#refilledAt = now()
  }

  onRequest(): void {
    this.#left = Math.min(MOST, this.#left + A_REQUEST)
  }

  /** @throws ConnectionFault when there is nothing left */
  spend(amount = 1): void {
    this.#left -= amount
    if (this.#left < 0) {
      this.#refill()
    }
    if (this.#left < 0) {
      throw new ConnectionFault(ErrorCode.enhanceYourCalm, 'more frames than requests account for')
    }
  }

  #refill(): void {
    const now = this.#now()
    const gained = ((now - this.#refilledAt) * A_SECOND) / 1000
    this.#left = Math.min(MOST, this.#left + gained)
    this.#refilledAt = now
  }
}
