import { z } from 'zod'
import { STEPS, type Period } from './period.ts'

const HOUR_MS = 3_600_000

const count = z.int()

/** A rate between 0 and 1, or null where nothing can be said. */
export const rate = z.number().min(0).nullable()

/** Columns that are all counts, from their names and descriptions. */
export function countColumns<const Columns extends Readonly<Record<string, string>>>(columns: Columns) {
  type Shape = { [Name in keyof Columns]: typeof count }
  return Object.fromEntries(
    Object.entries(columns).map(([name, text]) => [name, text === '' ? count : count.describe(text)]),
  ) as Shape
}

const at = z.iso.datetime().describe('The begin of the hour or day.')
const from = z.iso.datetime()
const to = z.iso.datetime().describe('Exclusive.')

/** The answer of a statistic: its points, their sum, and the same of the period before. */
export function framed<Point extends z.ZodRawShape, Totals extends z.ZodRawShape, More extends z.ZodRawShape>(
  id: string,
  { point, totals, more }: { point: Point; totals: Totals; more: More },
) {
  const points = z.array(z.object({ at, ...point })).describe('Every hour or day, in order.')
  const sums = z.object(totals)
  return z
    .object({
      from,
      to,
      zone: z.string(),
      step: z.enum(STEPS),
      startsLateBy: z
        .int()
        .describe(
          'Minutes by which a day begins late: sums are kept by hours of UTC, and some zones are off the hour.',
        ),
      points,
      totals: sums,
      previous: z
        .object({ from, to, points, totals: sums })
        .nullable()
        .describe('The period of the same length before. Null: not all of it is of the days that the key reads.'),
      ...more,
    })
    .meta({ id })
}

/** The frame of an answer around the points of both periods. */
export function frameOf<Point extends object, Totals>(
  { period, previous }: { period: Period; previous: Period },
  now: { points: readonly Point[]; totals: Totals },
  before: { points: readonly Point[]; totals: Totals },
) {
  const { zone, step, startsLateBy } = period
  return {
    ...boundsOf(period),
    zone,
    step,
    startsLateBy,
    points: placed(period, now.points),
    totals: now.totals,
    previous: { ...boundsOf(previous), points: placed(previous, before.points), totals: before.totals },
  }
}

function boundsOf({ starts }: Period) {
  return { from: instant(starts[0] ?? 0), to: instant(starts.at(-1) ?? 0) }
}

function placed<Point extends object>({ starts }: Period, points: readonly Point[]) {
  return points.map((point, index) => ({ at: instant(starts[index] ?? 0), ...point }))
}

function instant(hour: number): string {
  return new Date(hour * HOUR_MS).toISOString()
}

/** A part of a whole; null without a whole. At most 1: a late hour may hold more clicks than displays. */
export function rateOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.min(1, Math.round((part / whole) * 1e6) / 1e6)
}
