import { setTimeout as delay } from 'node:timers/promises'
import type { DeliveryStore, JobEnd, OutcomeRecord, Recorded } from './delivery-store.ts'
import { UNRECORDED_MAX } from './repeat-window.ts'

export interface OutcomeRecorderOptions {
  store: Pick<DeliveryStore, 'record'>
  now: () => number
  /** Milliseconds of a clock that nobody sets. */
  elapsed: () => number
  recorded: (outcomes: readonly OutcomeRecord[], result: Recorded) => void
  /** Nothing is written down any more (`failed`), or it is again. */
  failed: (error: unknown) => void
  recovered: () => void
}

// What is sent and not yet written down is sent again after a crash, so this is short. A transaction of 250 costs
// about 1.5 ms with its fdatasync: 6 µs a delivery.
const FLUSH_EVERY_MS = 40
const FLUSH_AT = 250
const ROWS_IN_A_TRANSACTION = 1000
// What is sent and cannot be written down is sent again by whoever takes the job over, when the database that does not
// answer has swallowed this worker's heartbeats too. Writes take 55 ms at most on a machine that is well.
const STALLED_MS = 100
const AGAIN_MS = 500
// Less is a clock that is kept right.
const JUMP_MS = 1000

/** Collects outcomes, and writes them down together with the jobs that end with them, several times a second. */
export class OutcomeRecorder {
  readonly #options: OutcomeRecorderOptions
  #outcomes: OutcomeRecord[] = []
  #beingWritten = 0
  #ends: { end: JobEnd; committed: () => void }[] = []
  #timer: NodeJS.Timeout | undefined
  #flushing: Promise<void> | undefined
  #healthy = true
  #writingSince = Number.POSITIVE_INFINITY
  /** How far the clock on the wall is ahead of the one that nobody sets. */
  #ahead: number

  constructor(options: OutcomeRecorderOptions) {
    this.#options = options
    this.#ahead = Math.round(options.now() - options.elapsed())
  }

  /** False while the store takes nothing. */
  get healthy(): boolean {
    return this.#healthy
  }

  /** While false, nothing should be sent: it might not be written down. */
  get keepsUp(): boolean {
    const isStalled = this.#options.elapsed() - this.#writingSince > STALLED_MS
    return this.#healthy && !isStalled && this.unrecorded < UNRECORDED_MAX
  }

  /** Outcomes that are not committed. */
  get unrecorded(): number {
    return this.#outcomes.length + this.#beingWritten
  }

  add(outcome: OutcomeRecord): void {
    this.#followClock()
    this.#outcomes.push(outcome)
    if (this.#outcomes.length >= FLUSH_AT && this.#flushing === undefined) void this.flush()
    else this.#flushSoon()
  }

  /** Settles a job with the outcomes that came before, in their transaction. Resolves when it is committed. */
  end(end: JobEnd): Promise<void> {
    this.#followClock()
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#ends.push({ end, committed: resolve })
    // At once when it is all there is: somebody waits for a small notification to be done.
    if (this.#outcomes.length < FLUSH_AT / 10) void this.flush()
    else this.#flushSoon()
    return promise
  }

  /** Resolves when all that was added before is committed. Goes on until it is. */
  async flush(): Promise<void> {
    while (this.#flushing !== undefined) await this.#flushing
    if (this.#outcomes.length === 0 && this.#ends.length === 0) return
    this.#flushing = this.#writeAll().finally(() => {
      this.#flushing = undefined
    })
    await this.#flushing
  }

  async #writeAll(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    let asked = this.#outcomes.length
    // What comes in meanwhile is collected again, or else each answer of the disk would start a small transaction.
    while (asked > 0 || this.#ends.length > 0 || this.#outcomes.length >= FLUSH_AT) {
      const outcomes = this.#outcomes.splice(0, ROWS_IN_A_TRANSACTION)
      asked -= outcomes.length
      this.#beingWritten = outcomes.length
      // A job may not end before its outcomes are written.
      const ends = this.#outcomes.length === 0 ? this.#ends.splice(0) : []
      const result = await this.#write(
        outcomes,
        ends.map(({ end }) => end),
      )
      this.#beingWritten = 0
      this.#options.recorded(outcomes, result)
      for (const { committed } of ends) committed()
    }
  }

  #flushSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.flush()
    }, FLUSH_EVERY_MS)
  }

  async #write(outcomes: readonly OutcomeRecord[], ends: readonly JobEnd[]): Promise<Recorded> {
    this.#writingSince = this.#options.elapsed()
    let ahead = this.#ahead
    for (;;) {
      try {
        this.#followClock()
        move(outcomes, ends, this.#ahead - ahead)
        ahead = this.#ahead
        const result = await this.#options.store.record(outcomes, ends)
        if (!this.#healthy) {
          this.#healthy = true
          this.#options.recovered()
        }
        this.#writingSince = Number.POSITIVE_INFINITY
        return result
      } catch (error) {
        // A full disk, a database that restarts: what was sent stays in memory until it can be written down.
        this.#healthy = false
        this.#options.failed(error)
        await delay(AGAIN_MS)
      }
    }
  }

  // Times that were worked out before somebody set the clock, and are written down after it: a retry in a second would
  // otherwise be one in an hour and a second. What is being written is the store's, until it has failed.
  #followClock(): void {
    const ahead = this.#options.now() - this.#options.elapsed()
    const jump = Math.round(ahead - this.#ahead) // the database takes whole milliseconds
    if (Math.abs(jump) < JUMP_MS) return
    this.#ahead += jump
    move(
      this.#outcomes,
      this.#ends.map(({ end }) => end),
      jump,
    )
  }
}

function move(outcomes: readonly OutcomeRecord[], ends: readonly JobEnd[], byMs: number): void {
  if (byMs === 0) return
  for (const outcome of outcomes) {
    outcome.at += byMs
    if (outcome.retryAt !== undefined) outcome.retryAt += byMs
  }
  for (const { next } of ends) if (next.kind === 'later') next.at += byMs
}
