import type { ProfileName } from '../profiles/profile.ts'
import type { ReceiverKind, Subscription, SubscriptionState } from './subscription.ts'

/** The public view of a subscription: no private keys. */
export interface SubscriptionView {
  readonly id: string
  readonly kind: ReceiverKind
  readonly profile: ProfileName
  readonly endpoint: string
  readonly state: SubscriptionState
  readonly applicationServerKey: string | undefined
  /** milliseconds since 1970 */
  readonly createdAt: number
  /** messages not yet acknowledged */
  readonly waiting: number
  /** of own subscribers only */
  readonly own:
    | {
        readonly keys: { readonly p256dh: string; readonly auth: string }
        readonly online: boolean
        readonly delivered: number
        readonly undecryptable: number
        readonly notKept: number
        /** how often each id came, when the subscriber keeps ids */
        readonly ids: Readonly<Record<string, number>>
      }
    | undefined
}

export function viewOf(subscription: Subscription, waiting: number): SubscriptionView {
  const { id, profile, endpoint, state, applicationServerKey, createdAt, receiver } = subscription
  const about = { id, profile, endpoint, state, applicationServerKey, createdAt, waiting }
  if (receiver.kind !== 'own') return { ...about, kind: receiver.kind, own: undefined }
  const { keys, online, record } = receiver
  const { delivered, undecryptable, notKept, ids } = record
  return {
    ...about,
    kind: 'own',
    own: {
      keys: { p256dh: keys.p256dh, auth: keys.auth },
      online,
      delivered,
      undecryptable,
      notKept,
      ids: Object.fromEntries(ids),
    },
  }
}
