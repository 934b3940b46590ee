import { LATENCY_KINDS, OUTCOME_KINDS, PRESSED, hasDevice } from '../../packages/server/src/statistics/rollup/kinds.ts'
import { DEVICES } from './devices.ts'

/** A sum of one notification: `device` is a place of DEVICES, -1 where it is counted without. */
export interface Counted {
  hour: number
  kind: number
  device: number
  count: number
}

/** As the browsers tell it: 10 is the first action. */
export const TOLD = { displayed: 1, clicked: 2, closed: 3, irrelevant: 4, action: 10 } as const

const KINDS = [...Object.values(OUTCOME_KINDS), ...LATENCY_KINDS, ...Object.values(TOLD)]
const PLACES = new Map(KINDS.map((kind, place) => [kind, place]))
const COLUMNS = DEVICES.length + 1
const HOURS = 180

/** Counts what becomes of one notification, by hour, kind and device: 5 ns a count. */
export class Tally {
  readonly #first: number
  readonly #counts = new Int32Array(HOURS * KINDS.length * COLUMNS)

  /** Of a notification that was made in this hour. */
  constructor(hour: number) {
    this.#first = hour
  }

  add(hour: number, kind: number, device: number): void {
    const at = (Math.min(HOURS - 1, hour - this.#first) * KINDS.length + (PLACES.get(kind) ?? 0)) * COLUMNS + device + 1
    this.#counts[at] = (this.#counts[at] ?? 0) + 1
  }

  sums(): Counted[] {
    const found: Counted[] = []
    for (const [at, count] of this.#counts.entries()) {
      if (count === 0) continue
      const row = Math.floor(at / COLUMNS)
      const kind = KINDS[row % KINDS.length] ?? 0
      found.push({ hour: this.#first + Math.floor(row / KINDS.length), kind, device: (at % COLUMNS) - 1, count })
    }
    return found
  }
}

/** The kind of a sum by the hour: all presses of actions are one. */
export function hourKind(kind: number): number {
  return kind === TOLD.action ? PRESSED : kind
}

/** Whether a kind is an outcome that is counted by device, and not what a browser told. */
export function isOutcome(kind: number): boolean {
  return kind >= 100 && hasDevice(kind)
}
