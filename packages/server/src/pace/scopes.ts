import type { Pace, SitePaces } from './pace.ts'
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

function caps({ perDay, perWeek }: Pace): boolean {
  return perDay !== null || perWeek !== null
}
