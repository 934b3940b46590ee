import { retryAt } from '@belfry/web-push'
import type { Job, Settlement } from '../queue/queue.ts'
import type { Delivery, LiveNotification } from './delivery.ts'
import {
  PENDING_OUTCOMES,
  type DeliveryStore,
  type DueCursor,
  type DueDelivery,
  type JobEnd,
  type PendingOutcome,
} from './delivery-store.ts'
import type { DeliveryResult, Dispatcher } from './dispatcher.ts'
import type { DeliverPayload } from './jobs.ts'
import type { LiveNotifications } from './live-notifications.ts'
import type { OutcomeRecorder } from './outcome-recorder.ts'
import type { Comebacks } from './pacing/comebacks.ts'
import { giveUpAt, skipReason, verdict } from './policy.ts'

export interface DeliverBatchContext {
  store: Pick<DeliveryStore, 'due' | 'drop'>
  live: LiveNotifications
  recorder: OutcomeRecorder
  dispatcher: Pick<Dispatcher, 'submit'>
  comebacks: Comebacks
  now: () => number
  /** Milliseconds of a clock that nobody sets. */
  elapsed: () => number
  random: () => number
}

// A batch has 500 subscribers, most of them with one subscription: one page, and no second look that finds nothing.
const PAGE = 1000

/**
 * Delivers one batch: loads what has no outcome yet, has it sent, and settles the job with the outcomes. What is left
 * over, because a push service took no more or the notification was paused, stays a job.
 */
export async function deliverBatch(
  job: Job,
  signal: AbortSignal,
  context: DeliverBatchContext,
): Promise<Settlement> {
  const payload = job.payload as DeliverPayload
  const notification = await context.live.acquire(payload.notification)
  if (notification === undefined) {
    await context.store.drop(job) // deleted since: nobody is to get it
    return 'completed'
  }
  try {
    const left = await sendPages(payload, notification, signal, context)
    const next = nextFor(left, notification, context)
    if (next === undefined) {
      await context.recorder.flush() // or whoever takes the job up would send these again
      return 'released'
    }
    await context.recorder.end({ job, lane: notification.lane, payload, next })
    return 'completed'
  } catch (error) {
    await context.recorder.flush() // for the same reason
    throw error
  } finally {
    context.live.release(notification)
  }
}

/** What a batch leaves undone. */
interface Leftover {
  held: boolean
  /** When the first push service that takes no more now is to be asked again. */
  until: number | undefined
}

async function sendPages(
  target: DeliverPayload,
  notification: LiveNotification,
  signal: AbortSignal,
  context: DeliverBatchContext,
): Promise<Leftover> {
  const left: Leftover = { held: false, until: undefined }
  let after: DueCursor | undefined
  for (;;) {
    const decided = verdict(notification, context.now())
    if (signal.aborted || decided === 'paused' || decided === 'cancelled') {
      return { ...left, held: true }
    }
    const page = await context.store.due(notification, target, after, PAGE)
    if (decided === 'expired') {
      for (const due of page) recordWithoutSending(due, notification, 'expired', 'expired', context)
      await context.recorder.flush()
    } else {
      await sendPage(page, notification, signal, left, context)
    }
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return left
    after = last
  }
}

function sendPage(
  page: readonly DueDelivery[],
  notification: LiveNotification,
  signal: AbortSignal,
  left: Leftover,
  context: DeliverBatchContext,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { siteId, lane } = notification
  let open = page.length
  if (open === 0) resolve()
  const ended: Delivery['ended'] = (end) => {
    if (end === 'held') left.held = true
    else if (end !== 'recorded') left.until = Math.min(left.until ?? Infinity, end.until)
    open -= 1
    if (open === 0) resolve()
  }
  const deliveries: Delivery[] = []
  for (const due of page) {
    const skipped = skipReason(due.status)
    if (skipped === undefined) {
      deliveries.push({ siteId, lane, notification, due, signal, ended })
    } else {
      recordWithoutSending(due, notification, 'skipped', skipped, context)
      ended('recorded')
    }
  }
  context.dispatcher.submit(deliveries)
  return promise
}

/** What becomes of the job; undefined when this worker stops and another is to go on. */
function nextFor(
  left: Leftover,
  notification: LiveNotification,
  { now, elapsed, comebacks }: DeliverBatchContext,
): JobEnd['next'] | undefined {
  const { state } = notification
  if (left.held && state === 'cancelled') return { kind: 'done' }
  if (left.held && state === 'paused') return { kind: 'park' }
  if (left.held) return undefined
  if (left.until === undefined) return { kind: 'done' }
  const since = elapsed()
  const at = now() + comebacks.next(left.until, since) - since
  return { kind: 'later', at: Math.ceil(Math.min(at, giveUpAt(notification))) }
}

function recordWithoutSending(
  due: DueDelivery,
  { number, lane }: LiveNotification,
  outcome: 'expired' | 'skipped',
  reason: string,
  { recorder, now }: DeliverBatchContext,
): void {
  recorder.add({
    ...identity(due, number),
    lane,
    outcome,
    reason,
    status: null,
    attempts: due.attempts,
    at: now(),
  })
}

/** Writes a result down, with the time of the next attempt where there is to be one. */
export function recordResult(
  { due, notification }: Delivery,
  result: DeliveryResult,
  { recorder, now, random }: Pick<DeliverBatchContext, 'recorder' | 'now' | 'random'>,
): void {
  const at = now()
  const { outcome, reason, status, retryAfterMs } = result
  const attempts = due.attempts + (outcome === 'expired' ? 0 : 1)
  const record = {
    ...identity(due, notification.number),
    lane: notification.lane,
    status,
    attempts,
    at,
  }
  if (!PENDING_OUTCOMES.includes(outcome)) {
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
  if (again === undefined) recorder.add({ ...record, outcome: 'expired', reason })
  else recorder.add({ ...record, outcome, reason, retryAt: again })
}

function identity(due: DueDelivery, notification: number) {
  const { subscription, vapidKeyId, service, previous, attempts } = due
  const before: { outcome: PendingOutcome; attempts: number } | null =
    previous === null ? null : { outcome: previous, attempts }
  return { notification, subscription, vapidKeyId, service, previous: before }
}
