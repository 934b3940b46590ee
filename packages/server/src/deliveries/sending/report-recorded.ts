import type { OutcomeRecord, Recorded } from '../delivery-store.ts'
import type { EngineEvent } from '../engine-event.ts'

/** Reports recorded outcomes by their number, not one by one. */
export function reportRecorded(
  outcomes: readonly OutcomeRecord[],
  { retired, finished }: Recorded,
  report: (event: EngineEvent) => void,
): void {
  for (const [service, own] of Map.groupBy(outcomes, (record) => record.service)) {
    for (const [outcome, { length: count }] of Map.groupBy(own, (record) => record.outcome)) {
      report({ name: 'outcomes', service, outcome, count })
    }
  }
  for (const [site, count] of retired) report({ name: 'subscriptions-gone', site, count })
  for (const notification of finished) report({ name: 'notification-finished', notification })
}
