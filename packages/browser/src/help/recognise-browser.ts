export type BrowserName = 'edge' | 'samsung' | 'firefox' | 'chrome' | 'safari' | 'other'
export type SystemName = 'ios' | 'android' | 'windows' | 'macos' | 'linux' | 'other'

/** The browser and the system whose settings are explained. */
export interface RecognisedBrowser {
  browser: BrowserName
  system: SystemName
  /** The app whose web view this is, under the name that people know. */
  app?: string | undefined
}

/**
 * Guesses from the user agent: good enough to choose an explanation by. iPadOS says that it is a Mac, but a Mac has no
 * touch screen.
 */
export function recogniseBrowser({ userAgent, maxTouchPoints = 0 }: RecognisableNavigator): RecognisedBrowser {
  const system = first(userAgent, SYSTEMS) ?? 'other'
  return {
    browser: first(userAgent, BROWSERS) ?? 'other',
    system: system === 'macos' && maxTouchPoints > 1 ? 'ios' : system,
    app: first(userAgent, APPS),
  }
}

export interface RecognisableNavigator {
  userAgent: string
  maxTouchPoints?: number
}

// In this order: Edge and Samsung Internet claim to be Chrome, and Chrome to be Safari; Android claims to be Linux.
const BROWSERS = {
  edge: /Edg(A|iOS)?\//,
  samsung: /SamsungBrowser\//,
  firefox: /(Firefox|FxiOS)\//,
  chrome: /(Chrome|CriOS)\//,
  safari: /Safari\//,
}
const SYSTEMS = {
  ios: /iP(hone|ad|od)/,
  android: /Android/,
  windows: /Windows/,
  macos: /Mac OS X/,
  linux: /Linux|X11/,
}
// Instagram's web view also has Facebook's words. The sources are in platform.ts.
const APPS = {
  Instagram: /Instagram/,
  Messenger: /FBAN\/Messenger|FB_IAB\/(Orca|MESSENGER)/,
  Facebook: /FB(_IAB|AN|AV)/,
  TikTok: /musical_ly|Bytedance|TikTok/,
  WeChat: /MicroMessenger/,
  LinkedIn: /LinkedInApp/,
  X: /Twitter/,
  LINE: /Line\//,
}

function first<Name extends string>(text: string, patterns: Record<Name, RegExp>): Name | undefined {
  return (Object.keys(patterns) as Name[]).find((name) => patterns[name].test(text))
}
