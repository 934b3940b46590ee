import type { State, Status } from './state.ts'

/** The parts of `window` that the page SDK uses; tests pass their own. */
export interface Environment {
  isSecureContext?: boolean
  location?: { href: string; origin: string }
  history?: Pick<History, 'state' | 'replaceState'>
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

/**
 * What the web views of apps say of themselves, in the order of: any on Android (developer.chrome.com/docs/webview,
 * "User-agent"), Facebook and Messenger (FB_IAB, FBAN, FBAV: see "Inspecting Facebook's WebView", blog.tomayac.com),
 * Instagram, TikTok (its older names too), WeChat, LinkedIn, X on iOS and Android, Line. Others on iOS: no "Safari".
 */
const IN_APP = /; wv\)|FB(_IAB|AN|AV)|Instagram|musical_ly|Bytedance|TikTok|MicroMessenger|LinkedInApp|Twitter|Line\//

/** Why push cannot work in this page at all, or undefined when it can. */
export function platformFault(environment: Environment): State | undefined {
  const { isSecureContext, navigator, Notification, PushManager, matchMedia } = environment
  const say = (status: Status): State => ({
    status,
    code: status,
    remedy: 'user',
    permission: Notification?.permission ?? 'unknown',
  })
  if (isSecureContext === false) return say('insecure-context') // HTTPS, or localhost.
  if ('serviceWorker' in navigator && PushManager && Notification) return undefined

  const { userAgent, maxTouchPoints, standalone } = navigator as Navigator & {
    standalone?: boolean
  }
  const ios = /iP(hone|ad|od)/.test(userAgent) || (/Mac/.test(userAgent) && maxTouchPoints > 1)
  const installed = standalone || matchMedia?.('(display-mode: standalone)').matches
  if (IN_APP.test(userAgent) || (ios && !installed && !/Safari/.test(userAgent))) return say('in-app-webview')
  // From iOS 16.4 on for sites on the Home Screen, with display "standalone" in the manifest.
  return say(ios && !installed ? 'ios-not-installed' : 'unsupported')
}
