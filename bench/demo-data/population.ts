import { DEVICE_WEIGHTS } from './devices.ts'
import { DAY, HOUR, HOURS, startOf, weightOfDay, type DemoPlan } from './plan.ts'
import { chance, placeOf, shares } from './random.ts'
import { DEMO_TOPICS } from './topics.ts'

/** How a subscription ends. */
export const LEAVINGS = ['gone', 'unsubscribed', 'aged'] as const
export const GONE = 0

/** The people and their browsers, by their places; times are milliseconds, 0 is never. A million take 90 MB. */
export interface Population {
  people: number
  bornAt: Float64Array
  /** Topics that a person turned on, a bit each. */
  topics: Uint8Array
  /** The one that they turned off again; -1: none. */
  offTopic: Int8Array
  offAt: Float64Array
  /** Their first and second browser; -1: none. */
  browsers: readonly [Int32Array, Int32Array]
  subscriptions: number
  owner: Int32Array
  madeAt: Float64Array
  /** Places of DEVICES. */
  device: Uint8Array
  /** When the browser is no longer there: Belfry learns of `gone` at the next message. */
  leavesAt: Float64Array
  leavesBy: Uint8Array
  /** When Belfry knew. */
  endedAt: Float64Array
  acceptedAt: Float64Array
}

const SECOND_BROWSERS = 0.1
const LEAVE_IN_A_YEAR = 0.17
const AGED_AFTER = 180 * DAY
const SALT = { born: 1, topic: 2, off: 20, second: 31, device: 32, leaves: 33, by: 34, when: 35 } as const

/** Who subscribes in the days of a plan, and who leaves again. */
export function makePopulation(plan: DemoPlan): Population {
  const { subscribers: people, seed, now } = plan
  const bornAt = birthsOf(plan)
  const { owner, madeAt } = browsersOf(plan, bornAt)
  const subscriptions = owner.length
  const population: Population = {
    people,
    bornAt,
    topics: new Uint8Array(people),
    offTopic: new Int8Array(people).fill(-1),
    offAt: new Float64Array(people),
    browsers: browsersByOwner(owner, people),
    subscriptions,
    owner,
    madeAt,
    device: new Uint8Array(subscriptions),
    leavesAt: new Float64Array(subscriptions),
    leavesBy: new Uint8Array(subscriptions),
    endedAt: new Float64Array(subscriptions),
    acceptedAt: new Float64Array(subscriptions),
  }
  for (let person = 0; person < people; person += 1) choose(population, person, plan)
  for (let place = 0; place < subscriptions; place += 1) {
    population.device[place] = placeOf(DEVICE_WEIGHTS, chance(seed, place, SALT.device))
    const lived = now - (madeAt[place] ?? now)
    if (chance(seed, place, SALT.leaves) > LEAVE_IN_A_YEAR * partOfYear(lived)) continue
    const by = placeOf([0.62, 0.3, lived > AGED_AFTER ? 0.08 : 0], chance(seed, place, SALT.by))
    const after = by === 2 ? AGED_AFTER : 0
    const leaves = (madeAt[place] ?? 0) + after + (lived - after) * chance(seed, place, SALT.when)
    population.leavesAt[place] = Math.floor(leaves)
    population.leavesBy[place] = by
    // A browser is gone when a push service says so.
    if (by !== GONE) population.endedAt[place] = population.leavesAt[place] ?? 0
  }
  return population
}

/** More each month, more in the evening: in the order of time. */
function birthsOf({ subscribers, days, seed, ...plan }: DemoPlan): Float64Array {
  const start = startOf({ subscribers, days, seed, ...plan })
  const weights = Array.from({ length: days + 1 }, (_, day) => {
    const share = day < days ? 1 : (plan.now % DAY) / DAY
    return share * weightOfDay(start + day * DAY) * (0.6 + (0.8 * day) / Math.max(1, days))
  })
  const born = new Float64Array(subscribers)
  let next = 0
  for (const [day, count] of shares(subscribers, weights).entries()) {
    const until = day < days ? 24 : Math.floor((plan.now % DAY) / HOUR) + 1
    const first = next
    for (const [hour, some] of shares(count, HOURS.slice(0, until)).entries()) {
      for (let one = 0; one < some; one += 1) {
        const from = start + day * DAY + hour * HOUR
        born[next] = Math.floor(from + chance(seed, next, SALT.born) * Math.min(HOUR, plan.now - from))
        next += 1
      }
    }
    born.subarray(first, next).sort()
  }
  return born
}

/** Some have a second browser, some days later: both in the order of time. */
function browsersOf({ seed, now }: DemoPlan, bornAt: Float64Array): { owner: Int32Array; madeAt: Float64Array } {
  const second: { owner: number; at: number }[] = []
  for (const [owner, born] of bornAt.entries()) {
    if (chance(seed, owner, SALT.second) >= SECOND_BROWSERS) continue
    const at = Math.floor(born + HOUR + chance(seed, owner, SALT.second + 100) * 40 * DAY)
    if (at < now) second.push({ owner, at })
  }
  second.sort((a, b) => a.at - b.at)
  const count = bornAt.length + second.length
  const [owner, madeAt] = [new Int32Array(count), new Float64Array(count)]
  let [first, other] = [0, 0]
  for (let place = 0; place < count; place += 1) {
    const next = second[other]
    const born = bornAt[first]
    if (next !== undefined && (born === undefined || next.at < born)) {
      owner[place] = next.owner
      madeAt[place] = next.at
      other += 1
    } else {
      owner[place] = first
      madeAt[place] = born ?? 0
      first += 1
    }
  }
  return { owner, madeAt }
}

function browsersByOwner(owner: Int32Array, people: number): Population['browsers'] {
  const [first, second] = [new Int32Array(people).fill(-1), new Int32Array(people).fill(-1)]
  for (const [place, who] of owner.entries()) (first[who] === -1 ? first : second)[who] = place
  return [first, second]
}

function choose(population: Population, person: number, { seed, now }: DemoPlan): void {
  const born = population.bornAt[person] ?? 0
  let chosen = 0
  for (const [place, { wanted, tiring }] of DEMO_TOPICS.entries()) {
    if (chance(seed, person, SALT.topic + place) >= wanted) continue
    chosen |= 1 << place
    const lived = now - born
    if (population.offTopic[person] !== -1) continue
    if (chance(seed, person, SALT.off + place) > tiring * partOfYear(lived)) continue
    population.offTopic[person] = place
    population.offAt[person] = Math.floor(born + lived * chance(seed, person, SALT.off + 10 + place))
  }
  population.topics[person] = chosen
}

// Most of those who leave do it early.
function partOfYear(ms: number): number {
  return Math.sqrt(ms / (365 * DAY))
}
