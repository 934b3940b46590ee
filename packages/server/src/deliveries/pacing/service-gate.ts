import type { Classification } from '@belfry/web-push'
import { LANES, type Lane } from '../../database/schema.ts'
import { STREAMS } from '../repeat-window.ts'
import type { AdaptiveRate } from './adaptive-rate.ts'
import { createAdaptiveStreams } from './adaptive-streams.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'
import { createConnectionBreaks } from './connection-breaks.ts'
import { FairLine, type InLine } from './fair-line.ts'
import type { MinuteCeiling } from './minute-ceiling.ts'
import type { Pace } from './pace.ts'
import { createThroughput } from './throughput.ts'

/** The part of a delivery that a gate needs. */
export interface Waiting extends InLine {
  siteId: string
  lane: Lane
}

export interface ServiceGateOptions {
  breaker: CircuitBreaker
  rateOf: (siteId: string) => AdaptiveRate
  ceilingOf: (siteId: string) => MinuteCeiling | undefined
  random?: () => number
}

/** The delivery that may start now, or the wait before the next try (Infinity: until a request ends). */
export type Turn<Delivery> = { start: Delivery } | { waitMs: number }

interface SiteQueue<Delivery extends Waiting> {
  rate: AdaptiveRate
  ceiling: MinuteCeiling | undefined
  lanes: Record<Lane, FairLine<Delivery>>
}

// A shorter pause than this is waited for.
const SHORT_PAUSE_MS = 2000
// Under pressure a gate keeps the deliveries that it can start in this time, and the rest goes back to the queue.
const KEEP_MS = 2000
const KEEP_AT_LEAST = 4
// The gate wants so much work ahead of the requests under way.
const AHEAD_MS = 500
const CLOGGED = 10_000 / AHEAD_MS
// A busy service is tried again after this; randomness spreads the batches that come back.
const BUSY_MS = 2000
// Without any answer for so long, not even to the first of 80 requests, it hangs.
const STUCK_MS = 300

/**
 * The gate to one push service, by origin: at most so many requests at once, none while its circuit is open, and at the
 * rate that it allows each site. It decides and counts; it sends nothing and has no clock, so that it can be tested.
 */
export class ServiceGate<Delivery extends Waiting> {
  readonly #breaker: CircuitBreaker
  readonly #options: ServiceGateOptions
  readonly #random: () => number
  readonly #streams = createAdaptiveStreams(STREAMS.bulk)
  readonly #throughput = createThroughput()
  readonly #breaks = createConnectionBreaks()
  readonly #sites = new Map<string, SiteQueue<Delivery>>()
  readonly #found: SiteQueue<Delivery>[] = []
  readonly #waiting: Record<Lane, number> = { transactional: 0, bulk: 0 }
  #inFlight = 0
  #endedAt = 0
  #turn = 0

  constructor(options: ServiceGateOptions) {
    this.#options = options
    this.#breaker = options.breaker
    this.#random = options.random ?? Math.random
  }

  get inFlight(): number {
    return this.#inFlight
  }

  get waiting(): number {
    return this.#waiting.transactional + this.#waiting.bulk
  }

  /** Sites that are slowed down. */
  slowed(now: number): number {
    const all = [...this.#sites.values()]
    return all.filter(({ rate }) => rate.perSecond < Infinity || rate.pausedUntil > now).length
  }

  get state(): CircuitBreaker['state'] {
    return this.#breaker.state
  }

  /** Its present and possible pace, to decide whether more work is wanted. */
  pace(now: number): Pace {
    let soon = 0
    for (const { rate, ceiling, lanes } of this.#sites.values()) {
      const waiting = lanes.transactional.length + lanes.bulk.length
      soon += Math.min(waiting, ahead(Math.min(rate.perSecond, ceiling?.perSecond ?? Infinity)))
    }
    soon = Math.min(soon, ahead(this.#speed(now)))
    const isClogged = this.waiting > soon * CLOGGED
    const { flow } = this.#throughput
    return { soon, isClogged, flow, isActive: flow > 0.1 || this.#inFlight > 0 }
  }

  /** Whether it is in the state of a new gate: nothing is under way, and no complaint holds. */
  isBlank(now: number): boolean {
    this.#forget(now)
    return this.#sites.size === 0 && this.#inFlight === 0 && this.#breaker.state === 'closed'
  }

  /**
   * Takes a delivery in, or returns the time until which to postpone it. Under pressure it takes in only what it can
   * start soon: batches wait in memory for their last deliveries, and there is no room for more of them. Each
   * notification has its own share of that room: otherwise a large one would fill it and keep a small one out.
   */
  admit(delivery: Delivery, now: number, pressed: boolean): { until: number } | undefined {
    if (this.#breaker.state === 'open' && now < this.#breaker.retryAt) {
      return { until: this.#spread(this.#breaker.retryAt) }
    }
    const site = this.#siteOf(delivery.siteId)
    if (site.rate.pausedUntil > now + SHORT_PAUSE_MS) {
      return { until: this.#spread(site.rate.pausedUntil) }
    }
    const { lane } = delivery
    if (pressed && this.#isFull(site, delivery, now)) {
      return { until: this.#spread(now + BUSY_MS) }
    }
    site.lanes[lane].push(delivery, now)
    this.#waiting[lane] += 1
    return undefined
  }

  /**
   * The next delivery to start, transactional ones first, sites in turn, and in a site notifications. Each started one
   * must be ended.
   */
  next(now: number): Turn<Delivery> {
    let waitMs = Infinity
    for (const lane of LANES) {
      if (this.#waiting[lane] === 0) continue
      if (this.#inFlight >= this.#streamsOf(lane)) {
        this.#throughput.saturated(now)
        if (lane === 'bulk') this.#streams.reached()
        continue
      }
      const sites = this.#sitesWith(lane)
      for (let i = 0; i < sites.length; i += 1) {
        const site = sites[(this.#turn + i) % sites.length] as SiteQueue<Delivery>
        const wait = this.#waitOf(site, lane, now)
        if (wait > 0) {
          waitMs = Math.min(waitMs, wait)
        } else if (this.#breaker.pass(now)) {
          this.#turn += i + 1
          return { start: this.#start(site, lane, now) }
        } else {
          const untilProbe = this.#breaker.retryAt - now
          return { waitMs: untilProbe > 0 ? untilProbe : Infinity } // the probe is under way: wait for its end
        }
      }
    }
    return { waitMs }
  }

  /** A started delivery got its answer after so many milliseconds, or none (`undefined`: it was aborted here). */
  ended(delivery: Delivery, result: Classification | undefined, now: number, took?: number): void {
    this.#inFlight -= 1
    this.#throughput.count()
    this.#endedAt = now
    if (result === undefined || result.reason === 'aborted' || result.reason === 'blocked') {
      this.#breaker.abandoned()
      return
    }
    const { outcome, scope, retryAfterMs, reason } = result
    if (took !== undefined && outcome !== 'unreachable') this.#streams.answered(took)
    const ofService = scope === 'service'
    if (ofService && (outcome === 'throttled' || reason.startsWith('http-503'))) {
      this.#siteOf(delivery.siteId).rate.throttled(now, retryAfterMs)
    }
    const failed = ofService && (outcome === 'retry-later' || outcome === 'unreachable')
    if (failed) {
      const isClosed = this.#breaker.state === 'closed'
      if (!this.#breaks.isSame(reason, now, isClosed)) this.#breaker.failed(now)
    } else {
      if (this.#breaker.state !== 'closed') this.#throughput.forget()
      this.#breaker.succeeded()
    }
  }

  /**
   * Call every TICK_MS, with the wall-clock time as well: gives back deliveries with a long wait, with the time to come
   * again.
   */
  tick(now: number, pressed: boolean, time = now): { delivery: Delivery; until: number }[] {
    this.#throughput.tick(now)
    this.#streams.tick(now, time)
    this.#forget(now)
    const open = this.#breaker.state === 'open' && now < this.#breaker.retryAt
    return [...this.#sites.values()].flatMap((site) => {
      const pausedUntil = Math.max(open ? this.#breaker.retryAt : 0, site.rate.pausedUntil)
      const paused = pausedUntil > now + SHORT_PAUSE_MS || open
      const waited = pressed ? now - KEEP_MS : Number.NEGATIVE_INFINITY
      const back = this.#take(site, (line) => line.takeBefore(paused ? Infinity : waited))
      const from = paused ? pausedUntil : now + BUSY_MS
      return back.map((delivery) => ({ delivery, until: this.#spread(from) }))
    })
  }

  /** Gives back waiting deliveries of such notifications: in line they would still cost the others turns. */
  giveBackOf(isOver: (notification: Delivery['notification']) => boolean): Delivery[] {
    return [...this.#sites.values()].flatMap((site) => this.#take(site, (line) => line.takeOf(isOver)))
  }

  #streamsOf(lane: Lane): number {
    return lane === 'bulk' ? this.#streams.limit : STREAMS.transactional
  }

  #siteOf(siteId: string): SiteQueue<Delivery> {
    let site = this.#sites.get(siteId)
    if (site === undefined) {
      site = {
        rate: this.#options.rateOf(siteId),
        ceiling: this.#options.ceilingOf(siteId),
        lanes: { transactional: new FairLine(), bulk: new FairLine() },
      }
      this.#sites.set(siteId, site)
    }
    return site
  }

  // In a reused list: this runs for every message.
  #sitesWith(lane: Lane): readonly SiteQueue<Delivery>[] {
    const found = this.#found
    found.length = 0
    for (const site of this.#sites.values()) {
      if (site.lanes[lane].length > 0) found.push(site)
    }
    return found
  }

  #isFull(site: SiteQueue<Delivery>, { lane, notification }: Delivery, now: number): boolean {
    const room = this.#room(site, lane, now)
    if (this.#waiting[lane] < room) return false
    let notifications = 0
    for (const { lanes } of this.#sites.values()) notifications += lanes[lane].notifications
    const own = site.lanes[lane].waitingOf(notification)
    const share = room / (own === 0 ? notifications + 1 : notifications)
    return own >= Math.max(KEEP_AT_LEAST, Math.floor(share))
  }

  #room({ rate, ceiling }: SiteQueue<Delivery>, lane: Lane, now: number): number {
    const ofSite = lane === 'bulk' ? Math.min(rate.perSecond, ceiling?.perSecond ?? Infinity) : Infinity
    const soon = (Math.min(this.#speed(now), ofSite) * KEEP_MS) / 1000
    return Math.max(KEEP_AT_LEAST, soon)
  }

  #speed(now: number): number {
    const hangs = this.#inFlight >= this.#streams.limit && now - this.#endedAt > STUCK_MS
    return hangs ? 0 : this.#throughput.bound(now)
  }

  // The ceiling delays only bulk. A reply to a person counts, but does not wait.
  #waitOf({ rate, ceiling }: SiteQueue<Delivery>, lane: Lane, now: number): number {
    const wait = rate.wait(now)
    return lane === 'bulk' ? Math.max(wait, ceiling?.wait(now) ?? 0) : wait
  }

  #start(site: SiteQueue<Delivery>, lane: Lane, now: number): Delivery {
    site.rate.count(now)
    site.ceiling?.count(now)
    this.#waiting[lane] -= 1
    this.#inFlight += 1
    if (this.#inFlight === 1) this.#endedAt = now
    return site.lanes[lane].shift() as Delivery
  }

  #take(site: SiteQueue<Delivery>, from: (line: FairLine<Delivery>) => Delivery[]): Delivery[] {
    return LANES.flatMap((lane) => {
      const back = from(site.lanes[lane])
      this.#waiting[lane] -= back.length
      return back
    })
  }

  // An idle site without a limit is like a new one.
  #forget(now: number): void {
    for (const [siteId, { rate, lanes }] of this.#sites) {
      const idle = lanes.transactional.length === 0 && lanes.bulk.length === 0
      if (idle && rate.perSecond === Infinity && rate.pausedUntil < now) this.#sites.delete(siteId)
    }
  }

  #spread(time: number): number {
    return time + Math.floor(this.#random() * BUSY_MS)
  }
}

const ahead = (perSecond: number) => (perSecond * AHEAD_MS) / 1000
