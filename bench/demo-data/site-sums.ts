import { hasDevice } from '../../packages/server/src/statistics/rollup/kinds.ts'
import { DEVICES } from './devices.ts'
import { hourKind, isOutcome, type Counted } from './tally.ts'
import { DEMO_TOPICS } from './topics.ts'

type Sums = Map<number, number>

const KINDS = 256
const CODES = 512
const TOPICS = DEMO_TOPICS.length + 1

/** The sums of the whole site, as they are kept: by day with devices, and by hour. */
export class SiteSums {
  readonly #days: Sums = new Map()
  readonly #told: Sums = new Map()
  readonly #hours: Sums = new Map()

  /** What a notification of a topic came to; -1: of no topic. */
  addCounted(topic: number, counted: readonly Counted[]): void {
    for (const { hour, kind, device, count } of counted) {
      const code = DEVICES[device]?.code ?? 0
      const day = Math.floor(hour / 24)
      if (isOutcome(kind)) add(this.#days, ((day * TOPICS + topic + 1) * KINDS + kind) * CODES + code, count)
      else if (device !== -1) add(this.#told, ((day * TOPICS + topic + 1) * KINDS + kind) * CODES + code, count)
      add(this.#hours, (hour * TOPICS + topic + 1) * KINDS + hourKind(kind), count)
    }
  }

  /** Something of no notification: who came and went, and which topics were chosen. */
  addOne(hour: number, kind: number, { topic = -1, code = 0 } = {}): void {
    if (hasDevice(kind)) {
      add(this.#days, ((Math.floor(hour / 24) * TOPICS + topic + 1) * KINDS + kind) * CODES + code, 1)
    }
    add(this.#hours, (hour * TOPICS + topic + 1) * KINDS + kind, 1)
  }

  /** Rows of stats_days: site_id, kind, day, topic_id, device, count. */
  days(site: string): unknown[][] {
    return inOrder(this.#days).map(([key, count]) => {
      const { at, topic, kind, code } = partsOf(key)
      return [site, kind, at, topic, code, count]
    })
  }

  /** Rows of interaction_days: site_id, day, topic_id, kind, device, count. */
  told(site: string): unknown[][] {
    return inOrder(this.#told).map(([key, count]) => {
      const { at, topic, kind, code } = partsOf(key)
      return [site, at, topic, kind, code, count]
    })
  }

  /** Rows of stats_hours: site_id, kind, hour, topic_id, count. */
  hours(site: string): unknown[][] {
    return inOrder(this.#hours).map(([key, count]) => {
      const { at, topic, kind } = partsOf(key * CODES)
      return [site, kind, at, topic, count]
    })
  }
}

function add(sums: Sums, key: number, count: number): void {
  sums.set(key, (sums.get(key) ?? 0) + count)
}

function inOrder(sums: Sums): [number, number][] {
  return [...sums].toSorted(([a], [b]) => a - b)
}

function partsOf(key: number): { at: number; topic: string; kind: number; code: number } {
  const rest = Math.floor(key / CODES)
  const place = Math.floor(rest / KINDS)
  return {
    at: Math.floor(place / TOPICS),
    topic: DEMO_TOPICS[(place % TOPICS) - 1]?.id ?? '',
    kind: rest % KINDS,
    code: key % CODES,
  }
}
