import { retryAt } from '@belfry/web-push'
import type { Delivery, LiveNotification } from '../delivery.ts'
import { PENDING_OUTCOMES, type DeliveryOutcome, type DueDelivery, type PendingOutcome } from '../delivery-store.ts'
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
  const { number, lane } = notification
  const why = whyOf(outcome, reason, undelivered.troubleOf(due))
  undelivered.note({ due, notification, outcome, reason: why })
  recorder.add({
    ...identity(due, number),
    lane,
    outcome,
    reason: why,
    status: null,
    attempts: due.attempts,
    at: now(),
  })
}

/** Records a result, with the time of the next attempt if there is one. */
export function recordResult(
  { due, notification }: Delivery,
  result: DeliveryResult,
  { recorder, undelivered, now, random }: RecordContext,
): void {
  const at = now()
  const { outcome, status, retryAfterMs, detail, clockOffMs } = result
  const reason = whyOf(outcome, result.reason, undelivered.troubleOf(due))
  const note = (came: DeliveryOutcome) =>
    undelivered.note({ due, notification, outcome: came, reason, detail, clockOffMs })
  const attempts = due.attempts + (outcome === 'expired' ? 0 : 1)
  const record = {
    ...identity(due, notification.number),
    lane: notification.lane,
    status,
    attempts,
    at,
    failed: outcome === 'unreachable' || outcome === 'rejected',
  }
  if (!PENDING_OUTCOMES.includes(outcome)) {
    note(outcome)
    recorder.add({ ...record, outcome, reason: outcome === 'accepted' ? null : reason })
    return
  }
  const again = retryAt({
    attempt: due.attempts,
    now: at,
    expiresAt: giveUpAt(notification),
    random: random(),
    retryAfterMs,
  })
  note(again === undefined ? 'expired' : outcome)
  if (again === undefined) recorder.add({ ...record, outcome: 'expired', reason })
  else recorder.add({ ...record, outcome, reason, retryAt: again })
}

// A delivery that expired while its push service did not answer failed for that reason.
function whyOf(outcome: DeliveryOutcome, reason: string, trouble: string | undefined): string {
  return outcome === 'expired' && reason === 'expired' ? (trouble ?? reason) : reason
}

/** A delivery that waits for a time that its subscriber, or a cap, has set; too late for the notification: expired. */
export function recordHeld(
  { due, notification }: Pick<Delivery, 'due' | 'notification'>,
  { reason, until }: { reason: string; until: number },
  { recorder, now }: RecordContext,
): void {
  // A job that runs twice has to find nothing the second time: each stay but the first counts as an attempt.
  const attempts = due.attempts + (due.previous === null ? 0 : 1)
  const record = {
    ...identity(due, notification.number),
    lane: notification.lane,
    reason,
    status: null,
    attempts,
    at: now(),
  }
  if (until >= giveUpAt(notification)) recorder.add({ ...record, outcome: 'expired' })
  else recorder.add({ ...record, outcome: 'held', retryAt: Math.ceil(until) })
}

function identity(due: DueDelivery, notification: number) {
  const { subscription, vapidKeyId, service, device, previous, attempts } = due
  const before: { outcome: PendingOutcome; attempts: number } | null =
    previous === null ? null : { outcome: previous, attempts }
  return { notification, subscription, vapidKeyId, service, device, previous: before }
}
