import { base64url } from './base64url.ts'
import type { Fault } from './fault.ts'
import type { Remembered } from './memory.ts'
import type { Config } from './server.ts'

/** The facts that a page or worker can see. */
export interface Facts {
  permission: NotificationPermission
  /** Absent when the request failed; then there is a failure. */
  config?: Config
  subscription: PushSubscription | null
  remembered: Remembered
  /** The service worker registration is Belfry's alone, and so is its subscription. */
  own: boolean
  failure?: Fault
}

/** Whether the server holds this very subscription, as far as both remember. */
export function isKnown({ config, subscription, remembered }: Facts): boolean {
  const { endpoint, retired } = remembered
  const status = config?.subscription?.status ?? 'active'
  return !!endpoint && endpoint === subscription?.endpoint && !retired && status === 'active'
}

/** Whether the subscription is unusable: made with another key, or gone. */
export function isStale({ config, subscription }: Facts): boolean {
  if (!config?.vapidKey || !subscription) return false
  const { status, reason } = config.subscription ?? {}
  if (status === 'key-mismatch' || reason === 'gone') return true
  const key = subscription.options?.applicationServerKey
  return !!key && base64url(key) !== config.vapidKey.publicKey
}

/** Whether the subscription is Belfry's to replace; a host's worker may hold another vendor's. */
export function isOurs({ own, subscription, remembered }: Facts): boolean {
  return own || remembered.endpoint === subscription?.endpoint
}
