// The first that fits: Edge and Opera say that they are Chrome, and Chrome that it is Safari.
const BROWSERS = [
  ['Edge', /Edg(?:A|iOS)?\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /Version\/(\d+).*Safari\//],
] as const

const SYSTEMS = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['ChromeOS', /CrOS/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const

/** Which browser a session began in, as far as its User-Agent tells; null: unknown. */
export function readUserAgent(text: string | null) {
  const found = BROWSERS.find(([, pattern]) => pattern.test(text ?? ''))
  const system = SYSTEMS.find(([, pattern]) => pattern.test(text ?? ''))
  return {
    name: found?.[0] ?? null,
    version: found?.[1].exec(text ?? '')?.[1] ?? null,
    os: system?.[0] ?? null,
    mobile: /Mobi/.test(text ?? ''),
  }
}
