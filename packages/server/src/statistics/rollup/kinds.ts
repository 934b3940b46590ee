// What the statistics count, and the small numbers that the tables keep. A released number never changes. Up to 99:
// what a browser tells of a notification, as interactions/kinds.ts has it; all presses of actions are one here.

/** How a delivery ends, or why an attempt at it was put off. */
export const OUTCOME_KINDS = {
  accepted: 100,
  gone: 101,
  'key-mismatch': 102,
  rejected: 103,
  'too-large': 104,
  expired: 105,
  skipped: 106,
  throttled: 110,
  'retry-later': 111,
  unreachable: 112,
  held: 113,
} as const

/** Ends of a delivery: each has one. Of what is put off every time counts, and its deliveries tell only of the last. */
export const ENDS = ['accepted', 'gone', 'key-mismatch', 'rejected', 'too-large', 'expired', 'skipped'] as const

/** How the number of a site's subscriptions changes. */
export const GROWTH_KINDS = {
  new: 200,
  imported: 201,
  returned: 202,
  /** A browser that was there has a new subscription; `replaced` is its old one. */
  renewed: 203,
  gone: 210,
  unsubscribed: 211,
  'signed-out': 212,
  ended: 213,
  aged: 214,
  replaced: 215,
  erased: 216,
  'never-accepted': 217,
} as const
export type GrowthKind = keyof typeof GROWTH_KINDS

/** How people choose topics: on and off by themselves, off after two reports, off because the app grants it no more. */
export const CHOICE_KINDS = { on: 220, off: 221, muted: 222, 'taken-back': 223 } as const

export const PRESSED = 8

const FIRST_LATENCY = 130
/** The upper bounds of the buckets in which times to delivery are counted, in milliseconds; the last one has none. */
export const LATENCY_BOUNDS = [
  100, 250, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 120_000, 300_000, 900_000, 3_600_000, 21_600_000, 86_400_000,
] as const

/** The kind of a delivery that was accepted so long after its notification was made. */
export function latencyKind(ms: number): number {
  const index = LATENCY_BOUNDS.findIndex((bound) => ms <= bound)
  return FIRST_LATENCY + (index === -1 ? LATENCY_BOUNDS.length : index)
}

/** The kinds of all buckets, in order. */
export const LATENCY_KINDS: readonly number[] = [...LATENCY_BOUNDS.keys(), LATENCY_BOUNDS.length].map(
  (index) => FIRST_LATENCY + index,
)

/** Whether it is counted by device as well, a day at a time. */
export function hasDevice(kind: number): boolean {
  return (kind >= OUTCOME_KINDS.accepted && kind < FIRST_LATENCY) || (kind >= 200 && kind < 220)
}
