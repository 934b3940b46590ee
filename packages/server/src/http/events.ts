import { randomUUID } from 'node:crypto'
import type { Log } from '../logger.ts'
import type { Metrics } from '../metrics.ts'

export interface HttpEvents {
  /** A request was refused for a reason that its sender can do something about. */
  refused(request: { method: string; route: string; code: string }): void
  /** Something went wrong here; answers with the name under which the log knows it. */
  failed(request: { method: string; route: string; error: unknown }): string
}

export function createHttpEvents(log: Log, metrics: Metrics): HttpEvents {
  return {
    refused({ method, route, code }) {
      log.info({ method, route, code }, 'request refused')
      metrics.count('belfry_requests_refused_total', { code })
    },
    failed({ method, route, error }) {
      const instance = `urn:uuid:${randomUUID()}`
      log.error({ method, route, instance, err: error }, 'request failed')
      metrics.count('belfry_requests_failed_total')
      return instance
    },
  }
}
