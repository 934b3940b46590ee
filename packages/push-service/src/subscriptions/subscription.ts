import type { ProfileName } from '../profiles/profile.ts'
import type { OwnSubscriber } from './own-subscriber.ts'

export type Receiver =
  | OwnSubscriber
  | { readonly kind: 'firefox'; readonly uaid: string; readonly channelId: string }
  | {
      readonly kind: 'chromium'
      readonly androidId: string
      /** form field X-subtype: which site's subscription inside the browser */
      readonly subtype: string
      /** form field app, the category of every delivery */
      readonly app: string
    }

export type ReceiverKind = Receiver['kind']
export const receiverKinds: readonly ReceiverKind[] = ['own', 'firefox', 'chromium']

/** active, or why senders are told that it is not: gone 410, lost 404 */
export type SubscriptionState = 'active' | 'gone' | 'lost'

export interface Subscription {
  readonly id: string
  readonly profile: ProfileName
  readonly endpoint: string
  /** part of the endpoint that identifies the subscription */
  readonly token: string
  /** base64url, unpadded; undefined: not restricted to one sender (RFC 8292 §4) */
  readonly applicationServerKey: string | undefined
  /** milliseconds since 1970 */
  readonly createdAt: number
  /** bytes; below 4096 for a bridged device such as Firefox for Android */
  readonly maxBodyBytes: number
  readonly receiver: Receiver
  state: SubscriptionState
}
