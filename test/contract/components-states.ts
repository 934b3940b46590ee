// Every state that the components show, as the client reports it, and the browsers that have an explanation of their
// own.

export interface ShownState {
  /** For file names and titles of tests. */
  name: string
  state: { status: string; code?: string; remedy?: string; permission: string; declined?: string[] }
  userAgent?: string
  /** What the panel says, in English. */
  says: RegExp
  /** The switch as it is announced; absent when there is none. */
  control?: 'off' | 'on' | 'disabled'
}

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const windows = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36`
const android = `Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/142.0.0.0 Mobile Safari/537.36`

/** The states, each once. */
export const STATES: readonly ShownState[] = [
  shown('unsupported', 'user', /cannot show notifications from websites/),
  shown('insecure-context', 'user', /only on https/),
  { ...shown('in-app-webview', 'user', /browser of Instagram/), userAgent: `${iphone} Mobile/15E148 Instagram 380.0` },
  {
    ...shown('ios-not-installed', 'user', /from the Home Screen/),
    userAgent: `${iphone} Version/26.0 Mobile/15E148 Safari/604.1`,
  },
  shown('no-key', 'site', /has no key/),
  { ...shown('default', 'subscribe', /^Off\. Turn them on/, 'not-asked'), control: 'off' },
  { ...shown('soft-declined', 'subscribe', /You said “not now”/, 'not-now'), control: 'off' },
  { ...shown('denied', 'user', /blocks notifications/), userAgent: windows, control: 'disabled' },
  { ...shown('granted-unsubscribed', 'subscribe', /^Off\. Turn them on/, 'turned-off'), control: 'off' },
  { ...shown('granted-unsubscribed', 'subscribe', /has dropped your notifications/, 'lost'), control: 'off' },
  { ...shown('subscribed', undefined, /^On in this browser/), control: 'on' },
  { ...shown('unsynced', 'subscribe', /could not be reached/, 'network'), control: 'off' },
  shown('unsynced', 'site', /the site has to mend something \(http-404\)/, 'http-404'),
  { ...shown('key-mismatch', 'subscribe', /has a new key/, 'stale'), control: 'off' },
]

/** Blocked, in each browser whose settings are explained. */
export const BLOCKED: readonly ShownState[] = [
  blocked('chrome', windows, /Turn “Notifications” on/),
  blocked('chrome-android', android, /Tap “Permissions”/),
  blocked('edge', `${windows} Edg/142.0.0.0`, /padlock/),
  blocked('firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', /crossed-out bubble/),
  blocked('safari', `${mac} Version/26.0 Safari/605.1.15`, /Safari’s menu/),
  blocked('samsung', android.replace('Chrome/', 'SamsungBrowser/29.0 Chrome/'), /Sites and downloads/),
  blocked('ios', `${iphone} Version/26.0 Mobile/15E148 Safari/604.1`, /Settings app/),
]

function shown(status: string, remedy: string | undefined, says: RegExp, code = status): ShownState {
  const name = code === status || remedy === undefined ? status : `${status}-${code}`
  const permission = /^(denied|default)$/.exec(status)?.[0] ?? 'granted'
  return { name, says, state: { status, permission, ...(remedy && { remedy, code }) } }
}

function blocked(name: string, userAgent: string, says: RegExp): ShownState {
  return { ...shown('denied', 'user', says), name: `denied-${name}`, userAgent, control: 'disabled' }
}
