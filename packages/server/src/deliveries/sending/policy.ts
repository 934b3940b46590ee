import type { NotificationState } from '../../database/schema.ts'
import type { DueStatus } from '../delivery-store.ts'

/** The effect of a notification's own state on sending one more delivery. */
export type Verdict = 'send' | 'expired' | 'paused' | 'cancelled'

export interface Timeliness {
  createdAt: number
  expiresAt: number
}

// "Now or never" is about the browser. The engine itself needs a moment, or such a notification would never leave.
const NOW_MS = 60_000

/** Whether a notification may still be sent. Pure. */
export function verdict(notification: Timeliness & { state: NotificationState }, now: number): Verdict {
  switch (notification.state) {
    case 'paused':
    case 'cancelled':
      return notification.state
    case 'planning':
    case 'sending':
    case 'done': // a job was counted twice: the rest is still sent
      return now < giveUpAt(notification) ? 'send' : 'expired'
  }
}

/** Whether its owner has stopped it, for now or for good. */
export function isStopped({ state }: { state: NotificationState }): boolean {
  return state === 'paused' || state === 'cancelled'
}

/** The time after which no attempt makes sense. */
export function giveUpAt({ createdAt, expiresAt }: Timeliness): number {
  return expiresAt > createdAt ? expiresAt : createdAt + NOW_MS
}

/** The TTL header in seconds: the rest of the requested one, so that a late message does not live longer. */
export function remainingTtl({ createdAt, expiresAt }: Timeliness, now: number): number {
  // A clock that was set back must not lengthen it either.
  return Math.max(0, Math.floor((expiresAt - Math.max(now, createdAt)) / 1000))
}

/** Why nothing is sent to a subscription that had a part in the audience, or undefined. */
export function skipReason(status: DueStatus): string | undefined {
  switch (status) {
    case 'active':
      return undefined
    case 'key-mismatch':
    case 'retired':
      return status
    case 'left':
      return 'left-audience'
  }
}
