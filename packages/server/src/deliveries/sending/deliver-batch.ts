import type { Job, Settlement } from '../../queue/queue.ts'
import { createBatchTrace, type BatchTrace } from '../batch-trace.ts'
import type { Delivery, LiveNotification } from '../delivery.ts'
import type { DeliveryGate } from '../delivery-gate.ts'
import type { DigestIntake } from '../digest-intake.ts'
import { DUE_PAGE, type DeliveryStore, type DueCursor, type DueDelivery } from '../delivery-store.ts'
import type { JobEnd, OnlyBatch } from '../delivery-store.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { EngineEvent } from '../engine-event.ts'
import type { DeliverPayload } from '../jobs.ts'
import type { LiveNotifications } from './live-notifications.ts'
import type { Comebacks } from '../pacing/comebacks.ts'
import { passGates } from './pass-gates.ts'
import { giveUpAt, isStopped, skipReason, verdict } from './policy.ts'
import { recordWithoutSending, type RecordContext } from './record-delivery.ts'

export interface DeliverBatchContext extends RecordContext {
  store: Pick<DeliveryStore, 'due' | 'drop'>
  live: LiveNotifications
  /** In the order in which they are asked. */
  gates: readonly DeliveryGate[]
  digests: Pick<DigestIntake, 'put'>
  dispatcher: Pick<Dispatcher, 'submit'>
  comebacks: Comebacks
  report: (event: EngineEvent) => void
  /** Monotonic milliseconds. */
  elapsed: () => number
}

/**
 * Delivers one batch: loads the deliveries without an outcome, has them sent, and settles the job with the outcomes.
 * Unsent ones, because a push service took no more or the notification was paused, stay a job. `loaded`: what its plan
 * has read a moment ago.
 */
export async function deliverBatch(
  job: Job,
  payload: DeliverPayload,
  signal: AbortSignal,
  context: DeliverBatchContext,
  loaded?: OnlyBatch,
): Promise<Settlement> {
  const notification = await context.live.acquire(payload.notification, loaded?.notification)
  if (notification === undefined) {
    await context.store.drop(job) // deleted since: nobody may get it
    return 'completed'
  }
  const trace = traceOf(notification, job, context)
  let settled = 'failed'
  try {
    const left = await sendPages(payload, notification, signal, { ...context, trace }, loaded?.due)
    // Not where another worker may have the batch already: the places are its own then.
    if (left.held && isStopped(notification) && !signal.aborted) await giveBack(payload, notification, context)
    const next = nextFor(left, notification, context)
    settled = next?.kind ?? 'released'
    if (next === undefined) {
      await context.recorder.flush() // or the next worker would send these again
      return 'released'
    }
    await context.recorder.end({ job, lane: notification.lane, payload, next })
    return 'completed'
  } catch (error) {
    await context.recorder.flush() // for the same reason
    throw error
  } finally {
    context.live.release(notification)
    trace?.end(settled)
  }
}

type PageContext = DeliverBatchContext & { trace: BatchTrace | undefined }

function traceOf(
  { id, trace }: LiveNotification,
  { attempts }: Job,
  { now, report }: DeliverBatchContext,
): BatchTrace | undefined {
  if (!trace) return undefined
  return createBatchTrace({ parent: trace, notification: id, attempt: attempts, now, report })
}

/** The undone rest of a batch. */
interface Leftover {
  held: boolean
  /** The time to try the first of the push services that take no more now. */
  until: number | undefined
}

async function sendPages(
  target: DeliverPayload,
  notification: LiveNotification,
  signal: AbortSignal,
  context: PageContext,
  loaded?: DueDelivery[],
): Promise<Leftover> {
  const left: Leftover = { held: false, until: undefined }
  let after: DueCursor | undefined
  let first = loaded
  for (;;) {
    const decided = verdict(notification, context.now())
    if (signal.aborted || decided === 'paused' || decided === 'cancelled') {
      return { ...left, held: true }
    }
    const page = first ?? (await context.store.due(notification, target, after, DUE_PAGE))
    first = undefined
    context.trace?.loaded(page.length)
    if (decided === 'expired') {
      for (const due of page) recordWithoutSending(due, notification, 'expired', 'expired', context)
      await context.recorder.flush()
    } else {
      await sendPage(page, notification, signal, left, context)
    }
    const last = page.at(-1)
    if (last === undefined || page.length < DUE_PAGE) return left
    after = last
  }
}

async function sendPage(
  page: readonly DueDelivery[],
  notification: LiveNotification,
  signal: AbortSignal,
  left: Leftover,
  context: PageContext,
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
      deliveries.push({
        siteId,
        lane,
        notification,
        due,
        payload: notification.payloads.of(due.service),
        signal,
        trace: context.trace,
        ended,
      })
    } else {
      recordWithoutSending(due, notification, 'skipped', skipped, context)
      ended('recorded')
    }
  }
  const { gates } = context
  context.dispatcher.submit(gates.length === 0 ? deliveries : await passGates(gates, deliveries, notification, context))
  return promise
}

/** Tells the gates which deliveries are not sent for now. A stop is rare: they are read again. */
async function giveBack(
  target: DeliverPayload,
  notification: LiveNotification,
  { gates, recorder, store, now }: DeliverBatchContext,
): Promise<void> {
  const told = gates.filter((gate) => 'giveBack' in gate)
  if (told.length === 0) return
  await recorder.flush()
  let after: DueCursor | undefined
  do {
    const due = await store.due(notification, target, after, DUE_PAGE)
    for (const gate of told) await gate.giveBack?.({ notification, due, now: now() })
    after = due.length < DUE_PAGE ? undefined : due.at(-1)
  } while (after !== undefined)
}

/** How the job is settled; undefined when this worker stops and another should go on. */
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
