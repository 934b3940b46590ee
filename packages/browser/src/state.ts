import { toBase64url } from './base64url.ts'
import type { Answer, Failure } from './answer.ts'
import type { Remembered } from './memory.ts'
import type { Config } from './server.ts'

export type Status =
  | 'unsupported'
  | 'insecure'
  | 'no-key'
  | 'ios-not-installed'
  | 'default'
  | 'denied'
  | 'unsubscribed'
  | 'subscribed'
  | 'unsynced'
  | 'key-mismatch'

/** How this browser stands with the site. */
export interface State {
  status: Status
  /** Why, as a stable word for programs; the server's problem code when the server refused. */
  code?: string
  /** Why, in words for the developer; never shown to visitors by Belfry. */
  reason?: string
  endpoint?: string
  /** Id of the VAPID key that the server knows this subscription by. */
  keyId?: string
  permission: NotificationPermission | 'unknown'
}

/** What can be seen from here, before anything is changed. */
export interface Facts {
  permission: NotificationPermission
  config: Answer<Config>
  subscription: PushSubscription | null
  remembered: Remembered
  /** The service worker registration is Belfry's alone, and so is its subscription. */
  own: boolean
  failure?: Failure | undefined
}

/** Names the situation; a pure function of the facts. */
export function judge(facts: Facts): State {
  const { config, subscription, remembered, permission, failure } = facts
  const say = (status: Status, code?: string, reason?: string): State => ({
    status,
    ...(code && { code }),
    ...(reason && { reason }),
    ...(subscription && { endpoint: subscription.endpoint }),
    ...(status === 'subscribed' && remembered.keyId && { keyId: remembered.keyId }),
    permission,
  })
  const blame = ({ code, message }: Failure): State =>
    say(code === 'push-removed' ? 'unsupported' : 'unsynced', code, message)

  if (permission === 'denied') {
    return say(
      'denied',
      'denied',
      'The user blocked notifications; only they can allow them again.',
    )
  }
  if (config.ok && !config.value.vapidKey) {
    return say('no-key', 'no-key', 'The server has no VAPID key for this site.')
  }
  const off = remembered.wish === 'off'
  if (permission === 'granted' && off && !subscription && !isRegistered(remembered)) {
    return say('unsubscribed', 'turned-off', 'The user turned notifications off here.')
  }
  if (!config.ok) return blame(config.failure)
  if (permission === 'default') {
    return say(
      'default',
      failure?.code ?? 'not-asked',
      'The user has not decided; call subscribe().',
    )
  }
  if (failure) return blame(failure)
  if (off)
    return say('unsynced', 'not-forgotten', 'Turned off, but not yet everywhere; call sync().')
  if (!subscription) {
    return remembered.wish === 'on'
      ? say('unsubscribed', 'lost', 'The browser dropped its subscription; sync() makes a new one.')
      : say('unsubscribed', 'never', 'Allowed, but never subscribed here; call subscribe().')
  }
  if (isStale(facts)) {
    return isOurs(facts)
      ? say('key-mismatch', 'stale', 'The key changed or the endpoint is gone; sync() renews it.')
      : say('unsubscribed', 'foreign', 'Another push system holds this worker’s subscription.')
  }
  if (remembered.endpoint !== subscription.endpoint || !isRegistered(remembered)) {
    return say('unsynced', 'not-registered', 'The server does not know this endpoint; call sync().')
  }
  return say('subscribed')
}

/** Whether the server still holds what is remembered. */
export function isRegistered(remembered: Remembered): boolean {
  return !!remembered.endpoint && !remembered.retired
}

/** Whether the subscription cannot be delivered to: made with another key, or gone. */
export function isStale(facts: Facts): boolean {
  const { config, subscription } = facts
  if (!config.ok || !config.value.vapidKey || !subscription) return false
  const known = config.value.subscription
  return known?.status === 'key-mismatch' || known?.reason === 'gone' || !matches(facts)
}

/** Whether the subscription was made with the server's present key. */
export function matches({ config, subscription, remembered }: Facts): boolean {
  if (!config.ok || !config.value.vapidKey || !subscription) return false
  const { id, publicKey } = config.value.vapidKey
  const key = subscription.options?.applicationServerKey
  if (key) return toBase64url(key) === publicKey.replaceAll('=', '')
  // Some browsers do not tell the key; then what was registered decides.
  return remembered.endpoint !== subscription.endpoint || remembered.keyId === id
}

/** Whether the subscription is Belfry's to replace; a host's worker may hold another vendor's. */
export function isOurs({ own, subscription, remembered }: Facts): boolean {
  return own || remembered.endpoint === subscription?.endpoint
}
