import type { EngineEvent } from '../engine-event.ts'

const AGAIN_MS = 60_000

/**
 * Passes events on, but rate-limits those of a database outage, in which everything fails many times a second: the
 * first failure at once, then one a minute with the number of failures.
 */
export function tellOutages(report: (event: EngineEvent) => void, elapsed: () => number): (event: EngineEvent) => void {
  let toldAt = Number.NEGATIVE_INFINITY
  let untold = 0
  return (event) => {
    if (event.name === 'store-failed') {
      untold += event.count
      if (elapsed() - toldAt < AGAIN_MS) return
      report({ ...event, count: untold })
      toldAt = elapsed()
      untold = 0
    } else {
      if (event.name === 'store-recovered') toldAt = Number.NEGATIVE_INFINITY
      report(event)
    }
  }
}
