import {
  checkEndpoint,
  identifyPushService,
  isNamedPushService,
  type Classification,
  type PushServiceName,
} from '@belfry/web-push'
import { createAdaptiveRate } from './adaptive-rate.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'
import type { Delivery } from '../delivery.ts'
import { createHeldSubscriptions } from './held-subscriptions.ts'
import type { MinuteCeiling } from './minute-ceiling.ts'
import { ServiceGate } from './service-gate.ts'

/** The gate to one origin, and its push service. */
export interface Gate {
  origin: string
  service: PushServiceName
  /** Why nothing is ever sent there. */
  fault: string | undefined
  /** Never answered yet, and neither a push service's full name nor allowed by the operator. */
  isStranger: boolean
  way: ServiceGate<Delivery>
}

export interface GateEvent {
  name: 'circuit-opened' | 'circuit-closed' | 'service-throttled'
  service: PushServiceName
  siteId: string
  reason: string
}

export interface ServiceGatesOptions {
  /** Hosts beside the known push services, as for `checkEndpoint`. */
  allow?: readonly string[]
  /** Messages a minute of a site, in this engine; unlimited without it. */
  ceilingOf?: (siteId: string) => MinuteCeiling
  report: (event: GateEvent) => void
  random: () => number
}

/** The state of all origins of one push service together. */
export interface ServiceFigures {
  service: PushServiceName
  inFlight: number
  waiting: number
  /** Origins that are held back. */
  circuitsOpen: number
  /** Sites that it has slowed down at present. */
  slowed: number
}

export interface ServiceGates {
  figures(now: number): ServiceFigures[]
  of(delivery: Delivery, now: number): Gate
  all(): Iterable<Gate>
  /** The time before which its push service wants no message for this one subscription. */
  heldUntil(delivery: Delivery, now: number): number | undefined
  /** `tookMs`: from the request to its answer. */
  ended(gate: Gate, delivery: Delivery, result: Classification | undefined, now: number, tookMs?: number): void
  /** Call every TICK_MS: passes deliveries with a long wait to `putOff`, and drops idle gates. `time`: by wall clock. */
  tick(now: number, pressed: boolean, putOff: (delivery: Delivery, until: number) => void, time?: number): void
}

const IDLE_MS = 10 * 60_000
// Far more than there are push services. Endpoints come from browsers: invented hosts below a push service's domain
// must not cost 3 kB each without limit.
const MAX_GATES = 1000
const MAX_KNOWN = 1000
// Chrome lets even a site that it slows down send 1,000 a minute; a little less is always safe (decision 0011).
const FCM_FLOOR = 15

/** One gate for each origin that is sent to. */
export function createServiceGates(options: ServiceGatesOptions): ServiceGates {
  const { allow = [], ceilingOf = () => undefined, report, random } = options
  const gates = new Map<string, Gate & { usedAt: number }>()
  const held = createHeldSubscriptions()
  const known = new Set<string>()
  const named = new Set(allow.map((entry) => entry.toLowerCase().replace(/:443$/, '')))

  // The present allow-list counts, not that of the day of the subscription.
  function make(origin: string): Gate & { usedAt: number } {
    const check = checkEndpoint(`${origin}/`, { allow })
    const service = check.ok ? check.service : serviceOf(origin)
    const host = URL.parse(origin)?.host ?? ''
    const isNamed = isNamedPushService(host) || named.has(host)
    const isStranger = !isNamed && !known.has(origin)
    const way = new ServiceGate<Delivery>({
      breaker: createCircuitBreaker({ random, threshold: () => (gate.isStranger ? 1 : 10) }),
      rateOf: () => createAdaptiveRate(service === 'fcm' ? { floor: FCM_FLOOR } : {}),
      ceilingOf,
      random,
    })
    const gate: Gate & { usedAt: number } = {
      origin,
      service,
      fault: check.ok ? undefined : check.code,
      isStranger,
      way,
      usedAt: 0,
    }
    return gate
  }

  function meet(gate: Gate): void {
    gate.isStranger = false
    if (known.size >= MAX_KNOWN) known.clear()
    known.add(gate.origin)
  }

  function makeRoom(now: number): void {
    if (gates.size < MAX_GATES) return
    let idle: string | undefined
    for (const [origin, { way }] of gates) {
      if (way.isBlank(now)) {
        gates.delete(origin)
        return
      }
      if (way.waiting === 0 && way.inFlight === 0) idle = origin
    }
    // Gates with a delivery stay: they are no more than the deliveries in memory. The newest of the others goes,
    // because the real services were there before any made-up hosts.
    if (idle !== undefined) gates.delete(idle)
  }

  return {
    of({ due: { endpoint } }, now) {
      // Not `new URL(endpoint).origin`: an endpoint was parsed at its registration, and this runs a million times.
      const slash = endpoint.indexOf('/', 'https://'.length)
      const origin = slash === -1 ? endpoint : endpoint.slice(0, slash)
      let gate = gates.get(origin)
      if (gate === undefined) {
        makeRoom(now)
        gates.set(origin, (gate = make(origin)))
      }
      return gate
    },
    all: () => gates.values(),
    figures(now) {
      const services = Map.groupBy(gates.values(), ({ service }) => service)
      return Array.from(services, ([service, own]) => {
        const sum = (of: (way: ServiceGate<Delivery>) => number) => own.reduce((total, { way }) => total + of(way), 0)
        return {
          service,
          inFlight: sum((way) => way.inFlight),
          waiting: sum((way) => way.waiting),
          circuitsOpen: sum((way) => Number(way.state !== 'closed')),
          slowed: sum((way) => way.slowed(now)),
        }
      })
    },
    heldUntil: ({ due }, now) => held.until(due.subscription, now),
    ended(gate, delivery, result, now, tookMs) {
      const { service, way } = gate
      const before = way.state
      if (gate.isStranger && result !== undefined && isAnswer(result)) meet(gate)
      way.ended(delivery, result, now, tookMs)
      if (result === undefined) return
      const { siteId } = delivery
      const { outcome, scope, reason, retryAfterMs } = result
      // Not for each failed probe, once a minute while it lasts.
      if (before === 'closed' && way.state === 'open') {
        report({ name: 'circuit-opened', service, siteId, reason })
      }
      if (before !== 'closed' && way.state === 'closed') {
        report({ name: 'circuit-closed', service, siteId, reason })
      }
      if (outcome === 'throttled' && scope === 'subscription') {
        held.hold(delivery.due.subscription, retryAfterMs, now)
      }
      if (outcome === 'throttled' && scope === 'service') {
        report({ name: 'service-throttled', service, siteId, reason })
      }
    },
    tick(now, pressed, putOff, time = now) {
      for (const [origin, gate] of gates) {
        const { way } = gate
        for (const { delivery, until } of way.tick(now, pressed, time)) putOff(delivery, until)
        if (way.waiting > 0 || way.inFlight > 0 || way.state !== 'closed') gate.usedAt = now
        else if (gate.usedAt === 0) gate.usedAt = now
        else if (now - gate.usedAt > IDLE_MS && way.isBlank(now)) gates.delete(origin)
      }
    },
  }
}

function isAnswer({ outcome, reason }: Classification): boolean {
  return outcome !== 'unreachable' && reason !== 'aborted' && reason !== 'blocked'
}

function serviceOf(origin: string): PushServiceName {
  const url = URL.parse(origin)
  return url === null ? 'other' : identifyPushService(url)
}
