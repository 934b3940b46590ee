import type { Strings } from '../languages/en.ts'

/** Whose words to use when explaining settings. */
export interface RecognisedBrowser {
  browser: keyof Strings['bell']['denied']
  system: keyof Strings['bell']['system']
}

/** Guesses browser and system from the User-Agent header: good enough to choose an explanation by. */
export function recogniseBrowser(userAgent: string): RecognisedBrowser {
  const system = first(userAgent, systems) ?? 'other'
  if (system === 'ios' || system === 'android') return { browser: system, system }
  return { browser: first(userAgent, browsers) ?? 'other', system }
}

// In this order: Edge says it is Chrome, and Chrome says it is Safari; Android says it is Linux.
const browsers = {
  edge: /Edg\//,
  chrome: /Chrome\//,
  firefox: /Firefox\//,
  safari: /Safari\//,
} as const
const systems = {
  ios: /iPhone|iPad/,
  android: /Android/,
  windows: /Windows/,
  mac: /Mac OS X/,
  linux: /Linux|X11/,
} as const

function first<Name extends string>(
  text: string,
  patterns: Record<Name, RegExp>,
): Name | undefined {
  return (Object.keys(patterns) as Name[]).find((name) => patterns[name].test(text))
}
