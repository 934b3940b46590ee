import { setTimeout as delay } from 'node:timers/promises'
import type { EncryptionEngine, PushAnswer, PushRequest, VapidSigner } from '@belfry/web-push'
import type { Lane } from '../../database/schema.ts'
import { handleKinds } from '../../queue/job-kind.ts'
import type { Job, JobHandler, Queue, QueueWorker, Settlement } from '../../queue/queue.ts'
import { ALARM_TICK_MS, createAlarms, type Alarm, type Alarms } from '../../telemetry/alarms.ts'
import { deliverBatch, type DeliverBatchContext } from './deliver-batch.ts'
import type { DeliveryGate } from '../delivery-gate.ts'
import { NO_DIGESTS, type DigestIntake } from '../digest-intake.ts'
import type { DeliveryStore, OnlyBatch } from '../delivery-store.ts'
import type { Delivery } from '../delivery.ts'
import { Dispatcher } from './dispatcher.ts'
import type { EngineEvent } from '../engine-event.ts'
import { deliverKind, planKind, resumeKind, type DeliverPayload } from '../jobs.ts'
import { createEndings, type Endings } from './endings.ts'
import { createLiveNotifications, type LiveNotifications, type LiveNotificationsOptions } from './live-notifications.ts'
import { OutcomeRecorder } from './outcome-recorder.ts'
import { createSiteCeilings, type SiteCeilings } from '../pacing/site-ceilings.ts'
import { createComebacks, type Comebacks } from '../pacing/comebacks.ts'
import { planNotification, resumeNotification } from './plan-notification.ts'
import { recordResult } from './record-delivery.ts'
import { reportRecorded } from './report-recorded.ts'
import { createRequestMaker } from './request-maker.ts'
import type { SendTimes } from './send-times.ts'
import { explainCause } from '../undelivered/explain-cause.ts'
import { createUndeliveredAlarms, type UndeliveredAlarms } from '../undelivered/undelivered-alarms.ts'
import type { GateEvent, ServiceFigures } from '../pacing/service-gates.ts'

export interface DeliveryEngineOptions {
  store: DeliveryStore
  queue: Pick<Queue<never>, 'work' | 'wake'>
  send: (request: PushRequest, options: { signal: AbortSignal }) => Promise<PushAnswer>
  encryption: EncryptionEngine
  signerOf: (vapidKeyId: string) => VapidSigner | undefined
  /** Hosts beside the known push services. */
  allow?: readonly string[]
  /** Messages a minute of any site that this engine sends; transactional ones do not wait for it. */
  maxPerMinute?: number
  /** Has sent one for a site that has a ceiling. */
  counted?: (siteId: string) => void
  /** Open jobs of other threads of the process that somebody waits for. */
  awaitedElsewhere?: () => number
  /** What may keep deliveries from being sent, in the order in which they are asked. */
  gates?: readonly DeliveryGate[]
  /** Where a gate's digests go. */
  digests?: Pick<DigestIntake, 'put'>
  /** How the payloads of a site are made. */
  formsOf?: LiveNotificationsOptions['formsOf']
  report: (event: EngineEvent) => void
  now?: () => number
  /** Monotonic milliseconds. */
  elapsed?: () => number
  random?: () => number
}

export interface EngineStats {
  waiting: number
  inFlight: number
  /** Outcomes that are not recorded yet. */
  unrecorded: number
  jobs: Record<Lane, number>
  /** False while the database does not take outcomes: nothing is sent then. */
  records: boolean
  services: ServiceFigures[]
  sendTimes: SendTimes[]
  /** The causes that keep messages from people at present. */
  alarms: Pick<Alarm, 'cause' | 'details'>[]
}

// Batches stay open while their last deliveries hang. For one push service that is at most one for each of its 80
// streams, each perhaps with a single retry: only three hanging services could keep the others out.
const MAX_JOBS: Readonly<Record<Lane, number>> = { transactional: 256, bulk: 256 }
// Otherwise memory is the limit: as many deliveries as 24 full batches have.
const MAX_WAITING = 12_000
const REFRESH_MS = 100
const WRITING_MS = 1500

/** Plans and delivers the jobs in the queue, until it is stopped. Runs in its own thread, see engine.ts. */
export class DeliveryEngine {
  readonly #options: DeliveryEngineOptions
  readonly #clock: Pick<DeliverBatchContext, 'now' | 'elapsed' | 'random'>
  readonly #live: LiveNotifications
  readonly #endings: Endings
  readonly #alarms: Alarms
  readonly #undelivered: UndeliveredAlarms
  readonly #comebacks: Comebacks
  readonly #recorder: OutcomeRecorder
  readonly #ceilings: SiteCeilings
  readonly #dispatcher: Dispatcher
  readonly #workers: Record<Lane, QueueWorker>
  readonly #timers: readonly NodeJS.Timeout[]
  readonly #running: Record<Lane, number> = { transactional: 0, bulk: 0 }
  /** Batches whose size is not known yet. */
  readonly #loading = new Set<Job>()

  constructor(options: DeliveryEngineOptions) {
    const { store, report } = options
    const { now = Date.now, elapsed = () => performance.now(), random = Math.random } = options
    this.#options = options
    this.#clock = { now, elapsed, random }
    this.#live = createLiveNotifications({
      store,
      formsOf: options.formsOf,
      failed: (error) => this.#storeFailed(error),
      elapsed,
    })
    this.#endings = createEndings({ store, failed: (error) => this.#storeFailed(error), elapsed })
    this.#alarms = createAlarms((alarm) => report({ name: 'alarm', alarm }), now)
    this.#undelivered = createUndeliveredAlarms(this.#alarms)
    this.#comebacks = createComebacks(random)
    this.#recorder = this.#newRecorder()
    this.#ceilings = createSiteCeilings(options.maxPerMinute, options.counted)
    this.#dispatcher = this.#newDispatcher()
    this.#workers = this.#startWorkers()
    this.#timers = [
      setInterval(() => this.#refresh(), REFRESH_MS),
      setInterval(() => this.#alarms.tick(now()), ALARM_TICK_MS),
    ]
  }

  /**
   * Something was committed: a notification of this lane, or a change of a notification's state. Only the latter
   * matters to what is being sent, and a new batch of a broadcast would keep a person waiting.
   */
  wake(lane?: Lane): void {
    this.#options.queue.wake(lane)
    if (lane === undefined) void this.#live.refresh()
  }

  /** Messages a minute of each site that has its own ceiling, from now on. */
  setCeilings(perMinute: Readonly<Record<string, number>>): void {
    this.#ceilings.set(perMinute)
  }

  /** Another engine of the process has sent one for a site that has a ceiling. */
  countElsewhere(siteId: string): void {
    this.#ceilings.of(siteId).count(this.#clock.elapsed())
  }

  stats(): EngineStats {
    const { waiting, inFlight, services, sendTimes } = this.#dispatcher
    const { unrecorded, healthy: records } = this.#recorder
    const alarms = this.#alarms.current()
    return { waiting, inFlight, unrecorded, jobs: { ...this.#running }, records, services, sendTimes, alarms }
  }

  /** Takes nothing new, ends requests under way within `drainMs`, records everything. */
  async stop(drainMs: number): Promise<void> {
    const closing = Object.values(this.#workers).map((worker) => worker[Symbol.asyncDispose]())
    const all = this.#dispatcher
      .stop(drainMs)
      .then(() => Promise.all(closing))
      .then(() => this.#recorder.flush())
    // A missing store would keep it waiting for ever; unrecorded deliveries are sent again.
    const late = new AbortController()
    await Promise.race([all, delay(drainMs + WRITING_MS, undefined, { signal: late.signal })])
    late.abort()
    for (const timer of this.#timers) clearInterval(timer)
  }

  #newRecorder(): OutcomeRecorder {
    const { store, report } = this.#options
    return new OutcomeRecorder({
      ...this.#clock,
      store,
      recorded: (outcomes, result) => {
        reportRecorded(outcomes, result, report)
        this.#dispatcher.resume() // it may have waited for this
      },
      failed: (error) => this.#storeFailed(error),
      recovered: () => {
        report({ name: 'store-recovered' })
        this.#dispatcher.resume()
      },
    })
  }

  #newDispatcher(): Dispatcher {
    const { encryption, signerOf, send, allow } = this.#options
    const { now, random } = this.#clock
    const noted = { recorder: this.#recorder, undelivered: this.#undelivered, now, random }
    return new Dispatcher({
      ...this.#clock,
      maker: createRequestMaker({ encryption, signerOf, now }),
      send,
      record(delivery, result) {
        delivery.trace?.answered(delivery.due.service, result.outcome)
        recordResult(delivery, result, noted)
      },
      isOver: (due) => this.#endings.isOver(due),
      mayStart: () => this.#recorder.keepsUp,
      load: (lane) => this.#load(lane),
      hungry: () => this.#workers.bulk.wake(),
      report: (event) => this.#noteGate(event),
      ...(allow === undefined ? {} : { allow }),
      ceilingOf: (siteId) => this.#ceilings.of(siteId),
    })
  }

  #startWorkers(): Record<Lane, QueueWorker> {
    const { queue } = this.#options
    const handle = this.#handler()
    return {
      transactional: queue.work('transactional', handle, { maxJobs: MAX_JOBS.transactional }),
      bulk: queue.work('bulk', handle, {
        maxJobs: MAX_JOBS.bulk,
        // One after the other: the size of a batch is known when it is loaded.
        capacity: () => (this.#recorder.healthy && !this.#isLoading('bulk') && this.#dispatcher.isHungry() ? 1 : 0),
        newcomers: () => this.#recorder.healthy,
      }),
    }
  }

  /** The kinds of jobs that this engine does. */
  #handler(): JobHandler {
    const { store, queue, report } = this.#options
    const planning = { store, wake: (lane: Lane) => queue.wake(lane), report, now: this.#clock.now }
    const handle = handleKinds([
      planKind.doneBy(async ({ notification }, job, signal) => {
        const planned = await planNotification(notification, job, signal, planning)
        return typeof planned === 'string' ? planned : this.#deliver(planned.payload, job, signal, planned)
      }),
      resumeKind.doneBy(({ notification }, job, signal) => resumeNotification(notification, job, signal, planning)),
      deliverKind.doneBy((payload, job, signal) => this.#deliver(payload, job, signal)),
    ])
    return async (job, signal) => {
      this.#running[job.lane] += 1
      try {
        return await handle(job, signal)
      } finally {
        this.#running[job.lane] -= 1
      }
    }
  }

  async #deliver(payload: DeliverPayload, job: Job, signal: AbortSignal, loaded?: OnlyBatch): Promise<Settlement> {
    const submit = (deliveries: readonly Delivery[]) => {
      this.#loading.delete(job)
      this.#dispatcher.submit(deliveries)
    }
    this.#loading.add(job)
    try {
      const context = {
        ...this.#clock,
        store: this.#options.store,
        live: this.#live,
        gates: this.#options.gates ?? [],
        digests: this.#options.digests ?? NO_DIGESTS,
        recorder: this.#recorder,
        dispatcher: { submit },
        comebacks: this.#comebacks,
        undelivered: this.#undelivered,
        report: this.#options.report,
      }
      return await deliverBatch(job, payload, signal, context, loaded)
    } finally {
      this.#loading.delete(job)
    }
  }

  #isLoading(lane: Lane): boolean {
    return [...this.#loading].some((job) => job.lane === lane)
  }

  /** The used share of a lane's allowance of open and waiting deliveries: 1 is all. */
  #load(lane: Lane): number {
    const elsewhere = lane === 'transactional' ? (this.#options.awaitedElsewhere?.() ?? 0) : 0
    const jobs = (this.#running[lane] + elsewhere) / MAX_JOBS[lane]
    return lane === 'bulk' ? Math.max(jobs, this.#dispatcher.waiting / MAX_WAITING) : jobs
  }

  #refresh(): void {
    this.#workers.bulk.wake() // for newcomers
    void this.#live.refresh()
    if (this.#running.bulk + this.#running.transactional > 0) void this.#endings.refresh()
  }

  #noteGate({ name, service, siteId, reason }: GateEvent): void {
    if (name === 'service-throttled') {
      const details = { outcome: 'throttled', reason } as const
      this.#alarms.notice(`throttled ${reason} ${service} ${siteId}`, {
        ...details,
        service,
        site: siteId,
        ...explainCause(details),
      })
    } else {
      this.#options.report({ name, service, reason })
    }
  }

  #storeFailed(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error)
    this.#options.report({ name: 'store-failed', error: message, count: 1 })
  }
}
