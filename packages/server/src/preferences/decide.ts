import type { Lane } from '../database/schema.ts'
import type { DeliveryPreferences } from './delivery-preferences.ts'
import type { TimeZone } from './local-time.ts'
import { quietUntil } from './quiet-hours.ts'

/** What a subscriber's preferences say about one delivery now; the reasons are stable words. */
export type Decision =
  | { kind: 'send' }
  | { kind: 'skip'; reason: 'paused' }
  | { kind: 'hold'; reason: 'paused' | 'quiet-hours'; until: number }

const SEND: Decision = { kind: 'send' }

/**
 * Whether a message may be shown to this subscriber now. A pause counts for everything; quiet hours let through what a
 * person waits for. Pure.
 *
 * @example
 * decide({ ...NO_PREFERENCES, pausedUntil: Infinity }, zone, 'bulk', now) // { kind: 'skip', reason: 'paused' }
 */
export function decide(preferences: DeliveryPreferences, zone: TimeZone, lane: Lane, now: number): Decision {
  const { pausedUntil, quietHours } = preferences
  if (pausedUntil === Infinity) return { kind: 'skip', reason: 'paused' }
  if (pausedUntil !== null && pausedUntil > now) return { kind: 'hold', reason: 'paused', until: pausedUntil }
  if (quietHours === null || lane === 'transactional') return SEND
  const until = quietUntil(quietHours, zone, now)
  return until > now ? { kind: 'hold', reason: 'quiet-hours', until } : SEND
}

/** When the next message that nobody waits for would be shown, and what keeps it until then. */
export type NextDelivery =
  { code: 'at-once' } | { code: 'paused-until-resumed' } | { code: 'paused' | 'quiet-hours'; at: number }

/** What would happen to a message that is sent now. Pure. */
export function nextDelivery(preferences: DeliveryPreferences, zone: TimeZone, now: number): NextDelivery {
  let found: NextDelivery = { code: 'at-once' }
  let at = now
  // A pause may end in quiet hours, and those do not end in a pause.
  for (;;) {
    const decision = decide(preferences, zone, 'bulk', at)
    if (decision.kind === 'skip') return { code: 'paused-until-resumed' }
    if (decision.kind === 'send') return found
    at = decision.until
    found = { code: decision.reason, at }
  }
}
