import type { Insertable } from 'kysely'
import type { Queries } from '../database/database.ts'
import type { DeliveryPreferencesTable } from '../database/schema.ts'
import { statement, type StatementDatabase } from '../database/statement.ts'
import { NO_PREFERENCES, type DeliveryPreferences } from './delivery-preferences.ts'

/** As stored: -1 stands for Infinity, which no column holds. */
const UNTIL_RESUMED = -1
/** As stored: the hour of the site. */
const WHEN_THE_SITE_SAYS = -1

/** What a subscriber wants, with the zone and the language of the browser that was seen last. */
export interface WantedDeliveries {
  preferences: DeliveryPreferences
  /** Of the browser; null: it has said none. */
  browserZone: string | null
  locale: string | null
}

const OF_WHOM = (whom: string) => `
  select p.subscriber_id, p.paused_until, p.quiet_from, p.quiet_to, p.time_zone, p.content, p.digest_at, p.opaque,
    p.cap_day, p.cap_week, p.quiet_none, s.time_zone, s.locale
  from belfry.delivery_preferences p cross join belfry.subscribers s
  where ${whom} and s.id = p.subscriber_id`

/** The hot reads, for EXPLAIN in the tests as well. */
export const WANTED = {
  /** Whether anybody has said anything: where nobody has, nothing more is read. */
  any: statement('select exists (select 1 from belfry.delivery_preferences) as found'),
  /** Of a page, whose subscribers lie close together: 0.14 µs (SQLite) and 0.4 µs (PostgreSQL) a message. */
  inRange: statement(OF_WHOM('p.subscriber_id >= :first and p.subscriber_id <= :last')),
  ofSome: statement(OF_WHOM('p.subscriber_id = any(:ids::bigint[])')),
  /** The zones of browsers, where a site has quiet hours for everybody. */
  zonesInRange: statement('select id, time_zone from belfry.subscribers where id >= :first and id <= :last'),
  zonesOfSome: statement('select id, time_zone from belfry.subscribers where id = any(:ids::bigint[])'),
} as const

// Of a sparse page, a range would read the rows of everybody in between.
const SPARSE = 8

export async function hasAnybody<Tx>({ statements, connection }: StatementDatabase<Tx>): Promise<boolean> {
  const { rows } = await statements.run(connection, WANTED.any, {})
  return Boolean((rows as { found: number | boolean }[])[0]?.found)
}

/** The wishes of these subscribers, of whom most have none; in ascending order, each perhaps several times. */
export async function readWanted<Tx>(
  { statements, connection }: StatementDatabase<Tx>,
  subscribers: readonly number[],
): Promise<Map<number, WantedDeliveries>> {
  const [first = 0, last = 0] = [subscribers[0], subscribers.at(-1)]
  const rows = isDense(subscribers)
    ? await statements.table(connection, WANTED.inRange, { first, last })
    : await statements.table(connection, WANTED.ofSome, { ids: [...new Set(subscribers)] })
  return new Map((rows as Row[]).map((row) => [row[0], wantedOf(row)]))
}

/** The time zones of these subscribers' browsers, in ascending order; null: none was told. */
export async function readZones<Tx>(
  { statements, connection }: StatementDatabase<Tx>,
  subscribers: readonly number[],
): Promise<Map<number, string | null>> {
  const [first = 0, last = 0] = [subscribers[0], subscribers.at(-1)]
  const rows = isDense(subscribers)
    ? await statements.table(connection, WANTED.zonesInRange, { first, last })
    : await statements.table(connection, WANTED.zonesOfSome, { ids: [...new Set(subscribers)] })
  return new Map(rows as [number, string | null][])
}

function isDense(subscribers: readonly number[]): boolean {
  return (subscribers.at(-1) ?? 0) - (subscribers[0] ?? 0) <= subscribers.length * SPARSE
}

type Row = [
  subscriber: number,
  pausedUntil: number | null,
  from: number | null,
  to: number | null,
  zone: string | null,
  content: 'full' | 'generic',
  digestAt: number | null,
  opaque: 0 | 1,
  capDay: number | null,
  capWeek: number | null,
  quietNone: 0 | 1,
  browserZone: string | null,
  locale: string | null,
]

function wantedOf(row: Row): WantedDeliveries {
  const [, pausedUntil, from, to, timeZone, content, digestAt, opaque, perDay, perWeek] = row
  const [quietNone, browserZone, locale] = [row[10], row[11], row[12]]
  const preferences: DeliveryPreferences = {
    pausedUntil: pausedUntil === UNTIL_RESUMED ? Infinity : pausedUntil,
    quietHours: from === null || to === null ? null : { from, to },
    noQuietHours: quietNone === 1,
    timeZone,
    content: opaque === 1 ? 'opaque' : content,
    digest: digestAt === null ? null : { at: digestAt === WHEN_THE_SITE_SAYS ? null : digestAt },
    pace: perDay === null && perWeek === null ? null : { perDay, perWeek },
  }
  return { preferences, browserZone, locale }
}

export async function findWanted(db: Queries, subscriber: number): Promise<WantedDeliveries | undefined> {
  const row = await db
    .selectFrom('belfry_subscribers as s')
    .leftJoin('belfry_delivery_preferences as p', 'p.subscriber_id', 's.id')
    .select(['p.paused_until', 'p.quiet_from', 'p.quiet_to', 'p.time_zone', 'p.content', 'p.digest_at', 'p.opaque'])
    .select(['p.cap_day', 'p.cap_week', 'p.quiet_none'])
    .select(['s.time_zone as browserZone', 's.locale'])
    .where('s.id', '=', subscriber)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { paused_until, quiet_from, quiet_to, time_zone, content, digest_at, browserZone, locale } = row
  const { cap_day, cap_week, opaque, quiet_none } = row
  if (content === null) return { preferences: NO_PREFERENCES, browserZone, locale }
  const times = [paused_until, quiet_from, quiet_to, time_zone] as const
  const wishes = [...times, content, digest_at, opaque ?? 0, cap_day, cap_week, quiet_none ?? 0] as const
  return wantedOf([subscriber, ...wishes, browserZone, locale])
}

/** Saves the wishes; who has none any more has no row. */
export async function saveDeliveryPreferences(
  db: Queries,
  subscriber: number,
  wanted: DeliveryPreferences,
  now: number,
): Promise<void> {
  const { pausedUntil, quietHours, noQuietHours, timeZone, content, digest, pace } = wanted
  const says = [pausedUntil, quietHours, timeZone, digest, pace].some((wish) => wish !== null)
  if (!says && !noQuietHours && content === 'full') {
    await db.deleteFrom('belfry_delivery_preferences').where('subscriber_id', '=', subscriber).execute()
    return
  }
  const columns: Omit<Insertable<DeliveryPreferencesTable>, 'subscriber_id'> = {
    paused_until: pausedUntil === Infinity ? UNTIL_RESUMED : pausedUntil,
    quiet_from: quietHours?.from ?? null,
    quiet_to: quietHours?.to ?? null,
    quiet_none: noQuietHours ? 1 : 0,
    time_zone: timeZone,
    // What a process of the version before can read.
    content: content === 'opaque' ? 'generic' : content,
    opaque: content === 'opaque' ? 1 : 0,
    digest_at: digest === null ? null : (digest.at ?? WHEN_THE_SITE_SAYS),
    cap_day: pace?.perDay ?? null,
    cap_week: pace?.perWeek ?? null,
    changed_at: now,
  }
  await db
    .insertInto('belfry_delivery_preferences')
    .values({ subscriber_id: subscriber, ...columns })
    .onConflict((conflict) => conflict.column('subscriber_id').doUpdateSet(columns))
    .execute()
}
