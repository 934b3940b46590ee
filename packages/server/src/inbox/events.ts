import type { Log } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { INBOX_COUNTERS } from './counters.ts'

/** What people do with their inboxes; without names. */
export interface InboxEvents {
  read(facts: { site: string }): void
  marked(facts: { site: string }): void
  /** Somebody became known by looking. */
  welcomed(facts: { site: string }): void
}

export function createInboxEvents(log: Log, metrics: Metrics): InboxEvents {
  return {
    read: ({ site }) => metrics.count(INBOX_COUNTERS.read, { site }),
    marked: ({ site }) => metrics.count(INBOX_COUNTERS.marked, { site }),
    welcomed({ site }) {
      log.debug({ site }, 'somebody became known by looking into the inbox')
      metrics.count(INBOX_COUNTERS.welcomed, { site })
    },
  }
}
