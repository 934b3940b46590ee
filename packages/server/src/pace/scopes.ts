import { fewer } from './fewer.ts'
import { USUAL_PACE, type Caps, type SitePaces } from './pace.ts'
import type { Scope } from './take-places.ts'

const NONE: readonly Scope[] = []

/**
 * The caps that a notification meets: those of its site, and of its topic, which also says what becomes of the rest.
 * None where neither has any.
 */
export function scopesOf(paces: SitePaces | undefined, topic: string | undefined): readonly Scope[] {
  if (paces === undefined) return NONE
  const ofTopic = topic === undefined ? undefined : paces.topics[topic]
  const { site } = paces
  const scopes: Scope[] = []
  if (site !== null && caps(site))
    scopes.push({ topic: '', pace: ofTopic ? { ...site, excess: ofTopic.excess } : site })
  if (topic !== undefined && ofTopic !== undefined && caps(ofTopic)) scopes.push({ topic, pace: ofTopic })
  return scopes
}

/**
 * What people have said themselves, beside the caps of the site and the topic: all have to allow a message, so that the
 * strictest counts. `own` are their own caps, to `bored` fewer of the topic come, and to `silent` fewer of the site.
 */
export function personalScopes(
  paces: SitePaces | undefined,
  topic: string | undefined,
  { own, bored, silent }: { own: ReadonlyMap<number, Caps>; bored: ReadonlySet<number>; silent: ReadonlySet<number> },
): readonly Scope[] {
  const ofTopic = topic === undefined ? undefined : paces?.topics[topic]
  const usual = paces?.site ?? USUAL_PACE
  const policy = { window: usual.window, excess: (ofTopic ?? usual).excess }
  const scopes: Scope[] = []
  if (own.size > 0) {
    const personal = { caps: own, reasonOf: (reason: string) => `own-${reason}` as 'own-cap-day' }
    scopes.push({ topic: PERSONAL, pace: { ...policy, ...highest([...own.values()]) }, personal })
  }
  const rule = paces?.silence?.rule
  if (rule !== undefined && silent.size > 0) {
    const caps = { perDay: null, perWeek: rule.perWeek }
    const personal = {
      caps: new Map([...silent].map((subscriber) => [subscriber, caps])),
      reasonOf: () => 'no-reaction' as const,
    }
    scopes.push({ topic: PERSONAL + PERSONAL, pace: { ...policy, ...caps }, personal })
  }
  const others = [ofTopic, paces?.site].find((pace) => pace && caps(pace))
  const less = others ? fewer(others) : undefined
  if (topic !== undefined && less !== undefined && bored.size > 0) {
    const personal = {
      caps: new Map([...bored].map((subscriber) => [subscriber, less])),
      reasonOf: () => 'not-relevant' as const,
    }
    scopes.push({
      topic: PERSONAL + topic,
      pace: { ...policy, ...less, window: others?.window ?? policy.window },
      personal,
    })
  }
  return scopes
}

/** Begins the name under which places of personal scopes are stored: no topic's id begins with it. */
export const PERSONAL = '*'

function highest(all: readonly Caps[]): Caps {
  const most = (caps: (number | null)[]) => Math.max(...caps.map((cap) => cap ?? 0)) || null
  return { perDay: most(all.map(({ perDay }) => perDay)), perWeek: most(all.map(({ perWeek }) => perWeek)) }
}

function caps({ perDay, perWeek }: Caps): boolean {
  return perDay !== null || perWeek !== null
}
