import { createECDH, createHash, hash } from 'node:crypto'
import { DEVICES, PLACES } from './devices.ts'
import { DAY, type DemoPlan } from './plan.ts'
import { LEAVINGS, type Population } from './population.ts'
import { chance, placeOf } from './random.ts'
import { DEMO_TOPICS } from './topics.ts'

/** What the rows are part of; `firstPerson` and `firstBrowser`: the ids of place 0. */
export interface RowsContext {
  site: string
  keyId: string
  firstPerson: number
  firstBrowser: number
}

const SALT = { place: 51, anonymous: 52, seen: 53, quiet: 54 } as const
const ANONYMOUS = 0.18
const QUIET = 0.04
const KEY_PAIRS = 200
const SEEN_WITHIN = 9 * DAY
const UNSEEN_AT_MOST = 55 * DAY
const ORDER = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex')

/** Rows of belfry.subscribers. */
export function subscriberRows(plan: DemoPlan, population: Population, context: RowsContext, places: Places) {
  return listed(places, (person) => {
    const [, locale, zone] = PLACES[placeOfPerson(plan, person)] ?? PLACES[0] ?? []
    const born = population.bornAt[person] ?? 0
    const seen = Math.max(born, ...population.browsers.map((own) => seenAt(plan, population, own[person] ?? -1)))
    return [context.firstPerson + person, context.site, nameOf(plan, person) ?? null, locale, zone, born, seen]
  })
}

/** The site's own id of a person, who exists nowhere; some have none. */
export function nameOf({ seed }: Pick<DemoPlan, 'seed'>, person: number): string | undefined {
  if (chance(seed, person, SALT.anonymous) < ANONYMOUS) return undefined
  return `customer-${String(10_000_000 + person * 7).slice(-8)}`
}

/** Rows of belfry.preferences. */
export function preferenceRows(_: DemoPlan, population: Population, context: RowsContext, places: Places) {
  return listed(places, (person) => person).flatMap((person) =>
    DEMO_TOPICS.flatMap(({ id }, topic) => {
      if (((population.topics[person] ?? 0) & (1 << topic)) === 0) return []
      const isOff = population.offTopic[person] === topic
      const at = (isOff ? population.offAt : population.bornAt)[person]
      return [[context.site, id, context.firstPerson + person, isOff ? 0 : 1, at]]
    }),
  )
}

/** Rows of belfry.delivery_preferences: some have quiet hours. */
export function wishRows({ seed }: DemoPlan, population: Population, context: RowsContext, places: Places) {
  return listed(places, (person) => person).flatMap((person) => {
    if (chance(seed, person, SALT.quiet) >= QUIET) return []
    return [[context.firstPerson + person, 22 * 60, 7 * 60, 'full', population.bornAt[person]]]
  })
}

/** Rows of belfry.subscriptions. Their endpoints are on hosts that no name server knows (RFC 2606). */
export function subscriptionRows(plan: DemoPlan, population: Population, context: RowsContext, places: Places) {
  const keys = keysOf(plan.seed)
  return listed(places, (place) => {
    const device = DEVICES[population.device[place] ?? 0]
    const owner = population.owner[place] ?? 0
    const token = hash('sha512', `${plan.seed} ${place}`, 'base64url')
    const endpoint = `https://${device?.push_service}.sample.invalid/send/${token.slice(0, 22)}:APA91b${token}`
    const digest = createHash('sha256').update(endpoint).digest()
    const [, locale, zone] = PLACES[placeOfPerson(plan, owner)] ?? PLACES[0] ?? []
    const made = population.madeAt[place] ?? 0
    const ended = population.endedAt[place] ?? 0
    const [seen, accepted] = [seenAt(plan, population, place), population.acceptedAt[place]]
    return [
      context.firstBrowser + place,
      context.site,
      context.firstPerson + owner,
      digest.subarray(0, 16),
      endpoint,
      keys[place % KEY_PAIRS],
      digest.subarray(16),
      context.keyId,
      device?.push_service,
      ended === 0 ? 'active' : 'retired',
      ended === 0 ? null : LEAVINGS[population.leavesBy[place] ?? 0],
      device?.browser,
      device?.browser_version,
      device?.os,
      device?.mobile,
      locale,
      zone,
      made,
      ended === 0 ? made : ended,
      seen,
      accepted === 0 ? null : accepted,
    ]
  })
}

/** From one place to another, which is not included. */
export interface Places {
  from: number
  to: number
}

function listed<Row>({ from, to }: Places, rowOf: (place: number) => Row): Row[] {
  return Array.from({ length: to - from }, (_, index) => rowOf(from + index))
}

const PLACE_WEIGHTS = PLACES.map(([weight]) => weight)

function placeOfPerson({ seed }: DemoPlan, person: number): number {
  return placeOf(PLACE_WEIGHTS, chance(seed, person, SALT.place))
}

/** A browser that is still there came by in the last weeks; 0 for none. */
function seenAt({ seed, now }: DemoPlan, population: Population, place: number): number {
  if (place === -1) return 0
  const [made, left] = [population.madeAt[place] ?? 0, population.leavesAt[place] ?? 0]
  const ago = -Math.log(1 - chance(seed, place, SALT.seen)) * SEEN_WITHIN
  const aged = LEAVINGS[population.leavesBy[place] ?? 0] === 'aged' ? 180 * DAY : 0
  return Math.floor(Math.max(made, (left === 0 ? now : left - aged) - Math.min(ago, UNSEEN_AT_MOST)))
}

// Points of the curve, as only a browser that has the private half could make: it is thrown away.
function keysOf(seed: number): Buffer[] {
  return Array.from({ length: KEY_PAIRS }, (_, place) => {
    const secret = createHash('sha256').update(`belfry sample ${seed} ${place}`).digest()
    if (secret.compare(ORDER) >= 0) secret[0] = 0
    const pair = createECDH('prime256v1')
    pair.setPrivateKey(secret)
    return pair.getPublicKey()
  })
}
