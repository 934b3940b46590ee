import type { DeliveryGate, GateDecision, GateQuestion } from '../../deliveries/delivery-gate.ts'
import { markOf } from '../entries.ts'
import { minuteOf, timeOf } from '../local-days.ts'
import type { PaceStore } from '../pace-store.ts'
import type { SitePaces } from '../pace.ts'
import type { PersonalCaps } from '../personal-caps.ts'
import { personalScopes, scopesOf } from '../scopes.ts'
import type { OverCap, PlacesAsked, Scope } from '../take-places.ts'
import type { ReadDays } from '../time-zones.ts'

export interface PaceGateNeeds {
  store: PaceStore
  readDays: ReadDays
  /** The caps of a site as they are now; undefined where it has none. */
  pacesOf: (siteId: string) => SitePaces | undefined
  personal: PersonalCaps
}

/**
 * Keeps each person's messages within the caps of the site, of the topic, and their own. What is transactional passes,
 * and counts for nothing; so does a digest. Where there are no caps, it costs nothing.
 */
export function createPaceGate({ store, readDays, pacesOf, personal }: PaceGateNeeds): DeliveryGate {
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
    if (anybody === false && !hasCaps) return undefined
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

  async function allScopes(question: GateQuestion, anybody: boolean): Promise<readonly Scope[]> {
    const scopes = scopesFor(question)
    if (!anybody) return scopes
    const { notification, due, now } = question
    const [site, topic] = [notification.siteId, topicOf(notification)]
    const said = await personal.read({ site, topic, subscribers: due.map(({ subscriber }) => subscriber), now })
    const subscribers = new Set(due.map(({ subscriber }) => subscriber))
    const own = new Map([...said.own].filter(([subscriber]) => subscribers.has(subscriber)))
    const bored = new Set([...said.bored].filter((subscriber) => subscribers.has(subscriber)))
    return [...scopes, ...personalScopes(pacesOf(site), topic, { own, bored })]
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
