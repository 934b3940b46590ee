/** Days in the zone of the person, both included, as the statistics take them. */
export interface Range {
  from: string
  to: string
  zone: string
  step: 'hour' | 'day'
}

/** Periods up to now, by their length in days. */
export const PERIODS = { today: 1, '7d': 7, '30d': 30, '90d': 90, '12m': 365 } as const

export type Period = keyof typeof PERIODS

export const DEFAULT_PERIOD: Period = '30d'

const DAY = 86_400_000
const LONGEST = 366

/** The days that a view speaks of; what no calendar has counts as the default. */
export function rangeOf(view: { period?: string; from?: string; to?: string }, now: Date, zone: string): Range {
  const today = dateIn(zone, now)
  const own = ownDays(view.from, view.to)
  const length = PERIODS[periodOf(view.period)]
  const { from, to } = own ?? { from: addDays(today, 1 - length), to: today }
  return { from, to, zone, step: daysBetween(from, to) < 2 ? 'hour' : 'day' }
}

export function periodOf(period: string | undefined): Period {
  return period !== undefined && Object.hasOwn(PERIODS, period) ? (period as Period) : DEFAULT_PERIOD
}

/** `2026-11-30`, as it is there. */
export function dateIn(zone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at)
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10)
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY + 1
}

function ownDays(from = '', to = ''): { from: string; to: string } | undefined {
  if (!isDate(from) || !isDate(to) || from > to || daysBetween(from, to) > LONGEST) return undefined
  return { from, to }
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text
}
