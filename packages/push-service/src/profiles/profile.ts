import type { Refusal } from './refusal.ts'

export const profileNames = ['mozilla', 'fcm', 'apple', 'wns'] as const
export type ProfileName = (typeof profileNames)[number]

/** An HTTP answer of a push service. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Taken {
  /** message id */
  readonly id: string
  /** seconds */
  readonly ttl: number
  /** origin of the endpoint, for Location */
  readonly origin: string
  /** false: TTL 0 and the receiver away */
  readonly delivered: boolean
}

/** A service's requirements for a VAPID token beyond RFC 8292. */
export interface VapidRules {
  /** `text`: any will do · `contact`: mailto: or https: · `public`: the same, with a domain of the internet */
  readonly subject: 'text' | 'contact' | 'public'
  /** refuses an exp with a fraction */
  readonly wholeSeconds: boolean
  /** reads the key padded or in the other base64, and aud as a URL */
  readonly lenient: boolean
}

/** The behaviour of one real push service towards senders (facts: each file's comments). */
export interface Profile {
  readonly name: ProfileName
  /** host of the endpoints of own subscribers */
  readonly host: string
  /** seconds */
  readonly maxTtl: number
  /** the longest body; RFC 8030 section 7.2: 4096 at least */
  readonly maxBodyBytes: number
  readonly acceptsAesgcm: boolean
  /** takes an Urgency that RFC 8030 section 5.3 does not know, as if there were none */
  readonly ignoresUrgency: boolean
  /** takes a Topic that ends in = */
  readonly takesPaddedTopic: boolean
  readonly vapid: VapidRules
  /** whether a subscription made without a key takes messages without VAPID */
  readonly needsVapid: boolean
  path(token: string, restricted: boolean): string
  token(random: (bytes: number) => Buffer): string
  accept(taken: Taken): Answer
  refuse(refusal: Refusal): Answer
  /** the service's answer with the status of a fault */
  failure(status: number): Answer
}
