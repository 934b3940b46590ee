import type { DeliveryOutcome } from '../delivery-store.ts'

/** The result of one attempt. */
export interface DeliveryResult {
  outcome: DeliveryOutcome
  reason: string
  /** HTTP status, null without an answer. */
  status: number | null
  retryAfterMs?: number | undefined
  /** The network's error, for an alarm. */
  detail?: string | undefined
  /** How far our clock is ahead of the push service's, where that may be why it refused. */
  clockOffMs?: number | undefined
}
