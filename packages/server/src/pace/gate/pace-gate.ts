import type { DeliveryGate, GateDecision, GateQuestion } from '../../deliveries/delivery-gate.ts'
import { markOf } from '../entries.ts'
import { minuteOf, timeOf } from '../local-days.ts'
import type { PaceStore } from '../pace-store.ts'
import type { Caps, SitePaces } from '../pace.ts'
import type { PersonalCaps } from '../personal-caps.ts'
import { personalScopes, scopesOf } from '../scopes.ts'
import type { SiteSilence } from '../silence.ts'
import type { OverCap, PlacesAsked, Scope } from '../take-places.ts'
import type { ReadDays } from '../time-zones.ts'

export interface PaceGateNeeds {
  store: PaceStore
  readDays: ReadDays
  /** The caps of a site as they are now; undefined where it has none. */
  pacesOf: (siteId: string) => SitePaces | undefined
  personal: PersonalCaps
  /** Of these subscribers, who never reacts; asked where the site has a rule. */
  readSilent: (silence: SiteSilence, subscribers: readonly number[], now: number) => Promise<ReadonlySet<number>>
}

const NOTHING_SAID = { own: new Map<number, Caps>(), bored: new Set<number>() }

/**
 * Keeps each person's messages within the caps of the site, of the topic, and their own, and those of people who never
 * react within the site's rule. What is transactional passes, and counts for nothing; so does a digest. Where there are
 * no caps, it costs nothing.
 */
export function createPaceGate({ store, readDays, pacesOf, personal, readSilent }: PaceGateNeeds): DeliveryGate {
  return {
    decide: (question) => answer(question, store.take),
    look: (question) => answer(question, store.look),
    async giveBack(question) {
      if (isExempt(question)) return
      const scopes = await allScopes(question, await personal.hasAnybody(scopesFor(question).length > 0))
      if (scopes.length > 0) await store.giveBack(await placesAsked(question, scopes, readDays))
    },
  }

  function answer(question: GateQuestion, ask: PaceStore['take']): ReturnType<DeliveryGate['decide']> {
    if (isExempt(question)) return undefined
    const hasCaps = scopesFor(question).length > 0
    const anybody = personal.hasAnybody(hasCaps)
    if (anybody === false && !hasCaps && silenceOf(question) === undefined) return undefined
    return decide(question, anybody, ask)
  }

  async function decide(question: GateQuestion, anybody: boolean | Promise<boolean>, ask: PaceStore['take']) {
    const scopes = await allScopes(question, await anybody)
    if (scopes.length === 0) return undefined
    const over = await ask(await placesAsked(question, scopes, readDays))
    if (over.size === 0) return undefined
    return question.due.map(({ subscriber }) => decisionOn(over.get(subscriber), question.notification.expiresAt))
  }

  function scopesFor({ notification }: GateQuestion): readonly Scope[] {
    return scopesOf(pacesOf(notification.siteId), topicOf(notification))
  }

  function silenceOf({ notification }: GateQuestion): SiteSilence | undefined {
    return pacesOf(notification.siteId)?.silence
  }

  async function allScopes(question: GateQuestion, anybody: boolean): Promise<readonly Scope[]> {
    const scopes = scopesFor(question)
    const silence = silenceOf(question)
    if (!anybody && silence === undefined) return scopes
    const { notification, due, now } = question
    const [site, topic] = [notification.siteId, topicOf(notification)]
    const subscribers = due.map(({ subscriber }) => subscriber)
    const said = anybody ? await personal.read({ site, topic, subscribers, now }) : NOTHING_SAID
    const asked = new Set(subscribers)
    const own = new Map([...said.own].filter(([subscriber]) => asked.has(subscriber)))
    const bored = new Set([...said.bored].filter((subscriber) => asked.has(subscriber)))
    const silent = silence === undefined ? new Set<number>() : await readSilent(silence, [...asked], now)
    return [...scopes, ...personalScopes(pacesOf(site), topic, { own, bored, silent })]
  }
}

/** What somebody waits for, and what is itself the rest of a day. */
function isExempt({ notification: { lane, audience } }: GateQuestion): boolean {
  return lane === 'transactional' || audience.kind === 'digest'
}

function topicOf({ audience }: GateQuestion['notification']): string | undefined {
  return audience.kind === 'topic' ? audience.value : undefined
}

async function placesAsked(
  { notification, due, now: ms }: GateQuestion,
  scopes: readonly Scope[],
  readDays: ReadDays,
): Promise<PlacesAsked> {
  const now = minuteOf(ms)
  // One person may have several browsers: the message counts once.
  const subscribers = [...new Set(due.map(({ subscriber }) => subscriber))]
  const isByCalendar = scopes.some(({ pace }) => pace.window === 'calendar')
  return {
    own: { mark: markOf(notification.number), since: Math.min(minuteOf(notification.createdAt), now) },
    subscribers,
    scopes,
    now,
    daysOf: isByCalendar ? await readDays(subscribers, now) : undefined,
  }
}

/** A message that would expire before its cap allows it is skipped at once, and says why. */
function decisionOn(over: OverCap | undefined, expiresAt: number): GateDecision | undefined {
  if (over === undefined) return undefined
  const { reason, excess } = over
  if (excess === 'digest') return { kind: 'digest' }
  const until = timeOf(over.until)
  return excess === 'hold' && until < expiresAt ? { kind: 'hold', reason, until } : { kind: 'skip', reason }
}
