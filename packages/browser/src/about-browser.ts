/** What browsers call themselves. The last one in the text counts: every Edge also says Chrome. */
const NAMES: Record<string, string> = {
  Edg: 'Edge',
  OPR: 'Opera',
  FxiOS: 'Firefox',
  CriOS: 'Chrome',
  Version: 'Safari',
}

/** What the server wants to know to choose words and hours and to count; nothing that identifies. */
export function aboutBrowser({ language, userAgent }: Navigator): object {
  const [, name = '', version] =
    /.*\b(Edg|OPR|FxiOS|CriOS|Version|Firefox|Chrome)\w*\/(\d+)/.exec(userAgent) ?? []
  const system =
    /iPhone|iPad|Android|Windows|CrOS/.exec(userAgent) ?? /Mac|Linux/.exec(userAgent) ?? []
  return {
    locale: language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    browser: {
      name: NAMES[name] ?? name,
      version,
      os: system[0],
      mobile: /Mobi/.test(userAgent),
    },
  }
}
