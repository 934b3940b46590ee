import { ConnectionFault, ErrorCode } from './fault.ts'

const MOST = 10_000
const A_SECOND = 100
/** An honest peer says a few things about each request: its windows, its interim answers. */
const A_REQUEST = 16

/**
 * Bounds what a peer can make us do for nothing: pings, settings, empty frames, resets and frames for streams that are over
 * (CVE-2019-9511 to 9518, CVE-2023-44487). Each costs one of a stock that time and our own requests fill again.
 */
export class FrameBudget {
  readonly #now: () => number
  #left = MOST
  #refilledAt: number

  /** `now`: milliseconds of a clock that only goes forward. */
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
