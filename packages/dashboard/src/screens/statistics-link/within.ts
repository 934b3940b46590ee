import { addDays } from '../../frame/range.ts'

/** Days as `2026-11-30`, both included; null: without a bound. */
export interface Dates {
  from: string | null
  to: string | null
}

const USUAL_DAYS = 30

/** The part of some days that a link shows, or days at the nearer end of it where they are all outside. Pure. */
export function within(days: { from: string; to: string }, { from, to }: Dates): { from: string; to: string } {
  if (to !== null && days.from > to) return { from: later(addDays(to, 1 - USUAL_DAYS), from), to }
  if (from !== null && days.to < from) return { from, to: earlier(addDays(from, USUAL_DAYS - 1), to) }
  return { from: later(days.from, from), to: earlier(days.to, to) }
}

function later(date: string, bound: string | null): string {
  return bound !== null && bound > date ? bound : date
}

function earlier(date: string, bound: string | null): string {
  return bound !== null && bound < date ? bound : date
}
