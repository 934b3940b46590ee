import { latencyKind, OUTCOME_KINDS } from '../../packages/server/src/statistics/rollup/kinds.ts'
import { DEVICES, type Device } from './devices.ts'
import { HOUR, type DemoPlan } from './plan.ts'
import { GONE, type Population } from './population.ts'
import { chance } from './random.ts'
import type { Planned } from './schedule.ts'
import { Tally, TOLD } from './tally.ts'
import { DEMO_TOPICS } from './topics.ts'

/** A delivery: the place of its subscription, and how it ended. */
export type DeliveryRow = [
  place: number,
  outcome: string,
  reason: string | null,
  status: number | null,
  attempts: number,
  at: number,
]
export type ToldRow = [place: number, kind: number, device: number, at: number]

/** What became of one notification. */
export interface Delivered {
  audience: number
  outcomes: Record<string, number>
  tally: Tally
  finishedAt: number
  /** Empty unless asked for. */
  deliveries: DeliveryRow[]
  told: ToldRow[]
}

const STARTED_AFTER = 350
const A_MILLISECOND = 11
const RETRIED_AFTER = 45_000
const DISPLAY_WITHIN = 40 * 60_000
const LATEST_REPORT = 150 * HOUR
const OPPORTUNITIES = { action: 0.25, closed: 0.34, irrelevant: 0.0012 }

/**
 * Sends one notification to a population: who is in its audience, how each delivery ends, and what people do. Ends the
 * subscriptions that a push service calls gone. `keeps`: the rows of single deliveries and reports are wanted.
 */
export function deliver(
  plan: DemoPlan,
  population: Population,
  notification: Planned & { turn: number; person?: number },
  keeps: { deliveries: boolean; told: boolean },
): Delivered {
  const { at: sent, turn, person } = notification
  const tally = new Tally(Math.floor(sent / HOUR))
  const result: Delivered = { audience: 0, outcomes: {}, tally, finishedAt: sent, deliveries: [], told: [] }
  const { subscriptions, browsers, madeAt, device: devices } = population
  let position = 0
  const visit = (place: number): void => {
    if (place === -1 || (madeAt[place] ?? 0) >= sent || !isMeant(population, place, notification)) return
    position += 1
    const device = devices[place] ?? 0
    const row = end(plan, population, { place, turn }, sent + STARTED_AFTER + position / A_MILLISECOND)
    const [, outcome, , , attempts, at] = row
    const hour = Math.floor(at / HOUR)
    result.outcomes[outcome] = (result.outcomes[outcome] ?? 0) + 1
    tally.add(hour, OUTCOME_KINDS[outcome as keyof typeof OUTCOME_KINDS], device)
    if (attempts > 1) tally.add(Math.floor((at - RETRIED_AFTER) / HOUR), retryOf(at), device)
    result.finishedAt = Math.max(result.finishedAt, at)
    if (keeps.deliveries) result.deliveries.push(row)
    if (outcome !== 'accepted') return
    tally.add(hour, latencyKind(at - sent), -1)
    population.acceptedAt[place] = at
    react(plan, notification, { place, device, at }, (kind, told) => {
      tally.add(Math.floor(told / HOUR), kind, device)
      if (keeps.told) result.told.push([place, kind, DEVICES[device]?.code ?? 0, told])
    })
  }
  if (person !== undefined) for (const own of browsers) visit(own[person] ?? -1)
  // In the order of time: whoever comes later is not meant.
  else for (let place = 0; place < subscriptions && (madeAt[place] ?? 0) < sent; place += 1) visit(place)
  result.audience = position
  return result
}

function isMeant(
  { owner, topics, offTopic, offAt, endedAt }: Population,
  place: number,
  { topic, at }: Planned,
): boolean {
  const who = owner[place] ?? 0
  const ended = endedAt[place] ?? 0
  if (ended !== 0 && ended < at) return false
  if (topic === undefined) return true
  if (((topics[who] ?? 0) & (1 << topic)) === 0) return false
  return offTopic[who] !== topic || (offAt[who] ?? 0) > at
}

function end(
  { seed }: DemoPlan,
  { leavesAt, leavesBy, endedAt }: Population,
  { place, turn }: { place: number; turn: number },
  moment: number,
): DeliveryRow {
  const at = Math.floor(moment)
  const luck = chance(seed + 1, place, turn)
  const left = leavesAt[place] ?? 0
  if (left !== 0 && left < at && leavesBy[place] === GONE) {
    endedAt[place] = at
    return [place, 'gone', null, 410, 1, at]
  }
  if (luck < 0.0004) return [place, 'expired', 'expired', null, 3, at + RETRIED_AFTER]
  if (luck < 0.001) return [place, 'skipped', 'left-audience', null, 1, at]
  if (luck < 0.0055) return [place, 'accepted', null, 201, 2, at + RETRIED_AFTER]
  return [place, 'accepted', null, 201, 1, at]
}

function retryOf(at: number): number {
  return at % 3 === 0 ? OUTCOME_KINDS['retry-later'] : OUTCOME_KINDS.throttled
}

function react(
  { seed, now }: DemoPlan,
  { turn, topic, text, ttl }: Planned & { turn: number },
  { place, device, at }: { place: number; device: number; at: number },
  tell: (kind: number, at: number) => void,
): void {
  const { displayed, clicks } = DEVICES[device] as Device
  const luck = chance(seed + 2, place, turn)
  const delay = -Math.log(1 - chance(seed + 3, place, turn)) * DISPLAY_WITHIN
  const shown = Math.floor(at + 900 + Math.min(delay, ttl * 1000, LATEST_REPORT))
  if (shown > now || luck > (displayed || 0.6)) return
  if (displayed > 0) tell(TOLD.displayed, shown)
  const acts = chance(seed + 4, place, turn)
  const clicked = (topic === undefined ? 0.02 : (DEMO_TOPICS[topic]?.clicked ?? 0)) * clicks
  const then = shown + 4000 + Math.floor(luck * 600_000)
  if (then > now) return
  if (acts < clicked) {
    tell(text.action !== undefined && acts < clicked * OPPORTUNITIES.action ? TOLD.action : TOLD.clicked, then)
  } else if (displayed > 0 && acts > 1 - OPPORTUNITIES.closed) tell(TOLD.closed, then)
  else if (displayed > 0 && acts > 0.5 && acts < 0.5 + OPPORTUNITIES.irrelevant) tell(TOLD.irrelevant, then)
}
