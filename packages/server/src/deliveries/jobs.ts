import type { Lane } from '../database/schema.ts'
import type { NewJob } from '../queue/queue.ts'

/** Cuts a notification's audience into batches. */
export interface PlanPayload {
  notification: number
}

/** Puts the jobs of a notification that was paused back into the queue. */
export interface ResumePayload {
  notification: number
}

/** Subscriber ids, `from` excluded and `to` included: whoever of the audience is between them by then. */
export interface RangeTarget {
  from: number
  to: number
}
export interface SubscribersTarget {
  subscribers: number[]
}
/** Deliveries that were tried before, exactly `attempts` times. */
export interface RetryTarget {
  subscriptions: number[]
  attempts: number
}
export type DeliverTarget = RangeTarget | SubscribersTarget | RetryTarget

export type DeliverPayload = DeliverTarget & { notification: number }

export function planJob(lane: Lane, notification: number): NewJob {
  const payload = { notification } satisfies PlanPayload
  return { lane, kind: 'plan', payload, flow: String(notification) }
}

export function resumeJob(lane: Lane, notification: number): NewJob {
  const payload = { notification } satisfies ResumePayload
  return { lane, kind: 'resume', payload, flow: String(notification) }
}

export function deliverJob(
  lane: Lane,
  payload: DeliverPayload,
  when: Pick<NewJob, 'runAt' | 'turn'>,
): NewJob {
  return { lane, kind: 'deliver', payload, flow: String(payload.notification), ...when }
}
