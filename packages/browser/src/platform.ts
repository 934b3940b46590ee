import type { State, Status } from './state.ts'

/** The parts of `window` that the page SDK uses; tests pass their own. */
export interface Environment {
  isSecureContext?: boolean
  location?: { href: string }
  navigator: Navigator
  Notification?: Pick<typeof Notification, 'permission' | 'requestPermission'>
  PushManager?: unknown
  localStorage?: Storage
  indexedDB?: IDBFactory
  matchMedia?: typeof matchMedia
  fetch: typeof fetch
  addEventListener?: Window['addEventListener']
  /** Milliseconds since the epoch; Date.now when absent. */
  now?: () => number
}

/** Why push cannot work in this page at all, or undefined when it can. */
export function platformFault(environment: Environment): State | undefined {
  const { isSecureContext, navigator, Notification, PushManager, matchMedia } = environment
  const say = (status: Status, reason: string, code: string = status): State => ({
    status,
    code,
    reason,
    permission: Notification?.permission ?? 'unknown',
  })
  if (isSecureContext === false) return say('insecure', 'Push needs HTTPS or localhost.')
  if ('serviceWorker' in navigator && PushManager && Notification) return undefined

  const { userAgent, maxTouchPoints, standalone } = navigator as Navigator & {
    standalone?: boolean
  }
  const ios = /iP(hone|ad|od)/.test(userAgent) || (/Mac/.test(userAgent) && maxTouchPoints > 1)
  const installed = standalone || matchMedia?.('(display-mode: standalone)').matches
  // The web view of an app: Android's says "; wv)", that of iOS leaves Safari out.
  if (/; wv\)/.test(userAgent) || (ios && !installed && !/Safari/.test(userAgent))) {
    return say('unsupported', 'This is the built-in browser of an app.', 'in-app-browser')
  }
  if (ios && !installed) {
    return say(
      'ios-not-installed',
      'iOS 16.4 has push for sites on the Home Screen, with display "standalone" in the manifest.',
    )
  }
  return say('unsupported', 'This browser has no push.')
}
