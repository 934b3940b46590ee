/** What the server wants to know to choose words and hours and to count; nothing that identifies. */
export function aboutBrowser({ language, userAgent }: Navigator): object {
  // The last of these words: every Edge and Opera calls itself Chrome before. Safari says Version.
  const [, name, version] =
    /.*\b(Edg|OPR|Firefox|FxiOS|CriOS|Chrome|Version)\w*\/(\d+)/.exec(userAgent) ?? []
  return {
    locale: language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    browser: {
      name: name === 'Version' ? 'Safari' : name,
      version,
      os: /iP(hone|ad)|Android|Windows|Mac|Linux|CrOS/.exec(userAgent)?.[0],
      mobile: /Mobi/.test(userAgent),
    },
  }
}
