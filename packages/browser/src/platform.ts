import type { State } from './state.ts'

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
  removeEventListener?: Window['removeEventListener']
  /** Milliseconds since the epoch; Date.now when absent. */
  now?: () => number
}

/** Why push cannot work in this page at all, or undefined when it can. */
export function platformFault(environment: Environment): State | undefined {
  const { navigator, Notification, PushManager } = environment
  const say = (status: State['status'], code: string, reason: string): State => ({
    status,
    code,
    reason,
    permission: Notification?.permission ?? 'unknown',
  })
  if (environment.isSecureContext === false) {
    return say('insecure', 'insecure', 'Push needs HTTPS, or http on localhost.')
  }
  if ('serviceWorker' in navigator && PushManager && Notification) return undefined

  const agent = navigator.userAgent ?? ''
  const ios = /iPhone|iPad|iPod/.test(agent) || (/Mac/.test(agent) && navigator.maxTouchPoints > 1)
  // A web view of an app: Android's says "; wv)", iOS's leaves Safari out.
  if (/; wv\)/.test(agent) || (ios && !/Safari\//.test(agent) && !isInstalled(environment))) {
    return say(
      'unsupported',
      'in-app-browser',
      'An app’s built-in browser; open the site in a real one.',
    )
  }
  if (ios && !isInstalled(environment)) {
    return say(
      'ios-not-installed',
      'ios-not-installed',
      'iOS 16.4 and newer allow push only to a site added to the Home Screen, from a manifest with display "standalone".',
    )
  }
  return say('unsupported', 'unsupported', 'No service worker, PushManager or Notification here.')
}

function isInstalled({ navigator, matchMedia }: Environment): boolean {
  if ((navigator as Navigator & { standalone?: boolean }).standalone) return true
  return matchMedia?.('(display-mode: standalone), (display-mode: fullscreen)').matches ?? false
}
