import type { Database } from '../database/database.ts'
import { statement } from '../database/statement.ts'
import type { Period } from './period.ts'
import type { Selection } from './query.ts'

/** The sums of one step, by kind. */
export type Sums = Map<number, number>

interface Row {
  at: number
  kind: number
  count: number
}

const GROUPED = 'group by 1, 2'
// The cast is for SQLite, which gets each number as a float.
const AT = 'cast((hour + :shift::integer) / :size::integer as integer) as at, kind, sum(count)::bigint as count'
const HOURS = 'kind = any(:kinds::smallint[]) and hour >= :from and hour < :to'
const DAYS = `kind = any(:kinds::smallint[]) and day >= :firstDay and day <= :lastDay
    and (:topic = '*' or topic_id = :topic)`

/** The reads, for EXPLAIN in the tests as well. */
export const READ = {
  hours: statement(`select ${AT} from belfry.stats_hours
    where site_id = :site and ${HOURS} and (:topic = '*' or topic_id = :topic) ${GROUPED}`),
  notificationHours: statement(`select ${AT} from belfry.stats_notification_hours
    where notification = :notification and ${HOURS} ${GROUPED}`),
  days: statement(`select day as at, kind, sum(count)::bigint as count from belfry.stats_days
    where site_id = :site and ${DAYS} and device = any(:devices::smallint[]) ${GROUPED}`),
  interactionDays: statement(`select day as at, kind, sum(count)::bigint as count from belfry.interaction_days
    where site_id = :site and ${DAYS} and device = any(:devices::smallint[]) ${GROUPED}`),
} as const

/** Which tables have the sums by device: those of interactions are the older ones. */
export type ByDevice = 'days' | 'interactionDays'

/** The sums of each step of a period, in order. */
export async function readPoints(
  database: Pick<Database, 'read'>,
  { siteId, topic = '*', devices, notification }: Selection,
  period: Period,
  { kinds, byDevice }: { kinds: readonly number[]; byDevice: ByDevice },
): Promise<Sums[]> {
  const size = period.step === 'day' ? 24 : 1
  const first = size === 24 ? period.firstDay : (period.starts[0] ?? 0)
  const points: Sums[] = period.starts.slice(1).map(() => new Map())
  const put = (rows: readonly Row[]) => {
    for (const { at, kind, count } of rows) {
      const sums = points[at - first]
      sums?.set(kind, (sums.get(kind) ?? 0) + count)
    }
  }
  if (devices !== undefined) {
    const { firstDay, lastDay } = period
    put(await database.read<Row>(READ[byDevice], { site: siteId, kinds, topic, devices, firstDay, lastDay }))
    return points
  }
  for (const { from, to, shift } of period.segments) {
    const values = { site: siteId, kinds, topic, from, to, size, shift: size === 1 ? 0 : shift }
    if (notification === undefined) put(await database.read<Row>(READ.hours, values))
    else put(await database.read<Row>(READ.notificationHours, { ...values, notification }))
  }
  return points
}

/** All steps together. */
export function sumUp(points: readonly Sums[]): Sums {
  const total: Sums = new Map()
  for (const point of points) for (const [kind, count] of point) total.set(kind, (total.get(kind) ?? 0) + count)
  return total
}
