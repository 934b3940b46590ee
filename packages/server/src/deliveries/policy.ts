import type { NotificationState } from '../database/schema.ts'
import type { DueStatus } from './delivery-store.ts'

/** What a notification's own state says about sending one more of it. */
export type Verdict = 'send' | 'expired' | 'paused' | 'cancelled'

export interface Timeliness {
  createdAt: number
  expiresAt: number
}

// "Now or never" is about the browser. The engine needs a moment of its own, or such a notification would never leave.
const NOW_MS = 60_000

/** Whether a notification is still to be sent. Pure. */
export function verdict(
  notification: Timeliness & { state: NotificationState },
  now: number,
): Verdict {
  switch (notification.state) {
    case 'paused':
    case 'cancelled':
      return notification.state
    case 'planning':
    case 'sending':
    case 'done': // of another job that was counted twice: what is left to send is sent
      return now < giveUpAt(notification) ? 'send' : 'expired'
  }
}

/** Whether its owner has stopped it, for now or for good. */
export function isStopped({ state }: { state: NotificationState }): boolean {
  return state === 'paused' || state === 'cancelled'
}

/** When there is no more point in trying. */
export function giveUpAt({ createdAt, expiresAt }: Timeliness): number {
  return expiresAt > createdAt ? expiresAt : createdAt + NOW_MS
}

/** The TTL header in seconds: what is left of the one asked for, so that a late message does not live longer. */
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
