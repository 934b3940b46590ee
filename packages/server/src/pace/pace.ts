import type { SiteSilence } from './silence.ts'

export interface Caps {
  /** At most so many in a day; null: any number. */
  perDay: number | null
  /** At most so many in seven days; null: any number. */
  perWeek: number | null
}

/** How many messages a person may get, of a site or of one topic. */
export interface Pace extends Caps {
  window: PaceWindow
  excess: Excess
}

/**
 * What a day is. `rolling`: the last 24 hours, and the last 7 times 24. `calendar`: today in the person's time zone,
 * and today with the six days before it.
 */
export const PACE_WINDOWS = ['rolling', 'calendar'] as const
export type PaceWindow = (typeof PACE_WINDOWS)[number]

/**
 * What becomes of a message above the cap. `hold`: it waits until the cap allows it. `skip`: this person gets none.
 * `digest`: it comes in the person's digest of the day.
 */
export const EXCESSES = ['hold', 'skip', 'digest'] as const
export type Excess = (typeof EXCESSES)[number]

/** Messages that the caps of one site and its topics name: what the engine has to know. */
export interface SitePaces {
  site: Pace | null
  /** Of the topics that have their own, by id. */
  topics: Readonly<Record<string, Pace>>
  /** What those get who never react; undefined: as much as everybody. */
  silence?: SiteSilence | undefined
  /** Of everybody who has said nothing of their own; undefined: none. */
  quietHours?: SiteQuietHours | undefined
}

/** Times of day as `22:00`, on the clock of the person. */
export interface SiteQuietHours {
  from: string
  to: string
  /** Of people whose browser has told none; null: UTC. */
  timeZone: string | null
}

/**
 * The cap that a message would exceed, a stable word: that of the site or the topic, the person's own, fewer of a
 * topic that the person has called irrelevant, or fewer for a person who never reacts.
 */
export type CapReason = 'cap-day' | 'cap-week' | 'own-cap-day' | 'own-cap-week' | 'not-relevant' | 'no-reaction'

// S96: one push a week makes one in ten turn them off, and six a week half of all. So one a day, and six a week.
export const USUAL_PACE: Pace = { perDay: 1, perWeek: 6, window: 'rolling', excess: 'hold' }

/** The most that a cap may be: each message of it takes six bytes a person. */
export const MOST_PER_WEEK = 50
