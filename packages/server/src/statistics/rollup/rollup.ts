import { OUTCOME_KINDS, latencyKind } from './kinds.ts'

/** Whose sums something adds to. */
export interface Subject {
  siteId: string
  /** '' for an audience that is no topic. */
  topic: string
  /** Of the notification. */
  createdAt: number
}

/** An addition to the sums of one hour. */
export interface Addition {
  siteId: string
  topic: string
  /** None where it is about the site alone. */
  notification?: number
  hour: number
  kind: number
  /** 0 where nobody knows, or it is counted without. */
  device: number
  count: number
  /** Into the tables by day, or by hour, alone: both otherwise. */
  only?: 'days' | 'hours'
}

const HOUR_MS = 3_600_000
// Devices are numbered below it: subscriptions/device.ts.
const DEVICES = 512

type Sums = Map<number, number>

/**
 * Collects additions in memory, so that a thousand outcomes cost a few dozen rows. Outcomes come by the thousand from
 * one notification in one hour: its sums stay at hand.
 */
export class Rollup {
  readonly #hours = new Map<number, Map<number, Sums>>()
  readonly #subjects: ReadonlyMap<number, Subject>
  readonly #others: Addition[] = []
  #notification = -1
  #hour = -1
  #createdAt = 0
  #open: Sums = new Map()

  /** Of notifications, by number. */
  constructor(subjects: ReadonlyMap<number, Subject>) {
    this.#subjects = subjects
  }

  /** One outcome of a delivery. */
  addOutcome(notification: number, at: number, outcome: keyof typeof OUTCOME_KINDS, device: number): void {
    this.#turnTo(notification, at)
    count(this.#open, OUTCOME_KINDS[outcome] * DEVICES + device)
    if (outcome === 'accepted') count(this.#open, latencyKind(at - this.#createdAt) * DEVICES)
  }

  add(addition: Addition): void {
    this.#others.push(addition)
  }

  additions(): Addition[] {
    const made: Addition[] = [...this.#others]
    for (const [notification, hours] of this.#hours) {
      const { siteId, topic } = this.#subjects.get(notification) as Subject
      for (const [hour, sums] of hours) {
        for (const [key, sum] of sums) {
          const kind = Math.floor(key / DEVICES)
          made.push({ siteId, topic, notification, hour, kind, device: key % DEVICES, count: sum })
        }
      }
    }
    return made
  }

  #turnTo(notification: number, at: number): void {
    const hour = hourOf(at)
    if (notification === this.#notification && hour === this.#hour) return
    let hours = this.#hours.get(notification)
    if (hours === undefined) this.#hours.set(notification, (hours = new Map()))
    let open = hours.get(hour)
    if (open === undefined) hours.set(hour, (open = new Map()))
    this.#open = open
    this.#notification = notification
    this.#hour = hour
    this.#createdAt = this.#subjects.get(notification)?.createdAt ?? at
  }
}

/** Hours since 1970. */
export function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS)
}

function count(sums: Sums, key: number): void {
  sums.set(key, (sums.get(key) ?? 0) + 1)
}
