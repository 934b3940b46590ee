import { retryAt } from '@belfry/web-push'
import type { Delivery, LiveNotification } from '../delivery.ts'
import { PENDING_OUTCOMES, type DeliveryOutcome, type DueDelivery, type OutcomeRecord } from '../delivery-store.ts'
import type { DeliveryResult } from './delivery-result.ts'
import type { OutcomeRecorder } from './outcome-recorder.ts'
import { giveUpAt } from './policy.ts'
import type { UndeliveredAlarms } from '../undelivered/undelivered-alarms.ts'

export interface RecordContext {
  recorder: OutcomeRecorder
  undelivered: UndeliveredAlarms
  now: () => number
  random: () => number
}

/** Records an outcome that needed no attempt. */
export function recordWithoutSending(
  due: DueDelivery,
  notification: LiveNotification,
  outcome: 'expired' | 'skipped',
  reason: string,
  { recorder, undelivered, now }: RecordContext,
): void {
  const why = whyOf(outcome, reason, due, undelivered)
  undelivered.note({ due, notification, outcome, reason: why })
  recorder.add(recordOf(due, notification, { outcome, reason: why, attempts: due.attempts, at: now() }))
}

/** Records a result, with the time of the next attempt if there is one. */
export function recordResult(
  { due, notification }: Delivery,
  result: DeliveryResult,
  { recorder, undelivered, now, random }: RecordContext,
): void {
  const at = now()
  const { status, detail, clockOffMs } = result
  const reason = whyOf(result.outcome, result.reason, due, undelivered)
  const again = PENDING_OUTCOMES.includes(result.outcome) ? nextAttempt({ due, notification }, result, at, random()) : 0
  const outcome = again === undefined ? 'expired' : result.outcome
  undelivered.note({ due, notification, outcome, reason, detail, clockOffMs })
  const record = recordOf(due, notification, {
    outcome,
    reason: outcome === 'accepted' ? null : reason,
    attempts: due.attempts + (result.outcome === 'expired' ? 0 : 1),
    at,
  })
  record.status = status
  record.failed = result.outcome === 'unreachable' || result.outcome === 'rejected'
  if (again) record.retryAt = again
  recorder.add(record)
}

function nextAttempt(
  { due, notification }: Pick<Delivery, 'due' | 'notification'>,
  { retryAfterMs }: DeliveryResult,
  now: number,
  random: number,
): number | undefined {
  return retryAt({ attempt: due.attempts, now, expiresAt: giveUpAt(notification), random, retryAfterMs })
}

// A delivery that expired while its push service did not answer failed for that reason.
function whyOf(
  outcome: DeliveryOutcome,
  reason: string,
  due: DueDelivery,
  undelivered: Pick<UndeliveredAlarms, 'troubleOf'>,
): string {
  return outcome === 'expired' && reason === 'expired' ? (undelivered.troubleOf(due) ?? reason) : reason
}

/** A delivery that waits for a time that its subscriber, or a cap, has set; too late for the notification: expired. */
export function recordHeld(
  { due, notification }: Pick<Delivery, 'due' | 'notification'>,
  { reason, until }: { reason: string; until: number },
  { recorder, now }: RecordContext,
): void {
  // A job that runs twice has to find nothing the second time: each stay but the first counts as an attempt.
  const attempts = due.attempts + (due.previous === null ? 0 : 1)
  const isTooLate = until >= giveUpAt(notification)
  const record = recordOf(due, notification, { outcome: isTooLate ? 'expired' : 'held', reason, attempts, at: now() })
  if (!isTooLate) record.retryAt = Math.ceil(until)
  recorder.add(record)
}

// All fields in one literal, also those that are set later: an object that grows costs V8 several, a million times.
function recordOf(
  { subscription, vapidKeyId, service, device, previous, attempts: before }: DueDelivery,
  { number, lane }: LiveNotification,
  { outcome, reason, attempts, at }: Pick<OutcomeRecord, 'outcome' | 'reason' | 'attempts' | 'at'>,
): OutcomeRecord {
  return {
    notification: number,
    lane,
    subscription,
    vapidKeyId,
    service,
    device,
    outcome,
    reason,
    status: null,
    attempts,
    previous: previous === null ? null : { outcome: previous, attempts: before },
    at,
    retryAt: undefined,
    failed: false,
  }
}
