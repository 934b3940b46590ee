import type { Privacy } from '../forms/privacy.ts'

/** What a subscriber wants of deliveries, besides topics. */
export interface DeliveryPreferences {
  /** Nothing is sent before this time, milliseconds since the epoch; Infinity: until the person says. */
  pausedUntil: number | null
  quietHours: QuietHours | null
  /** The person wants none, whatever the site says for those who have said nothing. */
  noQuietHours: boolean
  /** The zone that the person has chosen; null: the one of the browser. */
  timeZone: string | null
  /** `generic`: only that there is a new message. `opaque`: and the push has nothing but an id. */
  content: Privacy
  /** What is not transactional comes together, once a day; null: one by one. */
  digest: DigestWish | null
  /** At most so many messages, of what is not transactional; null: as many as the site sends. */
  pace: OwnPace | null
}

/** At least one of them is a number. */
export interface OwnPace {
  perDay: number | null
  perWeek: number | null
}

export interface DigestWish {
  /** Minutes of the day on the subscriber's clock; null: when the site says. */
  at: number | null
}

/** Minutes of the day on the subscriber's clock; `from` is quiet and `to` is not. 22:00 to 7:00 is over midnight. */
export interface QuietHours {
  from: number
  to: number
}

/** Of everybody who has not said anything, and has no row. */
export const NO_PREFERENCES: DeliveryPreferences = {
  pausedUntil: null,
  quietHours: null,
  noQuietHours: false,
  timeZone: null,
  content: 'full',
  digest: null,
  pace: null,
}

export const MINUTE_MS = 60_000
export const DAY_MINUTES = 1440
