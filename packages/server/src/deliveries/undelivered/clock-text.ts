const UNITS = [
  ['day', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const

/** How far a clock is off, in words: `13 h ahead`. */
export function clockText(offMs: number): string {
  const away = Math.abs(offMs)
  const [unit, size] = UNITS.find(([, least]) => away >= 2 * least) ?? ['s', 1000]
  const count = Math.round(away / size)
  return `${count} ${unit === 'day' ? 'days' : unit} ${offMs > 0 ? 'ahead' : 'behind'}`
}
