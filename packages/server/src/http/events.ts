import { randomUUID } from 'node:crypto'
import type { Queries } from '../database/database.ts'
import type { RefusalKinds } from '../refusals/refusal-kind.ts'
import { createAlarms } from '../telemetry/alarms.ts'
import type { Log } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { HTTP_COUNTERS } from './counters.ts'
import { createLimitAlarms, type LimitedRequest } from './limit-alarms.ts'
import { createOperatorRefusals } from './operator-refusals.ts'

/** A change that an API key or an operator made. */
export interface ApiChange {
  /** The operation's id, `revokeApiKey`. */
  operation: string
  site: string
  key: string
  /** The operator's id, where no key was used. */
  operator: string | undefined
  /** The address of what was changed or made. */
  path: string
}

export interface HttpEvents {
  /** A request was refused. `detail`: what was wrong with it, without a secret. */
  refused(request: { method: string; route: string; code: string; detail: string }): void
  /** Somebody was not let in, because a budget is spent. */
  limited(request: LimitedRequest): void
  /** A request came with an API key that does not work. `from`: its address, or the network of it. */
  keyFailed(attempt: { from: string | undefined }): void
  /** An API key, or an operator, asks more often than it may. */
  keyLimited(by: { key: string } | { operator: string }): void
  /** An address asks more often for the pages of operators than it may. */
  visitorLimited(): void
  /** Somebody has changed something with an API key. */
  changed(change: ApiChange): Promise<void>
  /** The same in the transaction of the change: it throws where it cannot be written, and then nothing has changed. */
  changing(tx: Queries, change: ApiChange): Promise<void>
  /** Something went wrong here; answers with the name under which the log knows it. */
  failed(request: { method: string; route: string; error: unknown }): string
}

export function createHttpEvents(log: Log, metrics: Metrics, refusals: RefusalKinds, now: () => number): HttpEvents {
  const tellOperator = createOperatorRefusals(log, refusals, now)
  const tellOfLimits = createLimitAlarms(log, now)
  const attempts = createAlarms(({ cause, details, count }) => log.warn({ ...details, count }, cause), now)
  return {
    changed: () => Promise.resolve(),
    changing: () => Promise.resolve(),
    keyFailed({ from = 'an unknown address' }) {
      metrics.count(HTTP_COUNTERS.refused, { code: 'api-key-invalid' })
      attempts.tick(now())
      attempts.notice(`requests come with an API key that does not work, from ${from}`, { from })
    },
    limited(request) {
      metrics.count(HTTP_COUNTERS.refused, { code: 'rate-limited' })
      tellOfLimits(request)
    },
    keyLimited(by) {
      metrics.count(HTTP_COUNTERS.refused, { code: 'api-key-limited' })
      attempts.tick(now())
      const who = 'key' in by ? `the API key ${by.key}` : `the operator ${by.operator}`
      attempts.notice(`${who} asks more often than it may, and is refused`, by)
    },
    visitorLimited: () => metrics.count(HTTP_COUNTERS.refused, { code: 'rate-limited' }),
    refused({ method, route, code, detail }) {
      if (!tellOperator({ route, code, detail })) log.info({ method, route, code }, 'request refused')
      metrics.count(HTTP_COUNTERS.refused, { code })
    },
    failed({ method, route, error }) {
      const instance = `urn:uuid:${randomUUID()}`
      log.error({ method, route, instance, err: error }, 'request failed')
      metrics.count(HTTP_COUNTERS.failed)
      return instance
    },
  }
}
