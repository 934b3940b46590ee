import { setImmediate as immediate } from 'node:timers/promises'
import { classify, type Classification, type PushAnswer, type PushRequest } from '@belfry/web-push'
import type { Lane } from '../../database/schema.ts'
import type { Delivery, DeliveryEnd } from '../delivery.ts'
import type { DeliveryResult } from './delivery-result.ts'
import { isStopped, verdict } from './policy.ts'
import type { RequestMaker } from './request-maker.ts'
import { goesAtOnce, sliceSize } from './slices.ts'
import { createSendTimes, type SendTimes } from './send-times.ts'
import { isDry, TICK_MS } from '../pacing/pace.ts'
import { Strangers } from '../pacing/strangers.ts'
import {
  createServiceGates,
  type Gate,
  type ServiceFigures,
  type ServiceGates,
  type ServiceGatesOptions,
} from '../pacing/service-gates.ts'

export interface DispatcherOptions extends ServiceGatesOptions {
  maker: RequestMaker
  send: (request: PushRequest, options: { signal: AbortSignal }) => Promise<PushAnswer>
  record: (delivery: Delivery, result: DeliveryResult) => void
  /** Whether its subscription is not its person's any more. */
  isOver?: (due: Delivery['due']) => boolean
  /** While false nothing is started. */
  mayStart: () => boolean
  /** The used share of a lane's allowance of open and waiting deliveries: 1 is all. */
  load: (lane: Lane) => number
  /** Called every now and then while more should be loaded. */
  hungry: () => void
  /** Wall-clock time, for notifications and answers. */
  now: () => number
  /** Monotonic milliseconds: by wall-clock time, a pause of a second could last an hour. */
  elapsed: () => number
}

interface Started {
  delivery: Delivery
  gate: Gate
}

const SHARED_LOAD = 1 / 2
// Above this many in memory, deliveries that cannot start soon go back to the queue.
const PRESSING_LOAD = 2 / 3
const ASK_EVERY_MS = 20
const NOT_BUILT = { outcome: 'rejected', reason: 'build-failed', status: null } as const

/**
 * Sends deliveries, to each push service at its own pace: one that hangs, refuses or is slow costs the others nothing.
 * Every delivery that it takes in ends: recorded, held, or postponed.
 */
export class Dispatcher implements AsyncDisposable {
  readonly #options: DispatcherOptions
  readonly #gates: ServiceGates
  readonly #strangers: Strangers<Gate>
  readonly #started: Started[] = []
  /** Gates with an answer in this turn of the loop: each starts its next deliveries once, not after each answer. */
  readonly #answered = new Set<Gate>()
  readonly #sendTimes = createSendTimes()
  readonly #tick: NodeJS.Timeout
  readonly #abort = new AbortController()
  readonly #sending = { signal: this.#abort.signal }
  #timer: { handle: NodeJS.Timeout; at: number } | undefined
  #working = false
  #stopped: PromiseWithResolvers<void> | undefined
  #waiting = 0
  #inFlight = 0
  #askedAt = Number.NEGATIVE_INFINITY

  constructor(options: DispatcherOptions) {
    this.#options = options
    this.#gates = createServiceGates(options)
    this.#strangers = new Strangers(options.random)
    this.#tick = setInterval(() => this.#onTick(), TICK_MS)
  }

  /** Deliveries that have not started. */
  get waiting(): number {
    return this.#waiting
  }

  /**
   * Whether more should be loaded, so that no working push service runs out of deliveries. The fastest one decides; for
   * the others some more batches are held in memory, and clogged ones are ignored.
   */
  isHungry(): boolean {
    const now = this.#options.elapsed()
    const paces = Array.from(this.#gates.all(), ({ way }) => way.pace(now))
    const moving = paces.filter(({ isActive, isClogged }) => isActive && !isClogged)
    const [fastest, ...others] = moving.toSorted((a, b) => b.flow - a.flow)
    const hurried = this.#options.load('transactional') > 0
    if (fastest === undefined || isDry(fastest, hurried)) return true
    return this.#options.load('bulk') < SHARED_LOAD && others.some((pace) => isDry(pace, hurried))
  }

  get inFlight(): number {
    return this.#inFlight
  }

  get services(): ServiceFigures[] {
    return this.#gates.figures(this.#options.elapsed())
  }

  get sendTimes(): SendTimes[] {
    return this.#sendTimes.all()
  }

  submit(deliveries: readonly Delivery[]): void {
    const now = this.#options.elapsed()
    const touched = new Set<Gate>()
    for (const delivery of deliveries) {
      const gate = this.#gates.of(delivery, now)
      const heldUntil = this.#gates.heldUntil(delivery, now)
      if (gate.fault !== undefined) {
        this.#record(delivery, { outcome: 'rejected', reason: gate.fault, status: null })
      } else if (heldUntil !== undefined) {
        delivery.ended({ until: heldUntil })
      } else {
        const putOff =
          this.#strangers.putOff(gate, now) ?? gate.way.admit(delivery, now, this.#isPressed(delivery.lane))
        if (putOff !== undefined) {
          delivery.ended(putOff)
        } else {
          this.#waiting += 1
          touched.add(gate)
        }
      }
    }
    for (const gate of touched) this.#pump(gate)
    if (this.#stopped !== undefined) this.#holdWaiting(() => true)
  }

  /** Goes on after `mayStart` was false. */
  resume(): void {
    for (const gate of this.#gates.all()) this.#pump(gate)
  }

  /** Starts nothing more, and waits for requests under way until the deadline. */
  async stop(drainMs: number): Promise<void> {
    this.#stopped ??= Promise.withResolvers()
    clearInterval(this.#tick)
    clearTimeout(this.#timer?.handle)
    this.#holdWaiting(() => true)
    const deadline = setTimeout(() => this.#abort.abort(), drainMs)
    if (this.#inFlight > 0) await this.#stopped.promise
    clearTimeout(deadline)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop(0)
  }

  #holdWaiting(isOver: (notification: Delivery['notification']) => boolean): void {
    for (const gate of this.#gates.all()) {
      for (const delivery of gate.way.giveBackOf(isOver)) this.#leave(delivery, 'held')
    }
  }

  #pump(gate: Gate): void {
    if (this.#stopped !== undefined || !this.#options.mayStart()) return
    const urgent: Started[] = []
    while (gate.way.waiting > 0 && this.#strangers.mayStart(gate)) {
      const now = this.#options.elapsed()
      const turn = gate.way.next(now)
      if ('waitMs' in turn) {
        if (turn.waitMs !== Infinity) this.#pumpIn(turn.waitMs, now)
        break
      }
      this.#waiting -= 1
      this.#inFlight += 1
      this.#strangers.started(gate)
      const started = { delivery: turn.start, gate }
      if (turn.start.lane === 'bulk') this.#started.push(started)
      else if (goesAtOnce(this.#options.load('transactional'), urgent.length)) urgent.push(started)
      else this.#started.unshift(started)
    }
    if (urgent.length > 0) void this.#make(urgent)
    this.#askForMore()
    void this.#work()
  }

  #isPressed(lane: Lane): boolean {
    return this.#options.load(lane) >= PRESSING_LOAD
  }

  #askForMore(): void {
    const now = this.#options.elapsed()
    if (now - this.#askedAt < ASK_EVERY_MS) return
    this.#askedAt = now
    if (this.isHungry()) this.#options.hungry()
  }

  #pumpIn(waitMs: number, now: number): void {
    const at = now + waitMs
    if (this.#timer !== undefined && this.#timer.at <= at) return
    clearTimeout(this.#timer?.handle)
    const handle = setTimeout(() => {
      this.#timer = undefined
      this.resume()
    }, waitMs)
    this.#timer = { handle, at }
  }

  async #work(): Promise<void> {
    if (this.#working) return
    this.#working = true
    while (this.#started.length > 0 || this.#answered.size > 0) {
      // All answers of this turn of the loop first: the requests that follow them are written together.
      await immediate()
      for (const gate of this.#answered) this.#pump(gate)
      this.#answered.clear()
      await this.#make(this.#started.splice(0, sliceSize(this.#options.load('transactional'))))
    }
    this.#working = false
  }

  async #make(slice: readonly Started[]): Promise<void> {
    const going = slice.filter((started) => this.#isGoing(started))
    const requests = await this.#options.maker.make(going.map(({ delivery }) => delivery))
    going.forEach((started, index) => {
      const request = requests[index]
      if (request !== undefined && 'origin' in request) this.#send(started, request)
      else this.#end(started, { ...NOT_BUILT, ...request })
    })
  }

  // Policy, at the last moment: not what was paused, held by its service, or left by its owner a moment ago, nor what
  // another worker may have taken over.
  #isGoing(started: Started): boolean {
    const { delivery } = started
    const decided = this.#options.isOver?.(delivery.due) ? 'over' : verdict(delivery.notification, this.#options.now())
    const heldUntil = this.#gates.heldUntil(delivery, this.#options.elapsed())
    if (decided === 'expired') {
      this.#end(started, { outcome: 'expired', reason: 'expired', status: null })
    } else if (decided !== 'send' || delivery.signal.aborted || this.#stopped !== undefined) {
      this.#end(started, 'held')
    } else if (heldUntil !== undefined) {
      this.#end(started, { until: heldUntil })
    } else {
      return true
    }
    return false
  }

  // No async function: its frame would be kept for each request under way.
  #send(started: Started, request: PushRequest): void {
    const sentAt = this.#options.elapsed()
    void this.#options.send(request, this.#sending).then((answer) => this.#answer(started, answer, sentAt))
  }

  #answer(started: Started, answer: PushAnswer, sentAt: number): void {
    const took = this.#options.elapsed() - sentAt
    this.#sendTimes.add(started.gate.service, took)
    if (answer.kind === 'failure' && answer.reason === 'aborted' && this.#abort.signal.aborted) {
      return this.#end(started, 'held')
    }
    const classified = classify(answer, started.gate.service, this.#options.now())
    const { outcome, reason, retryAfterMs, clockOffMs } = classified
    const [status, detail] = answer.kind === 'response' ? [answer.status] : [null, answer.message]
    this.#end(started, { outcome, reason, status, retryAfterMs, detail, clockOffMs }, classified, took)
    this.#answered.add(started.gate)
    void this.#work()
  }

  #end(
    { delivery, gate }: Started,
    result: DeliveryResult | Exclude<DeliveryEnd, 'recorded'>,
    answer?: Classification,
    took?: number,
  ): void {
    this.#inFlight -= 1
    this.#gates.ended(gate, delivery, answer, this.#options.elapsed(), took)
    const next = this.#strangers.ended(gate)
    if (next !== undefined) this.#answered.add(next)
    if (typeof result === 'object' && 'outcome' in result) this.#record(delivery, result)
    else delivery.ended(result)
    if (this.#inFlight === 0) this.#stopped?.resolve()
  }

  #record(delivery: Delivery, result: DeliveryResult): void {
    this.#options.record(delivery, result)
    delivery.ended('recorded')
  }

  #leave(delivery: Delivery, end: DeliveryEnd): void {
    this.#waiting -= 1
    delivery.ended(end)
  }

  #onTick(): void {
    this.#holdWaiting(isStopped)
    this.#strangers.tick()
    const putOff = (delivery: Delivery, until: number) => this.#leave(delivery, { until })
    this.#gates.tick(this.#options.elapsed(), this.#isPressed('bulk'), putOff, this.#options.now())
    this.resume()
    this.#askForMore()
  }
}
