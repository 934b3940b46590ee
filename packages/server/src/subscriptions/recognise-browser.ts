/** The stored part of a User-Agent: enough to count faults by, nothing that identifies a person. */
export interface RecognisedBrowser {
  name?: string | undefined
  version?: string | undefined
  os?: string | undefined
  mobile: boolean
}

/** The names of browsers. The last one in the text counts: every Edge also says Chrome. */
const NAMES: Record<string, string> = {
  Edg: 'Edge',
  OPR: 'Opera',
  FxiOS: 'Firefox',
  CriOS: 'Chrome',
  Version: 'Safari',
}

/**
 * Reads navigator.userAgent. It comes in the body, because some CDNs replace the header of that name by their own.
 *
 * @example
 * recogniseBrowser('Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0')
 * // { name: 'Firefox', version: '153', os: 'Linux', mobile: false }
 */
export function recogniseBrowser(userAgent: string): RecognisedBrowser {
  const [, name, version] = /.*\b(Edg|OPR|FxiOS|CriOS|Version|Firefox|Chrome)\w{0,8}\/(\d{1,8})/.exec(userAgent) ?? []
  const [os] = /iPhone|iPad|Android|Windows|CrOS/.exec(userAgent) ?? /Mac|Linux/.exec(userAgent) ?? []
  return { name: name && (NAMES[name] ?? name), version, os, mobile: /Mobi/.test(userAgent) }
}
