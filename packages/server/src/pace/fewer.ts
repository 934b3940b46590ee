import { MOST_PER_WEEK, type Caps } from './pace.ts'

const DAY_MS = 86_400_000

/** For so long after somebody has called a notification of a topic irrelevant, fewer of the topic come to them. */
export const FEWER_FOR_MS = 30 * DAY_MS

/**
 * The caps of a topic for somebody who has called it irrelevant: half as many as it allows others, and at least one a
 * week. Undefined where others have no cap. Pure.
 *
 * @example
 * fewer({ perDay: 1, perWeek: 6 }) // { perDay: 1, perWeek: 3 }
 */
export function fewer({ perDay, perWeek }: Caps): Caps | undefined {
  if (perDay === null && perWeek === null) return undefined
  const week = Math.min(perWeek ?? Infinity, 7 * (perDay ?? Infinity), 2 * MOST_PER_WEEK)
  return { perDay: perDay === null ? null : half(perDay), perWeek: half(week) }
}

function half(cap: number): number {
  return Math.max(1, Math.floor(cap / 2))
}
