import type { Refusal } from '../endpoint/refusal.ts'

export type ProfileName = 'mozilla' | 'fcm' | 'apple' | 'wns'

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
  /** false: TTL 0 and nobody there */
  readonly delivered: boolean
}

/** How one real push service looks from the sender's side (facts: each file's comments). */
export interface Profile {
  readonly name: ProfileName
  /** host of the endpoints of own subscribers */
  readonly host: string
  /** seconds */
  readonly maxTtl: number
  readonly acceptsAesgcm: boolean
  /** whether a subscription made without a key takes messages without VAPID */
  readonly needsVapid: boolean
  path(token: string, restricted: boolean): string
  token(random: (bytes: number) => Buffer): string
  accept(taken: Taken): Answer
  refuse(refusal: Refusal): Answer
  /** what the service says with a status that a fault commands */
  failure(status: number): Answer
}
