import type { Database } from '../database/database.ts'
import { statement } from '../database/statement.ts'
import { BROWSERS, SERVICES, SYSTEMS } from '../subscriptions/device.ts'
import type { Period } from './period.ts'
import type { Selection } from './query.ts'
import type { Sums } from './read-sums.ts'

const DAYS = `kind = any(:kinds::smallint[]) and day >= :firstDay and day <= :lastDay
    and (:topic = '*' or topic_id = :topic) and (:ofAll = 1 or device = any(:devices::smallint[]))`
const SUM = 'kind, sum(count)::bigint as count'

/** The reads, for EXPLAIN in the tests as well. */
export const READ_BREAKDOWN = {
  devices: {
    days: statement(`select device, ${SUM} from belfry.stats_days where site_id = :site and ${DAYS} group by 1, 2`),
    interactionDays: statement(`
      select device, ${SUM} from belfry.interaction_days where site_id = :site and ${DAYS} group by 1, 2`),
    notification: statement(`
      select device, ${SUM} from belfry.stats_notification_days
      where notification = :notification and kind = any(:kinds::smallint[]) group by 1, 2`),
    interactionsOfOne: statement(`
      select device, ${SUM} from belfry.interaction_counts
      where notification = :notification and kind = any(:kinds::smallint[]) group by 1, 2`),
  },
  topics: {
    days: statement(`select topic_id as topic, ${SUM} from belfry.stats_days
      where site_id = :site and ${DAYS} group by 1, 2`),
    interactionDays: statement(`select topic_id as topic, ${SUM} from belfry.interaction_days
      where site_id = :site and ${DAYS} group by 1, 2`),
  },
} as const

interface DeviceRow {
  device: number
  kind: number
  count: number
}

/** Sums by the code of a device, in the days of UTC. */
export async function readByDevice(
  database: Pick<Database, 'read'>,
  selection: Selection,
  period: Period,
  { kinds, of }: { kinds: readonly number[]; of: 'outcomes' | 'interactions' },
): Promise<Map<number, Sums>> {
  const { devices } = READ_BREAKDOWN
  const rows =
    selection.notification === undefined
      ? await database.read<DeviceRow>(of === 'outcomes' ? devices.days : devices.interactionDays, {
          ...valuesOf(selection, period),
          kinds,
        })
      : await database.read<DeviceRow>(of === 'outcomes' ? devices.notification : devices.interactionsOfOne, {
          notification: selection.notification,
          kinds,
        })
  return grouped(rows, ({ device }) => device)
}

/** The same by topic; '' is what went to other audiences. */
export async function readByTopic(
  database: Pick<Database, 'read'>,
  selection: Selection,
  period: Period,
  { kinds, of }: { kinds: readonly number[]; of: 'outcomes' | 'interactions' },
): Promise<Map<string, Sums>> {
  const read = of === 'outcomes' ? READ_BREAKDOWN.topics.days : READ_BREAKDOWN.topics.interactionDays
  const rows = await database.read<{ topic: string; kind: number; count: number }>(read, {
    ...valuesOf(selection, period),
    kinds,
  })
  return grouped(rows, ({ topic }) => topic)
}

/** The names that a device's code stands for. */
export function namesOf(device: number) {
  return {
    pushService: SERVICES[Math.floor(device / 64)] ?? 'other',
    browser: BROWSERS[Math.floor(device / 8) % 8] ?? 'other',
    system: SYSTEMS[device % 8] ?? 'other',
  } as const
}

/** Sums of devices together, by one of their names. */
export function groupDevices(byDevice: ReadonlyMap<number, Sums>, by: keyof ReturnType<typeof namesOf>) {
  const groups = new Map<string, Map<number, Sums>>()
  for (const [device, sums] of byDevice) {
    const name = namesOf(device)[by]
    const group = groups.get(name) ?? new Map<number, Sums>()
    groups.set(name, group.set(device, sums))
  }
  return groups
}

function valuesOf({ siteId, topic = '*', devices }: Selection, { firstDay, lastDay }: Period) {
  return { site: siteId, topic, devices: devices ?? [], ofAll: devices === undefined ? 1 : 0, firstDay, lastDay }
}

function grouped<Row extends { kind: number; count: number }, Key>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): Map<Key, Sums> {
  const groups = new Map<Key, Sums>()
  for (const row of rows) {
    const key = keyOf(row)
    const sums = groups.get(key) ?? new Map<number, number>()
    groups.set(key, sums.set(row.kind, (sums.get(row.kind) ?? 0) + row.count))
  }
  return groups
}
