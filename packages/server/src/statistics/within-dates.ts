import { refuseOutside, type FigureDates } from '../http/figure-dates.ts'
import { periodOf } from './period.ts'
import type { Asked } from './query.ts'

const DAY_MS = 86_400_000
const USUAL_DAYS = 30

/**
 * A query with its days, where the key that asks is bounded: those within unless told. Days are of the zone that is
 * asked for. Throws Refusal `figures-outside`.
 */
export function withinDates<Query extends Asked>(
  asked: Query,
  dates: FigureDates | undefined | null,
  now: number,
): Query {
  if (dates === undefined || dates === null) return asked
  const today = dateOf(periodOf({ zone: asked.zone }, now).period.lastDay)
  const to = asked.to ?? earlier(today, dates.to)
  const from = asked.from ?? later(dateOf(dayOf(to) - USUAL_DAYS + 1), dates.from)
  refuseOutside(dates, { from, to })
  return { ...asked, from, to }
}

/** Whether the period before is within as well: otherwise it is not told. */
export function mayCompare({ firstDay }: { firstDay: number }, dates: FigureDates | undefined | null): boolean {
  return dates?.from === undefined || dates.from === null || dateOf(firstDay) >= dates.from
}

function earlier(date: string, bound: string | null): string {
  return bound !== null && bound < date ? bound : date
}

function later(date: string, bound: string | null): string {
  return bound !== null && bound > date ? bound : date
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

function dayOf(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS)
}
