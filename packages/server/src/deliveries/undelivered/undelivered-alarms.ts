import type { Alarms } from '../../telemetry/alarms.ts'
import type { DeliveryOutcome, DueDelivery, SendableNotification } from '../delivery-store.ts'
import { clockText } from './clock-text.ts'
import { explainCause } from './explain-cause.ts'

/** The result of an attempt, without secrets, for an alarm. */
export interface Attempt {
  due: Pick<DueDelivery, 'service' | 'endpoint' | 'vapidKeyId'>
  notification: Pick<SendableNotification, 'id' | 'siteId'>
  outcome: DeliveryOutcome
  reason: string
  /** The network's error, without a path or a secret. */
  detail?: string | undefined
  /** How far our clock is ahead of the push service's. */
  clockOffMs?: number | undefined
}

export interface UndeliveredAlarms {
  note(attempt: Attempt): void
  /** Why the push service of a delivery takes nothing at present; undefined while it does. */
  troubleOf(due: Attempt['due']): string | undefined
}

// These happen now and then to every sender, and the next attempt succeeds: only a repeated one is a cause.
const PASSING = /^(timeout|reset|protocol)/
const IN_A_ROW = 2
// The same for every site, and for the attempt that was the last one.
const OF_THE_NETWORK = /^(dns|tls|connect|proxy|timeout|reset|protocol|blocked)/
// Hosts come from browsers.
const PLACES_KEPT = 1000

/** Raises one alarm for each cause that keeps messages from people, and ends it when the same way works again. */
export function createUndeliveredAlarms(alarms: Pick<Alarms, 'notice' | 'ended'>): UndeliveredAlarms {
  /** Failures without an answer in between, by place. */
  const failures = new Map<string, number>()
  /** Why the last attempt at a place failed. */
  const troubles = new Map<string, string>()
  /** Present causes, by the place whose success would end them. */
  const open = new Map<string, Set<string>>()

  function answered(place: string): void {
    remember(failures, place, 0)
    if (troubles.size > 0) troubles.delete(place)
    if (open.size > 0) end(place)
  }

  function end(way: string): void {
    for (const cause of open.get(way) ?? []) alarms.ended(cause)
    open.delete(way)
  }

  function raise(place: string, attempt: Attempt): void {
    const { outcome, reason, detail, clockOffMs } = attempt
    const { service, vapidKeyId } = attempt.due
    const { siteId: site, id: notification } = attempt.notification
    const isOfAll = OF_THE_NETWORK.test(reason)
    const way = isOfAll ? place : `${place} ${site}`
    const cause = isOfAll ? `${reason} ${place}` : `${outcome} ${reason} ${way}`
    alarms.notice(cause, {
      outcome,
      reason,
      service,
      ...(service === 'other' ? { host: place } : {}),
      site,
      vapidKeyId,
      notification,
      ...(detail === undefined ? {} : { detail }),
      ...(clockOffMs === undefined ? {} : { clock: clockText(clockOffMs) }),
      ...explainCause(attempt),
    })
    remember(open, way, (open.get(way) ?? new Set()).add(cause))
  }

  function isCause(place: string, reason: string): boolean {
    const before = failures.get(place)
    remember(failures, place, (before ?? 0) + 1)
    // A place that has never answered has no success to compare with.
    return !PASSING.test(reason) || before === undefined || before + 1 >= IN_A_ROW
  }

  return {
    note(attempt) {
      const { outcome, reason, due, notification } = attempt
      const place = placeOf(due)
      if (outcome === 'accepted' || reason.startsWith('http-')) answered(place)
      if (outcome === 'unreachable' || reason.startsWith('http-5')) remember(troubles, place, reason)
      switch (outcome) {
        case 'accepted':
          if (open.size > 0) end(`${place} ${notification.siteId}`)
          return
        case 'unreachable':
          if (isCause(place, reason)) raise(place, attempt)
          return
        case 'retry-later':
        case 'throttled':
          // The circuit breaker and the gates report these; only a missing signature is ours to fix.
          if (reason === 'vapid-key-missing') raise(place, attempt)
          return
        case 'rejected':
        case 'key-mismatch':
        case 'too-large':
        case 'expired':
          raise(place, attempt)
          return
        case 'gone':
        case 'skipped':
        case 'held':
          return
      }
    },
    troubleOf: (due) => troubles.get(placeOf(due)),
  }
}

// The known services are one place each, whatever their hosts: anybody can make up a host below *.notify.windows.com.
// An endpoint was parsed at its registration, and this runs a million times.
function placeOf({ service, endpoint }: Attempt['due']): string {
  if (service !== 'other') return service
  const start = endpoint.indexOf('//') + 2
  const end = endpoint.indexOf('/', start)
  return endpoint.slice(start, Math.min(end === -1 ? endpoint.length : end, start + 200))
}

function remember<Value>(map: Map<string, Value>, place: string, value: Value): void {
  map.set(place, value)
  if (map.size > PLACES_KEPT) map.delete(first(map))
}

function first(map: ReadonlyMap<string, unknown>): string {
  for (const key of map.keys()) return key
  return ''
}
