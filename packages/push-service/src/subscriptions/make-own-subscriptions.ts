import type { FieldsOf } from '../arguments/check-argument.ts'
import { longestBody, profiles } from '../profiles/profiles.ts'
import { profileNames, type ProfileName } from '../profiles/profile.ts'
import { defaultIdPointer, emptyRecord, makeKeyPair, type Keep, type KeyPair } from './own-subscriber.ts'
import type { Subscription } from './subscription.ts'

export interface SubscribeOptions {
  /** whose endpoints and answers; mozilla when absent */
  readonly profile?: ProfileName | undefined
  /** base64url: only this sender may push, as with pushManager.subscribe() */
  readonly applicationServerKey?: string | undefined
  /** true: endpoints at https://localhost:PORT; otherwise at the real service's host */
  readonly local?: boolean | undefined
  /** the part of each message that is kept: bodies when absent */
  readonly keep?: Keep | undefined
  /** for `ids`: JSON pointer to the id in the payload, /notification/data/belfry/id when absent */
  readonly idPointer?: string | undefined
  /** false: messages wait until it goes online */
  readonly online?: boolean | undefined
  /** bytes; e.g. 3070 to be Firefox for Android behind its bridge */
  readonly maxBodyBytes?: number | undefined
}

export interface MakingContext {
  /** https://localhost:PORT */
  readonly pushUrl: string
  readonly now: () => number
  readonly random: (bytes: number) => Buffer
}

export type SubscribeManyOptions = SubscribeOptions & {
  /** how many different key pairs there are; absent: one each */
  readonly keyPairs?: number | undefined
}

export const subscribeFields: FieldsOf<SubscribeOptions> = {
  profile: profileNames,
  applicationServerKey: 'public-key',
  local: 'boolean',
  keep: ['bodies', 'ids', 'counts'],
  idPointer: 'string',
  online: 'boolean',
  maxBodyBytes: { from: 1, to: longestBody },
}

export function makeKeyPairs(count: number, random: (bytes: number) => Buffer): KeyPair[] {
  return Array.from({ length: count }, () => makeKeyPair(random))
}

/** Makes own subscribers, which take the key pairs in turn, beginning with number `offset`. */
export function makeOwnSubscriptions(
  count: number,
  options: SubscribeOptions,
  pairs: readonly KeyPair[],
  offset: number,
  { pushUrl, now, random }: MakingContext,
): Subscription[] {
  const profile = profiles[options.profile ?? 'mozilla']
  const { applicationServerKey } = options
  const origin = options.local ? pushUrl : `https://${profile.host}`
  return Array.from({ length: count }, (_, index) => {
    const token = profile.token(random)
    return {
      id: random(9).toString('base64url'),
      profile: profile.name,
      endpoint: origin + profile.path(token, applicationServerKey !== undefined),
      token,
      applicationServerKey,
      createdAt: now(),
      maxBodyBytes: options.maxBodyBytes ?? profile.maxBodyBytes,
      state: 'active' as const,
      receiver: {
        kind: 'own' as const,
        keys: pairs[(offset + index) % pairs.length] as KeyPair,
        keep: options.keep ?? 'bodies',
        idPointer: options.idPointer ?? defaultIdPointer,
        online: options.online ?? true,
        record: emptyRecord(),
      },
    }
  })
}
