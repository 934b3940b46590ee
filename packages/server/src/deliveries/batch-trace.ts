import type { EndedSpan } from '../telemetry/traces.ts'
import type { EngineEvent } from './engine-event.ts'

/** What a batch did, as one span with one child a push service: a broadcast has a million messages. */
export interface BatchTrace {
  /** So many deliveries without an outcome were found. */
  loaded(deliveries: number): void
  /** A request is about to be sent. */
  began(service: string): void
  answered(service: string, outcome: string): void
  /** Reports the span. `settled`: what became of the job. */
  end(settled: string): void
}

export interface BatchTraceOptions {
  /** `traceparent` of the notification; its id. */
  parent: string
  notification: string
  attempt: number
  now: () => number
  report: (event: EngineEvent) => void
}

interface ServiceRequests {
  startedAt: number
  endedAt: number
  outcomes: Map<string, number>
}

export function createBatchTrace({ parent, notification, attempt, now, report }: BatchTraceOptions): BatchTrace {
  const startedAt = now()
  const services = new Map<string, ServiceRequests>()
  let deliveries = 0

  function of(service: string): ServiceRequests {
    let requests = services.get(service)
    if (requests === undefined) {
      requests = { startedAt: now(), endedAt: now(), outcomes: new Map() }
      services.set(service, requests)
    }
    return requests
  }

  return {
    loaded: (count) => void (deliveries += count),
    began: (service) => void of(service),
    answered(service, outcome) {
      const requests = of(service)
      requests.endedAt = now()
      requests.outcomes.set(outcome, (requests.outcomes.get(outcome) ?? 0) + 1)
    },
    end(settled) {
      const span: EndedSpan = {
        name: 'deliver batch',
        kind: 'consumer',
        startedAt,
        endedAt: now(),
        attributes: {
          'belfry.notification': notification,
          'belfry.deliveries': deliveries,
          'belfry.attempt': attempt,
          'belfry.settled': settled,
        },
        ...(settled === 'failed' ? { error: settled } : {}),
        children: Array.from(services, ([service, requests]) => pushSpan(service, requests)),
      }
      report({ name: 'span', parent, span })
    },
  }
}

function pushSpan(service: string, { startedAt, endedAt, outcomes }: ServiceRequests): EndedSpan {
  const counts = Array.from(outcomes, ([outcome, count]) => [`belfry.outcome.${outcome}`, count] as const)
  return {
    name: `push ${service}`,
    kind: 'client',
    startedAt,
    endedAt,
    attributes: { 'belfry.push_service': service, ...Object.fromEntries(counts) },
    ...(outcomes.has('accepted') || outcomes.size === 0 ? {} : { error: [...outcomes.keys()].join(' ') }),
  }
}
