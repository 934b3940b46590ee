import { DAY, HOUR, startOf, type DemoPlan } from './plan.ts'
import { chance } from './random.ts'
import { DEMO_TOPICS, SERVICE_TEXTS } from './topics.ts'

/** A notification of the sample, before anybody gets it. */
export interface Planned {
  at: number
  /** Of DEMO_TOPICS; undefined: everybody. */
  topic: number | undefined
  /** To one person and not to all who want the topic. */
  isPersonal: boolean
  text: { title: string; body: string; action?: string }
  ttl: number
}

const MOST_PERSONAL_A_DAY = 20
const PEOPLE_FOR_ONE = 40
const SALT = { minute: 41, personal: 42 } as const
// A week's texts come again after some weeks.
const textOf = <Text>(texts: readonly Text[], turn: number) => texts[turn % texts.length] as Text

/** What is sent in the days of a plan, in the order of time. */
export function scheduleOf(plan: DemoPlan): Planned[] {
  const start = startOf(plan)
  const planned: Planned[] = []
  for (let day = 0; day <= plan.days; day += 1) {
    const at = start + day * DAY
    const date = new Date(at)
    for (const [topic, { days, hour, texts }] of DEMO_TOPICS.entries()) {
      if (!days.includes(date.getUTCDay())) continue
      const minute = Math.floor(chance(plan.seed, day, SALT.minute + topic) * 40)
      const sent = at + hour * HOUR + minute * 60_000
      planned.push({ at: sent, topic, isPersonal: false, text: textOf(texts, Math.floor(day / 7)), ttl: 2 * 86_400 })
    }
    if (date.getUTCDate() === 1) {
      const text = textOf(SERVICE_TEXTS, date.getUTCMonth())
      planned.push({ at: at + 11 * HOUR, topic: undefined, isPersonal: false, text, ttl: 7 * 86_400 })
    }
    planned.push(...personalOf(plan, at, day))
  }
  return planned.filter((one) => one.at < plan.now - 10 * 60_000).toSorted((a, b) => a.at - b.at)
}

function personalOf({ subscribers, seed }: DemoPlan, at: number, day: number): Planned[] {
  const topic = DEMO_TOPICS.findIndex(({ transactional }) => transactional)
  const count = Math.min(MOST_PERSONAL_A_DAY, Math.ceil(subscribers / PEOPLE_FOR_ONE / 10))
  return Array.from({ length: count }, (_, place) => ({
    at: Math.floor(at + (7 + 12 * chance(seed, day * 100 + place, SALT.personal)) * HOUR),
    topic,
    isPersonal: true,
    text: textOf(DEMO_TOPICS[topic]?.texts ?? [], place + day),
    ttl: 86_400,
  }))
}
