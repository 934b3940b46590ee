import { setImmediate as immediate, setTimeout as delay } from 'node:timers/promises'
import type { EncryptionEngine, PushAnswer, PushRequest, VapidSigner } from '@belfry/web-push'
import type { Lane } from '../database/schema.ts'
import type { Job, Queue, QueueWorker, Settlement } from '../queue/queue.ts'
import { createAlarms } from './alarms.ts'
import { deliverBatch, recordResult, type DeliverBatchContext } from './deliver-batch.ts'
import type { DeliveryStore, OutcomeRecord, Recorded } from './delivery-store.ts'
import type { Delivery } from './delivery.ts'
import { Dispatcher, type DeliveryResult } from './dispatcher.ts'
import type { EngineEvent } from './engine-event.ts'
import type { PlanPayload, ResumePayload } from './jobs.ts'
import { createLiveNotifications } from './live-notifications.ts'
import { OutcomeRecorder } from './outcome-recorder.ts'
import { createComebacks } from './pacing/comebacks.ts'
import { createRequestMaker } from './request-maker.ts'
import type { SendTimes } from './send-times.ts'
import type { GateEvent, ServiceFigures } from './pacing/service-gates.ts'

export interface DeliveryEngineOptions {
  store: DeliveryStore
  queue: Pick<Queue<never>, 'work' | 'wake'>
  send: (request: PushRequest, options: { signal: AbortSignal }) => Promise<PushAnswer>
  encryption: EncryptionEngine
  signerOf: (vapidKeyId: string) => VapidSigner | undefined
  /** Hosts beside the known push services. */
  allow?: readonly string[]
  /** Messages a minute and site that this engine sends, of those that nobody waits for. */
  maxPerMinute?: number
  report: (event: EngineEvent) => void
  now?: () => number
  /** Milliseconds of a clock that nobody sets. */
  elapsed?: () => number
  random?: () => number
}

export interface EngineStats {
  waiting: number
  inFlight: number
  /** Outcomes that are not written down yet. */
  unrecorded: number
  jobs: Record<Lane, number>
  /** False while the database does not take outcomes: nothing is sent then. */
  records: boolean
  services: ServiceFigures[]
  sendTimes: SendTimes[]
}

export interface DeliveryEngine {
  /** Something was committed: a notification, or a change of its state. */
  wake(): void
  stats(): EngineStats
  /** Takes nothing new, ends what is under way within `drainMs`, writes everything down. */
  stop(drainMs: number): Promise<void>
}

// Batches stay open while their last deliveries hang. Of one push service that is at most one for each of its 80 streams,
// each perhaps with a single retry in it: it takes three services that hang to keep the others out.
const MAX_JOBS: Readonly<Record<Lane, number>> = { transactional: 256, bulk: 256 }
// What memory holds is what matters otherwise: as many deliveries as 24 full batches have.
const MAX_WAITING = 12_000
const REFRESH_MS = 100
const ALARM_TICK_MS = 1000
const WRITING_MS = 1500

/** Plans and delivers what is in the queue, until it is stopped. Runs in a thread of its own, see engine.ts. */
export function startDeliveryEngine(options: DeliveryEngineOptions): DeliveryEngine {
  const { store, queue, send, encryption, signerOf, report } = options
  const { now = Date.now, elapsed = () => performance.now(), random = Math.random } = options
  const storeFailed = (error: unknown) =>
    report({ name: 'store-failed', error: messageOf(error), count: 1 })
  const live = createLiveNotifications({ store, failed: storeFailed, elapsed })
  const alarms = createAlarms((alarm) => report({ name: 'alarm', alarm }), now)
  const jobs: Record<Lane, number> = { transactional: 0, bulk: 0 }
  const loading = new Set<Job>()
  const comebacks = createComebacks(random)

  const recorder = new OutcomeRecorder({
    store,
    now,
    elapsed,
    recorded,
    failed: storeFailed,
    recovered() {
      report({ name: 'store-recovered' })
      dispatcher.resume()
    },
  })
  const dispatcher = new Dispatcher({
    maker: createRequestMaker({ encryption, signerOf, now }),
    send,
    record: (delivery, result) => noteResult(delivery, result),
    mayStart: () => recorder.keepsUp,
    load: (lane) =>
      Math.max(jobs[lane] / MAX_JOBS[lane], lane === 'bulk' ? dispatcher.waiting / MAX_WAITING : 0),
    hungry: () => workers.bulk.wake(),
    report: noteGate,
    now,
    elapsed,
    random,
    ...(options.allow === undefined ? {} : { allow: options.allow }),
    ...(options.maxPerMinute === undefined ? {} : { maxPerMinute: options.maxPerMinute }),
  })

  const isLoading = (lane: Lane) => [...loading].some((job) => job.lane === lane)

  async function handle(job: Job, signal: AbortSignal): Promise<Settlement> {
    jobs[job.lane] += 1
    if (job.kind === 'deliver') loading.add(job)
    try {
      switch (job.kind) {
        case 'plan':
          return await plan(job, signal)
        case 'resume':
          return await resume(job, signal)
        case 'deliver':
          return await deliverBatch(job, signal, contextOf(job))
        default:
          throw new Error(`a job of the unknown kind ${job.kind}`)
      }
    } finally {
      jobs[job.lane] -= 1
      loading.delete(job)
    }
  }

  function contextOf(job: Job): DeliverBatchContext {
    const submit = (deliveries: readonly Delivery[]) => {
      loading.delete(job)
      dispatcher.submit(deliveries)
    }
    return { store, live, recorder, dispatcher: { submit }, comebacks, now, elapsed, random }
  }

  async function plan(job: Job, signal: AbortSignal): Promise<Settlement> {
    const { notification } = job.payload as PlanPayload
    let turn: number | undefined
    while (!signal.aborted) {
      const progress = await store.plan(job, notification, turn)
      queue.wake()
      if (progress.kind === 'ended') return 'completed'
      if (progress.kind === 'planned') {
        const { notification, audience, finished } = progress
        report({ name: 'notification-planned', notification, audience })
        if (finished) report({ name: 'notification-finished', notification: finished })
        return 'completed'
      }
      ;({ turn } = progress)
      await immediate() // what was planned is sent meanwhile
    }
    return 'released'
  }

  async function resume(job: Job, signal: AbortSignal): Promise<Settlement> {
    const { notification } = job.payload as ResumePayload
    let turn: number | undefined
    while (!signal.aborted) {
      const progress = await store.resume(job, notification, turn)
      queue.wake()
      if (progress.all) return 'completed'
      ;({ turn } = progress)
      await immediate()
    }
    return 'released'
  }

  function noteResult(delivery: Delivery, result: DeliveryResult): void {
    recordResult(delivery, result, { recorder, now, random })
    const { outcome, reason } = result
    if (outcome === 'rejected' || outcome === 'key-mismatch' || reason === 'vapid-key-missing') {
      const { siteId, notification, due } = delivery
      alarms.notice(`${outcome} ${reason} ${due.service} ${siteId}`, {
        outcome,
        reason,
        service: due.service,
        site: siteId,
        vapidKeyId: due.vapidKeyId,
        notification: notification.id,
      })
    }
  }

  function noteGate({ name, service, siteId, reason }: GateEvent): void {
    if (name === 'service-throttled') {
      alarms.notice(`throttled ${reason} ${service} ${siteId}`, {
        outcome: 'throttled',
        reason,
        service,
        site: siteId,
      })
    } else {
      report({ name, service, reason })
    }
  }

  function recorded(outcomes: readonly OutcomeRecord[], { retired, finished }: Recorded): void {
    const kinds = Map.groupBy(outcomes, ({ service, outcome }) => `${service} ${outcome}`)
    for (const [{ service, outcome }, count] of Array.from(kinds.values(), first)) {
      report({ name: 'outcomes', service, outcome, count })
    }
    if (retired > 0) report({ name: 'subscriptions-gone', count: retired })
    for (const notification of finished) report({ name: 'notification-finished', notification })
    dispatcher.resume() // it may have waited for this
  }

  const workers: Record<Lane, QueueWorker> = {
    transactional: queue.work('transactional', handle, { maxJobs: MAX_JOBS.transactional }),
    bulk: queue.work('bulk', handle, {
      maxJobs: MAX_JOBS.bulk,
      // One after the other: what a batch holds is known when it is loaded.
      capacity: () => (recorder.healthy && !isLoading('bulk') && dispatcher.isHungry() ? 1 : 0),
      newcomers: () => recorder.healthy,
    }),
  }

  const refreshing = setInterval(() => {
    workers.bulk.wake() // for newcomers
    void live.refresh()
  }, REFRESH_MS)
  const ticking = setInterval(() => alarms.tick(now()), ALARM_TICK_MS)

  return {
    wake() {
      queue.wake()
      void live.refresh()
    },
    stats: () => ({
      waiting: dispatcher.waiting,
      inFlight: dispatcher.inFlight,
      unrecorded: recorder.unrecorded,
      jobs: { ...jobs },
      records: recorder.healthy,
      services: dispatcher.services,
      sendTimes: dispatcher.sendTimes,
    }),
    async stop(drainMs) {
      const closing = Object.values(workers).map((worker) => worker[Symbol.asyncDispose]())
      const all = dispatcher
        .stop(drainMs)
        .then(() => Promise.all(closing))
        .then(() => recorder.flush())
      // A store that is gone would keep it waiting for ever; what it did not take is sent again.
      const late = new AbortController()
      await Promise.race([all, delay(drainMs + WRITING_MS, undefined, { signal: late.signal })])
      late.abort()
      clearInterval(refreshing)
      clearInterval(ticking)
    },
  }
}

function first(records: OutcomeRecord[]): [OutcomeRecord, number] {
  return [records[0] as OutcomeRecord, records.length]
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
