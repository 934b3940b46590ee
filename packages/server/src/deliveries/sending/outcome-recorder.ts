import { setTimeout as delay } from 'node:timers/promises'
import type { DeliveryStore, JobEnd, OutcomeRecord, Recorded } from '../delivery-store.ts'
import { UNRECORDED_MAX } from '../repeat-window.ts'

export interface OutcomeRecorderOptions {
  store: Pick<DeliveryStore, 'record'>
  now: () => number
  /** Monotonic milliseconds. */
  elapsed: () => number
  recorded: (outcomes: readonly OutcomeRecord[], result: Recorded) => void
  /** Recording fails (`failed`), or works again. */
  failed: (error: unknown) => void
  recovered: () => void
}

// Sent messages without a recorded outcome are sent again after a crash, so this is short. A transaction of 250 costs
// about 1.5 ms with its fdatasync: 6 µs a delivery.
const FLUSH_EVERY_MS = 40
const FLUSH_AT = 250
// A database that is quick is asked more often, when less than half a portion has come: each transaction more costs
// some tenths of a millisecond, and they spare half of the messages that a crash would repeat.
const FLUSH_SOON_MS = 15
const ROWS_IN_A_TRANSACTION = 1000
// Sent messages that cannot be recorded are sent again by the next worker, since a silent database loses this worker's
// heartbeats too. Writes take 55 ms at most on a healthy machine. Where they can be quick and are not, outcomes only
// queue for the database.
const STALLED_MS = { least: 40, most: 100, times: 3 }
// From one write to the next: so the quickest one counts for some hundred of them.
const FORGOTTEN = 1.005
const AGAIN_MS = 500
// A smaller jump is normal clock adjustment.
const JUMP_MS = 1000

/** Collects outcomes, and records them together with the jobs that end with them, several times a second. */
export class OutcomeRecorder {
  readonly #options: OutcomeRecorderOptions
  #outcomes: OutcomeRecord[] = []
  #beingWritten = 0
  #ends: { end: JobEnd; committed: () => void }[] = []
  #timer: NodeJS.Timeout | undefined
  #flushing: Promise<void> | undefined
  #healthy = true
  #writingSince = Number.POSITIVE_INFINITY
  /** How long the last write took. */
  #wroteMs = 0
  #quickestMs = Number.POSITIVE_INFINITY
  /** How far the wall clock is ahead of the monotonic one, in milliseconds. */
  #ahead: number

  constructor(options: OutcomeRecorderOptions) {
    this.#options = options
    this.#ahead = Math.round(options.now() - options.elapsed())
  }

  /** False while the store takes nothing. */
  get healthy(): boolean {
    return this.#healthy
  }

  /** While false, nothing should be sent: its outcome might not be recorded. */
  get keepsUp(): boolean {
    const { least, most, times } = STALLED_MS
    const patience = Math.min(most, Math.max(least, times * this.#quickestMs))
    const isStalled = this.#options.elapsed() - this.#writingSince > patience
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
    // At once when nothing else is pending: a small notification should end soon.
    if (this.#outcomes.length < FLUSH_AT / 10) void this.flush()
    else this.#flushSoon()
    return promise
  }

  /** Resolves when all earlier outcomes are committed; retries until then. */
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
    // Outcomes that come meanwhile are collected again; otherwise each finished write would start a small transaction.
    while (asked > 0 || this.#ends.length > 0 || this.#outcomes.length >= FLUSH_AT) {
      const outcomes = this.#outcomes.splice(0, ROWS_IN_A_TRANSACTION)
      asked -= outcomes.length
      this.#beingWritten = outcomes.length
      // A job must not end before its outcomes are written.
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
    const soon = Math.min(FLUSH_EVERY_MS, Math.max(FLUSH_SOON_MS, 2 * this.#wroteMs))
    this.#timer ??= setTimeout(() => {
      if (this.#outcomes.length < FLUSH_AT / 2) this.#flushNow()
      else this.#timer = setTimeout(() => this.#flushNow(), FLUSH_EVERY_MS - soon)
    }, soon)
  }

  #flushNow(): void {
    this.#timer = undefined
    void this.flush()
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
        this.#wroteMs = this.#options.elapsed() - this.#writingSince
        this.#quickestMs = Math.min(this.#wroteMs, this.#quickestMs * FORGOTTEN)
        this.#writingSince = Number.POSITIVE_INFINITY
        return result
      } catch (error) {
        // A full disk, a restart of the database: outcomes stay in memory until they can be recorded.
        this.#healthy = false
        this.#options.failed(error)
        await delay(AGAIN_MS)
      }
    }
  }

  // Corrects times that were computed before the clock was set, and are recorded after it: a retry in a second would
  // otherwise be one in an hour and a second. Outcomes being written belong to the store, until it fails.
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
    // A held one waits for a time of its subscriber's clock, and not for a while.
    if (outcome.retryAt !== undefined && outcome.outcome !== 'held') outcome.retryAt += byMs
  }
  for (const { next } of ends) if (next.kind === 'later') next.at += byMs
}
