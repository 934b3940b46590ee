import { isKnown, isOurs, isStale, type Facts } from './facts.ts'
import type { Remembered } from './memory.ts'

export type Status =
  | 'unsupported'
  | 'insecure-context'
  | 'in-app-webview'
  | 'no-key'
  | 'ios-not-installed'
  | 'default'
  | 'soft-declined'
  | 'denied'
  | 'granted-unsubscribed'
  | 'subscribed'
  | 'unsynced'
  | 'key-mismatch'

/**
 * The remedy: `subscribe` - the user, by a press of your button that calls subscribe(), now or later; `user` - the
 * user, elsewhere: in the browser's settings, with another browser, on the Home Screen; `site` - only those who run the
 * site.
 */
export type Remedy = 'subscribe' | 'user' | 'site'

/** The state of this browser with the site. */
export interface State {
  status: Status
  /** Why, as a stable word for programs; the server's problem code when the server refused. */
  code?: string | undefined
  /** The remedy; absent when all is well. */
  remedy?: Remedy | undefined
  /** The browser's or the server's own message, for the developer. */
  reason?: string | undefined
  endpoint?: string | undefined
  /** Id of the VAPID key that the server knows this subscription by. */
  keyId?: string | undefined
  permission: NotificationPermission | 'unknown'
  /** Topics that the user does not want to be asked about for a while; `*` is a question without a topic. */
  declined?: readonly string[] | undefined
}

/** Names the situation; a pure function of the facts and the time, in milliseconds since the epoch. */
export function judge(facts: Facts, now: number): State {
  const { config, subscription, remembered, permission, failure } = facts
  const declined = Object.keys(pending(remembered.declined, now))
  const say = (status: Status, code?: string, remedy?: Remedy, reason?: string): State => ({
    status,
    code,
    remedy,
    reason,
    endpoint: subscription?.endpoint,
    permission,
    declined: declined[0] ? declined : undefined,
  })

  if (permission === 'denied') return say('denied', 'denied', 'user')
  if (config && !config.vapidKey) return say('no-key', 'no-key', 'site')
  const off = remembered.wish === 'off'
  if (permission === 'granted' && off && !subscription && !remembered.endpoint) {
    return say('granted-unsubscribed', 'turned-off', 'subscribe')
  }
  if (config && permission === 'default') {
    return declined[0] ? say('soft-declined', 'not-now', 'subscribe') : say('default', 'not-asked', 'subscribe')
  }
  if (failure) {
    const { message, status } = failure
    // Safari on iOS subscribes only in a tap, also where the permission is granted and it lost the subscription itself.
    if (message.startsWith('NotAllowedError')) return say('granted-unsubscribed', 'lost', 'subscribe', message)
    // Either a worker of another origin, or a browser that keeps this site from storing anything.
    const code = message.startsWith('SecurityError') ? 'security-error' : failure.code
    return say(code === 'push-removed' ? 'unsupported' : 'unsynced', code, remedyFor(code, status), message)
  }
  if (remembered.away) return say('granted-unsubscribed', 'another-person', 'subscribe')
  if (off) return say('unsynced', 'not-forgotten', 'subscribe')
  if (!subscription) return say('granted-unsubscribed', remembered.wish ? 'lost' : 'never', 'subscribe')
  if (isStale(facts)) {
    return isOurs(facts)
      ? say('key-mismatch', 'stale', 'subscribe')
      : say('granted-unsubscribed', 'foreign', 'subscribe')
  }
  if (!isKnown(facts)) return say('unsynced', 'not-registered', 'subscribe')
  return { ...say('subscribed'), keyId: remembered.keyId }
}

/** The refusals that still hold. */
export function pending(declined: Remembered['declined'], now: number): Record<string, number> {
  return Object.fromEntries(Object.entries(declined ?? {}).filter(([, until]) => until > now))
}

/** Whether another try may succeed, or the user or the site has to fix something first. */
function remedyFor(code: string, status = 500): Remedy {
  if (status !== 400 && /^(push-removed|security-error|too-many-subscriptions)$/.test(code)) return 'user'
  const passes = status >= 500 || [408, 409, 429].includes(status) || code === 'identity-expired'
  return passes && !/^worker-failed$|-(missing|writable)$/.test(code) ? 'subscribe' : 'site'
}
