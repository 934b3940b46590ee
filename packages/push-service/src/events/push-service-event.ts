import type { ProfileName } from '../profiles/profile.ts'
import type { ReceiverKind } from '../subscriptions/subscription.ts'

type About = { readonly subscription: string; readonly message: string }

/** Every event that can be watched in the service, by name. */
export type Happening =
  /** a browser or an own subscriber has subscribed */
  | {
      readonly type: 'subscribed'
      readonly subscription: string
      readonly kind: ReceiverKind
      readonly profile: ProfileName
      readonly endpoint: string
    }
  /** no longer delivered to; code is Firefox's: 200 by the page, 201 quota, 202 permission */
  | {
      readonly type: 'unsubscribed'
      readonly subscription: string
      readonly kind: ReceiverKind
      readonly endpoint: string
      readonly by: 'browser' | 'control' | 'new-identity'
      readonly code: number | undefined
    }
  /** a sender's message was taken */
  | (About & { readonly type: 'accepted'; readonly ttl: number; readonly topic?: string })
  /** a sender's request was refused, as a real service would */
  | {
      readonly type: 'refused'
      readonly subscription: string | undefined
      readonly profile: ProfileName
      readonly status: number
      readonly code: string
      readonly detail: string
    }
  /** a fault on command happened to a request */
  | {
      readonly type: 'faulted'
      readonly subscription: string | undefined
      readonly profile: ProfileName
      readonly fault: string
      readonly action: string
    }
  /** waits for its receiver */
  | (About & { readonly type: 'stored' })
  /** replaced by a newer message with the same Topic */
  | (About & { readonly type: 'replaced'; readonly by: string })
  | (About & { readonly type: 'expired' })
  /** will never arrive: nobody there for TTL 0, too many waiting, or unsubscribed */
  | (About & {
      readonly type: 'dropped'
      readonly reason: 'nobody-there' | 'too-many' | 'unsubscribed'
    })
  /** handed to the browser, or decrypted by an own subscriber */
  | (About & { readonly type: 'delivered'; readonly kind: ReceiverKind })
  /** the browser took it; Firefox: 100 well, 101 not decryptable, 102 not delivered */
  | (About & { readonly type: 'ack'; readonly code: number })
  /** the push handler failed; Firefox: 301 uncaught, 302 rejected, 303 internal */
  | (About & { readonly type: 'nack'; readonly code: number })
  | { readonly type: 'connected'; readonly browser: 'firefox' | 'chromium'; readonly id: string }
  | { readonly type: 'disconnected'; readonly browser: 'firefox' | 'chromium'; readonly id: string }

/** An event with its number and time. */
export type PushServiceEvent = Happening & {
  /** 1, 2, 3 … over the life of the process */
  readonly sequence: number
  /** milliseconds since 1970 */
  readonly at: number
}

export type PushServiceEventType = PushServiceEvent['type']

export const eventTypes = Object.keys({
  subscribed: true,
  unsubscribed: true,
  accepted: true,
  refused: true,
  faulted: true,
  stored: true,
  replaced: true,
  expired: true,
  dropped: true,
  delivered: true,
  ack: true,
  nack: true,
  connected: true,
  disconnected: true,
} satisfies Record<PushServiceEventType, true>)

export type PushServiceEventOf<Type extends PushServiceEventType> = Extract<PushServiceEvent, { type: Type }>
