/** Whoever never reacts to what a site sends gets fewer, by a rule of its operator. */
export interface SilenceRule {
  /** Days without a reaction. */
  afterDays: number
  /** Days on which messages were displayed, since the last reaction. */
  shownDays: number
  /** At most so many in seven days then, until the person reacts. */
  perWeek: number
}

/** A rule as it is in force at a site. */
export interface SiteSilence {
  rule: SilenceRule
  /** Push services whose browsers tell of no displays there: who has one of these is never silent. */
  unheard: readonly string[]
}

/** What is known of a person's reactions: two days and a number, six bytes (silence-entries.ts). */
export interface Reactions {
  /** The day of the last reaction, or before any, of the first display. 0: nothing is known. */
  since: Day
  /** The last day that counts in `shown`. */
  last: Day
  /** Days after `since` with a display; before any reaction, with it. */
  shown: number
}

/** Whole days since 1970, UTC. */
export type Day = number

export const NO_REACTIONS: Reactions = { since: 0, last: 0, shown: 0 }

/** Three months and ten days with a message: whoever has not clicked by then, seldom will. */
export const USUAL_SILENCE: SilenceRule = { afterDays: 90, shownDays: 10, perWeek: 1 }

/** Shorter would call a holiday silence. */
export const LEAST_DAYS = 7

const MOST_SHOWN = 65_535

/**
 * Whether somebody gets fewer: what a browser tells of displays was told on enough days, and of no reaction for long
 * enough. A browser that cannot tell of displays never counts, so nobody is silent by its doing. Pure.
 *
 * @example
 * isSilent({ since: 20_000, last: 20_095, shown: 40 }, { afterDays: 90, shownDays: 10, perWeek: 1 }, 20_100) // true
 */
export function isSilent({ since, shown }: Reactions, { afterDays, shownDays }: SilenceRule, today: Day): boolean {
  return since > 0 && shown >= shownDays && today - since >= afterDays
}

/** After a display on that day; the same object where it changes nothing: a second one on a day, or one told late. */
export function afterDisplay(known: Reactions, day: Day): Reactions {
  if (known.since === 0) return { since: day, last: day, shown: 1 }
  if (day <= known.last) return known
  return { since: known.since, last: day, shown: Math.min(known.shown + 1, MOST_SHOWN) }
}

/**
 * After a reaction on that day; the same object where it changes nothing. Days after one that is told late count no
 * more, although they came after it: in doubt nobody is silent.
 */
export function afterReaction(known: Reactions, day: Day): Reactions {
  if (day < known.since || (day === known.since && known.shown === 0)) return known
  return { since: day, last: Math.max(known.last, day), shown: 0 }
}
