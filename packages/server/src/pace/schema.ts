import { z } from 'zod'
import { EXCESSES, MOST_PER_WEEK, PACE_WINDOWS, USUAL_PACE, type Pace } from './pace.ts'
import { LEAST_DAYS, USUAL_SILENCE, type SilenceRule } from './silence.ts'

const cap = z
  .int('must be a whole number')
  .min(1, 'must be at least 1; to send nothing, cancel, or turn the topic off')
  .max(MOST_PER_WEEK, `must be ${MOST_PER_WEEK} at most, or null`)
  .nullable()

const fields = {
  perDay: cap.describe('Messages that one person may get in a day; null: any number.'),
  perWeek: cap.describe('Messages that one person may get in seven days; null: any number.'),
  window: z
    .enum(PACE_WINDOWS)
    .describe(
      '`rolling`: a day is the last 24 hours. `calendar`: it is today in the person’s time zone, and a week is today ' +
        'with the six days before.',
    ),
  excess: z
    .enum(EXCESSES)
    .describe(
      '`hold`: what is above the cap waits until the cap allows it, and is skipped if it would expire before. ' +
        '`skip`: it is skipped at once. `digest`: what is above the cap comes together, as one message a day, which ' +
        'counts for no cap. Either way its delivery says so.',
    ),
}

/** How often one person may get messages: caps as they are switched on. What is left out has its usual value. */
export const paceSchema = z
  .strictObject({
    perDay: fields.perDay.default(USUAL_PACE.perDay),
    perWeek: fields.perWeek.default(USUAL_PACE.perWeek),
    window: fields.window.default(USUAL_PACE.window),
    excess: fields.excess.default(USUAL_PACE.excess),
  })
  .meta({ id: 'Pace' })

/** Any fields of a pace. */
export const paceChangeSchema = z.strictObject(fields).partial().meta({ id: 'PaceChange' })

/** One that is stored. */
export const storedPace = z.object(fields)

/** A pace after a change: null switches it off, and the first change of none begins with the usual caps. */
export function changedPace(before: Pace | null, change: z.output<typeof paceChangeSchema> | null): Pace | null {
  if (change === null) return null
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  return { ...USUAL_PACE, ...before, ...given }
}

const silenceFields = {
  afterDays: z
    .int('must be a whole number')
    .min(LEAST_DAYS, `must be at least ${LEAST_DAYS}`)
    .max(3650)
    .describe('Days without a click, a press of an action, or a look into the inbox.'),
  shownDays: z
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(1000)
    .describe('And on so many days since then a browser has told that it displayed something.'),
  perWeek: z
    .int('must be a whole number')
    .min(1, 'must be at least 1: whoever gets nothing has nothing to react to')
    .max(MOST_PER_WEEK, `must be ${MOST_PER_WEEK} at most`)
    .describe('Messages that such a person gets in seven days, until they react once.'),
}

/** What those get who never react: the rule as it is switched on. What is left out has its usual value. */
export const silenceSchema = z
  .strictObject({
    afterDays: silenceFields.afterDays.default(USUAL_SILENCE.afterDays),
    shownDays: silenceFields.shownDays.default(USUAL_SILENCE.shownDays),
    perWeek: silenceFields.perWeek.default(USUAL_SILENCE.perWeek),
  })
  .meta({ id: 'Silence' })

/** Any fields of the rule. */
export const silenceChangeSchema = z.strictObject(silenceFields).partial().meta({ id: 'SilenceChange' })

/** One that is stored. */
export const storedSilence = z.object(silenceFields)

/** The rule after a change: null switches it off, and the first change of none begins with the usual one. */
export function changedSilence(
  before: SilenceRule | null,
  change: z.output<typeof silenceChangeSchema> | null,
): SilenceRule | null {
  if (change === null) return null
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  return { ...USUAL_SILENCE, ...before, ...given }
}
