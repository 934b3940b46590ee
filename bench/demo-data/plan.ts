/** What is to be made. */
export interface DemoPlan {
  /** People. One in ten has a second browser. */
  subscribers: number
  /** So many whole days up to now. */
  days: number
  /** Another one makes other data; the same, the same. */
  seed: number
  /** Single deliveries and interactions that are written, at most, those of the newest notifications; sums are of all. */
  deliveries: number
  now: number
}

export const HOUR = 3_600_000
export const DAY = 86_400_000

/** When the sample begins. */
export function startOf({ now, days }: DemoPlan): number {
  return Math.floor(now / DAY) * DAY - days * DAY
}

/** When people visit a site, by the hour, UTC: Europe's day. */
export const HOURS = [4, 2, 1, 1, 1, 3, 8, 14, 18, 20, 21, 22, 23, 21, 20, 20, 21, 24, 28, 31, 30, 24, 15, 8] as const

/** A day's part of the visits: less on weekends, more before Christmas, more with the years. */
export function weightOfDay(at: number): number {
  const date = new Date(at)
  const weekday = [0.8, 1.1, 1.06, 1.04, 1.05, 1, 0.82][date.getUTCDay()] ?? 1
  const season = date.getUTCMonth() >= 10 ? 1.35 : 1
  return weekday * season
}
