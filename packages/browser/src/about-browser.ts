interface AgentData {
  brands: { brand: string; version: string }[]
  mobile: boolean
  platform: string
}

/** What the server wants to know to choose words, hours and statistics; nothing that identifies. */
export function aboutBrowser(navigator: Navigator): object {
  const agent = navigator.userAgent ?? ''
  const data = (navigator as Navigator & { userAgentData?: AgentData }).userAgentData
  const brand = data?.brands.find(({ brand }) => !/not|chromium/i.test(brand)) ?? data?.brands[0]
  // In this order: every Edge also calls itself Chrome, and every Chrome Safari.
  const named = /(Edg|OPR|Firefox|FxiOS|CriOS|Chrome|Version)[A-Za-z]*\/(\d+)/
  const [, word = '', version = ''] = named.exec(agent) ?? []
  return {
    locale: navigator.language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    browser: {
      name: brand?.brand ?? word,
      version: brand?.version ?? version,
      os: data?.platform || (/iPhone|iPad|Android|Windows|Mac|Linux/.exec(agent)?.[0] ?? ''),
      mobile: data?.mobile ?? /Mobi/.test(agent),
    },
  }
}
