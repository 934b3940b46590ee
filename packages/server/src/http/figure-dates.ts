import { Refusal } from '../refusals/refusal.ts'

/** The days of which an API key reads figures, both included, as `2026-11-30`; null: without a bound. */
export interface FigureDates {
  from: string | null
  to: string | null
}

/** Throws Refusal `figures-outside` for days that are not all within. Dates compare as text. */
export function refuseOutside({ from, to }: FigureDates, asked: { from: string; to: string }): void {
  const isWithin = (from === null || asked.from >= from) && (to === null || asked.to <= to)
  if (!isWithin) throw new Refusal('figures-outside', `the API key reads figures ${daysText({ from, to })}`)
}

function daysText({ from, to }: FigureDates): string {
  return [from === null ? '' : `from ${from} on`, to === null ? '' : `up to ${to}`].filter(Boolean).join(', ')
}
