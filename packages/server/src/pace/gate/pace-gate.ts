import type { DeliveryGate, GateDecision, GateQuestion } from '../../deliveries/delivery-gate.ts'
import { markOf } from '../entries.ts'
import { minuteOf, timeOf } from '../local-days.ts'
import type { PaceStore } from '../pace-store.ts'
import type { SitePaces } from '../pace.ts'
import { scopesOf } from '../scopes.ts'
import type { OverCap, PlacesAsked, Scope } from '../take-places.ts'
import type { ReadDays } from '../time-zones.ts'

export interface PaceGateNeeds {
  store: PaceStore
  readDays: ReadDays
  /** The caps of a site as they are now; undefined where it has none. */
  pacesOf: (siteId: string) => SitePaces | undefined
}

/**
 * Keeps each person's messages within the caps of the site and of the topic. What is transactional passes, and counts
 * for nothing; so does a digest, and everything of a site without caps, at no cost.
 */
export function createPaceGate({ store, readDays, pacesOf }: PaceGateNeeds): DeliveryGate {
  const asked = (question: GateQuestion, scopes: readonly Scope[]) => placesAsked(question, scopes, readDays)
  return {
    decide(question) {
      const scopes = scopesFor(question, pacesOf)
      return scopes.length === 0 ? undefined : decide(question, scopes, store.take)
    },
    look(question) {
      const scopes = scopesFor(question, pacesOf)
      return scopes.length === 0 ? undefined : decide(question, scopes, store.look)
    },
    async giveBack(question) {
      const scopes = scopesFor(question, pacesOf)
      if (scopes.length > 0) await store.giveBack(await asked(question, scopes))
    },
  }

  async function decide(question: GateQuestion, scopes: readonly Scope[], ask: PaceStore['take']) {
    const over = await ask(await asked(question, scopes))
    if (over.size === 0) return undefined
    return question.due.map(({ subscriber }) => decisionOn(over.get(subscriber), question.notification.expiresAt))
  }
}

/** The caps that a notification meets. */
function scopesFor(
  { notification: { lane, siteId, audience } }: Pick<GateQuestion, 'notification'>,
  pacesOf: PaceGateNeeds['pacesOf'],
): readonly Scope[] {
  if (lane === 'transactional' || audience.kind === 'digest') return []
  return scopesOf(pacesOf(siteId), audience.kind === 'topic' ? audience.value : undefined)
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
