import type { PushBody } from './push-body.ts'
import type { Urgency } from './push-headers.ts'

/** One message that the service took from a sender for one subscription. */
export interface PushMessage {
  readonly id: string
  /** id of the subscription */
  readonly subscription: string
  /** undefined: a push without payload */
  readonly body: PushBody | undefined
  /** seconds */
  readonly ttl: number
  readonly urgency: Urgency
  readonly topic: string | undefined
  /** milliseconds since 1970 */
  readonly receivedAt: number
  readonly expiresAt: number
}
