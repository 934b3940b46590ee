import { setImmediate as immediate } from 'node:timers/promises'
import type { Lane } from '../../database/schema.ts'
import type { Job, Settlement } from '../../queue/queue.ts'
import type { DeliveryStore, OnlyBatch } from '../delivery-store.ts'
import type { EngineEvent } from '../engine-event.ts'

export interface PlanContext {
  store: Pick<DeliveryStore, 'plan' | 'resume'>
  /** There are new jobs in this lane. */
  wake: (lane: Lane) => void
  report: (event: EngineEvent) => void
  now: () => number
}

/**
 * Cuts a notification's audience into batches, slice by slice: finished batches are sent meanwhile. Returns the batch
 * of a person who waits for it, if there is only one: this worker has its job already.
 */
export async function planNotification(
  notification: number,
  job: Job,
  signal: AbortSignal,
  { store, wake, report, now }: PlanContext,
): Promise<Settlement | OnlyBatch> {
  const startedAt = now()
  let turn: number | undefined
  while (!signal.aborted) {
    const progress = await store.plan(job, notification, turn)
    if (progress.kind === 'ended') return 'completed'
    if (progress.kind === 'planned') {
      const { notification, audience, trace, finished, batch } = progress
      if (batch === undefined) wake(job.lane)
      report({ name: 'notification-planned', notification, audience })
      if (trace) {
        const attributes = { 'belfry.notification': notification, 'belfry.audience': audience }
        const span = { name: 'plan notification', kind: 'consumer', startedAt, endedAt: now(), attributes } as const
        report({ name: 'span', parent: trace, span })
      }
      if (finished) report({ name: 'notification-finished', notification: finished })
      return batch ?? 'completed'
    }
    wake(job.lane)
    ;({ turn } = progress)
    await immediate()
  }
  return 'released'
}

/** Puts a notification's parked jobs back into the queue, in the same way. */
export async function resumeNotification(
  notification: number,
  job: Job,
  signal: AbortSignal,
  { store, wake }: PlanContext,
): Promise<Settlement> {
  let turn: number | undefined
  while (!signal.aborted) {
    const progress = await store.resume(job, notification, turn)
    wake(job.lane)
    if (progress.all) return 'completed'
    ;({ turn } = progress)
    await immediate()
  }
  return 'released'
}
