import { Rollup, type Subject } from '../../statistics/rollup/rollup.ts'
import type { DeliveryOutcome, OutcomeRecord } from '../delivery-store.ts'
import { RATE_PERIOD_MS } from '../rate-period.ts'

// Recorded without an attempt: no part of the rate.
const UNSENT: ReadonlySet<string> = new Set(['expired', 'skipped', 'held'] satisfies DeliveryOutcome[])

/** The additions to the sums of a notification, so that a thousand outcomes cost a handful of rows. */
export class OutcomeSums {
  readonly #counts = new Map<number, Map<string, number>>()
  readonly #rates = new Map<number, Map<number, number>>()
  /** For the statistics. */
  readonly rollup: Rollup

  /** Of the notifications, by number. */
  constructor(subjects: ReadonlyMap<number, Subject>) {
    this.rollup = new Rollup(subjects)
  }

  /** `before`: the outcome that these replace. */
  add(notification: number, outcome: string, at: number, before: string | null, count = 1): void {
    add(this.#counts, notification, outcome, count)
    if (before !== null) add(this.#counts, notification, before, -count)
    if (!UNSENT.has(outcome)) {
      add(this.#rates, notification, at - (at % RATE_PERIOD_MS), count)
    }
  }

  /** One that was new, for the statistics. */
  wrote({ notification, at, outcome, device }: OutcomeRecord): void {
    this.rollup.addOutcome(notification, at, outcome, device)
  }

  /** In the order of their keys, so that two workers wait for each other and do not deadlock. */
  counts(): Columns<string> {
    return columns(this.#counts, (a, b) => (a < b ? -1 : 1))
  }

  /** By the start of a period, like `counts`. */
  rates(): Columns<number> {
    return columns(this.#rates, (a, b) => a - b)
  }
}

interface Columns<Key> {
  notifications: number[]
  keys: Key[]
  counts: number[]
}

function add<Key>(sums: Map<number, Map<Key, number>>, notification: number, key: Key, by: number): void {
  let own = sums.get(notification)
  if (own === undefined) sums.set(notification, (own = new Map()))
  own.set(key, (own.get(key) ?? 0) + by)
}

function columns<Key>(sums: Map<number, Map<Key, number>>, order: (a: Key, b: Key) => number): Columns<Key> {
  const made: Columns<Key> = { notifications: [], keys: [], counts: [] }
  for (const [notification, own] of [...sums].toSorted(([a], [b]) => a - b)) {
    for (const [key, count] of [...own].toSorted(([a], [b]) => order(a, b))) {
      if (count === 0) continue
      made.notifications.push(notification)
      made.keys.push(key)
      made.counts.push(count)
    }
  }
  return made
}
