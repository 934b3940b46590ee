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
  code?: string | undefined
  /** Why, in words for the developer. */
  reason?: string | undefined
  endpoint?: string | undefined
  /** Id of the VAPID key that the server knows this subscription by. */
  keyId?: string | undefined
  permission: NotificationPermission | 'unknown'
}

/** Names the situation; a pure function of the facts. */
export function judge(facts: Facts): State {
  const { config, subscription, remembered, permission, failure } = facts
  const say = (status: Status, reason?: string, code: string = status): State => ({
    status,
    code,
    reason,
    endpoint: subscription?.endpoint,
    permission,
  })

  if (permission === 'denied') {
    return say('denied', 'The user blocked notifications and alone can allow them.')
  }
  if (config && !config.vapidKey) {
    return say('no-key', 'The server has no VAPID key.')
  }
  const off = remembered.wish === 'off'
  if (permission === 'granted' && off && !subscription && !remembered.endpoint) {
    return say('unsubscribed', 'The user turned it off.', 'turned-off')
  }
  if (config && permission === 'default') {
    return say('default', 'The user has not decided; call subscribe().', 'not-asked')
  }
  if (failure) {
    const status = failure.code === 'push-removed' ? 'unsupported' : 'unsynced'
    return say(status, failure.message, failure.code)
  }
  if (off)
    return say('unsynced', 'Turned off, but not on the server; call sync().', 'not-forgotten')
  if (!subscription) {
    return remembered.wish
      ? say('unsubscribed', 'The browser lost the subscription; call sync().', 'lost')
      : say('unsubscribed', 'Allowed, not subscribed; call subscribe().', 'never')
  }
  if (isStale(facts)) {
    return isOurs(facts)
      ? say('key-mismatch', 'The VAPID key changed or the endpoint is gone; call sync().', 'stale')
      : say(
          'unsubscribed',
          'Another VAPID key subscribed this worker; call subscribe().',
          'foreign',
        )
  }
  if (!isKnown(facts)) {
    return say('unsynced', 'The server does not know the endpoint; call sync().', 'not-registered')
  }
  return { ...say('subscribed'), code: undefined, keyId: remembered.keyId }
}
