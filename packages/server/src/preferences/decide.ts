import type { Lane } from '../database/schema.ts'
import type { DeliveryPreferences } from './delivery-preferences.ts'
import type { TimeZone } from './local-time.ts'
import { quietUntil } from './quiet-hours.ts'

/** What a subscriber's preferences say about one delivery now; the reasons are stable words. */
export type Decision =
  | { kind: 'send' }
  | { kind: 'skip'; reason: 'paused' }
  | { kind: 'hold'; reason: 'paused' | 'quiet-hours'; until: number }
  | { kind: 'digest' }

const SEND: Decision = { kind: 'send' }

/**
 * Whether a message may be shown to this subscriber now. A pause counts for everything; quiet hours let through what a
 * person waits for, and so does a digest. Pure.
 *
 * @example
 * decide({ ...NO_PREFERENCES, pausedUntil: Infinity }, zone, 'bulk', now) // { kind: 'skip', reason: 'paused' }
 */
export function decide(preferences: DeliveryPreferences, zone: TimeZone, lane: Lane, now: number): Decision {
  const { pausedUntil, quietHours, digest } = preferences
  if (pausedUntil === Infinity) return { kind: 'skip', reason: 'paused' }
  if (pausedUntil !== null && pausedUntil > now) return { kind: 'hold', reason: 'paused', until: pausedUntil }
  if (lane === 'transactional') return SEND
  if (digest !== null) return { kind: 'digest' }
  if (quietHours === null) return SEND
  const until = quietUntil(quietHours, zone, now)
  return until > now ? { kind: 'hold', reason: 'quiet-hours', until } : SEND
}

/** When the next message that nobody waits for would be shown, and what keeps it until then. */
export type NextDelivery =
  { code: 'at-once' } | { code: 'paused-until-resumed' } | { code: 'paused' | 'quiet-hours' | 'digest'; at: number }

/** What would happen to a message that is sent now; `digestAt` tells the digest that one joins at a time. Pure. */
export function nextDelivery(
  wanted: DeliveryPreferences,
  zone: TimeZone,
  now: number,
  digestAt: (time: number) => number,
): NextDelivery {
  let preferences = wanted
  let found: NextDelivery = { code: 'at-once' }
  let at = now
  // A pause may end in quiet hours, and those do not end in a pause.
  for (;;) {
    const decision = decide(preferences, zone, 'bulk', at)
    if (decision.kind === 'skip') return { code: 'paused-until-resumed' }
    if (decision.kind === 'send') return found
    if (decision.kind === 'digest') {
      at = digestAt(at)
      found = { code: 'digest', at }
      // The digest itself waits for the end of a pause and of quiet hours, and for no other digest.
      preferences = { ...preferences, digest: null }
    } else {
      at = decision.until
      found = { code: decision.reason, at }
    }
  }
}
