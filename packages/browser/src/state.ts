import { isKnown, isOurs, isStale, type Facts } from './facts.ts'

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
  /** Why, in words for the developer. */
  reason?: string
  endpoint?: string
  /** Id of the VAPID key that the server knows this subscription by. */
  keyId?: string
  permission: NotificationPermission | 'unknown'
}

/** Names the situation; a pure function of the facts. */
export function judge(facts: Facts): State {
  const { config, subscription, remembered, permission, failure } = facts
  const say = (status: Status, code?: string, reason?: string): State => ({
    status,
    ...(code && { code }),
    ...(reason && { reason }),
    ...(subscription && { endpoint: subscription.endpoint }),
    ...(!code && remembered.keyId && { keyId: remembered.keyId }),
    permission,
  })

  if (permission === 'denied') {
    return say('denied', 'denied', 'The user blocked notifications and alone can allow them.')
  }
  if (config && !config.vapidKey) {
    return say('no-key', 'no-key', 'The server has no VAPID key.')
  }
  const off = remembered.wish === 'off'
  if (permission === 'granted' && off && !subscription && !remembered.endpoint) {
    return say('unsubscribed', 'turned-off', 'The user turned it off.')
  }
  if (config && permission === 'default') {
    return say('default', 'not-asked', 'The user has not decided; call subscribe().')
  }
  if (failure) {
    return say(
      failure.code === 'push-removed' ? 'unsupported' : 'unsynced',
      failure.code,
      failure.message,
    )
  }
  if (off)
    return say('unsynced', 'not-forgotten', 'Turned off, but not on the server; call sync().')
  if (!subscription) {
    return remembered.wish
      ? say('unsubscribed', 'lost', 'The browser lost the subscription; call sync().')
      : say('unsubscribed', 'never', 'Allowed, not subscribed; call subscribe().')
  }
  if (isStale(facts)) {
    return isOurs(facts)
      ? say('key-mismatch', 'stale', 'The VAPID key changed or the endpoint is gone; call sync().')
      : say(
          'unsubscribed',
          'foreign',
          'Another VAPID key subscribed this worker; call subscribe().',
        )
  }
  if (!isKnown(facts)) {
    return say('unsynced', 'not-registered', 'The server does not know the endpoint; call sync().')
  }
  return say('subscribed')
}
