import { parseMarks } from '../inbox/marks.ts'
import { clockOf } from '../digests/time-of-day.ts'
import { blockOf, Entry } from '../pace/entries.ts'
import { REACTIONS } from '../pace/reaction-store.ts'
import { PERSONAL } from '../pace/scopes.ts'
import { reactionsIn } from '../pace/silence-entries.ts'
import type { SubscriberExport } from './answer-schema.ts'
import { idsOf, iso, isoOrNull, type PersonReader } from './person.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** The topics that a person has chosen about. */
export async function readTopics({ db, person }: PersonReader): Promise<SubscriberExport['topics']> {
  const chosen = await db
    .selectFrom('belfry_preferences as p')
    .leftJoin('belfry_mutes as m', (join) =>
      join.onRef('m.subscriber_id', '=', 'p.subscriber_id').onRef('m.topic_id', '=', 'p.topic_id'),
    )
    .select(['p.topic_id', 'p.enabled', 'p.granted', 'p.changed_at', 'm.at as muted_at'])
    .where('p.site_id', '=', person.site)
    .where('p.subscriber_id', '=', person.number)
    .orderBy('p.topic_id')
    .execute()
  return chosen.map((row) => ({
    topic: row.topic_id,
    on: row.enabled === 1,
    granted: row.granted === 1,
    changedAt: iso(row.changed_at),
    mutedAt: isoOrNull(row.muted_at),
  }))
}

export async function readPastTopics({ db, person }: PersonReader): Promise<SubscriberExport['pastTopics']> {
  const rows = await db
    .selectFrom('belfry_past_preferences')
    .selectAll()
    .where('subscriber_id', '=', person.number)
    .orderBy('on_from')
    .execute()
  return rows.map((row) => ({ topic: row.topic_id, from: iso(row.on_from), until: iso(row.on_until) }))
}

export async function readDeliveryPreferences({
  db,
  person,
}: PersonReader): Promise<SubscriberExport['deliveryPreferences']> {
  const row = await db
    .selectFrom('belfry_delivery_preferences')
    .selectAll()
    .where('subscriber_id', '=', person.number)
    .executeTakeFirst()
  if (row === undefined) return null
  const { paused_until: paused, quiet_from: from, quiet_to: to } = row
  return {
    paused: paused === null || paused === -1 ? paused === -1 : { until: iso(paused) },
    quietHours: from === null || to === null ? null : { from: clockOf(from), to: clockOf(to) },
    noQuietHours: row.quiet_none === 1,
    timeZone: row.time_zone,
    content: row.opaque === 1 ? 'opaque' : row.content,
    digest: row.digest_at === null ? null : { at: row.digest_at === -1 ? null : clockOf(row.digest_at) },
    pace: row.cap_day === null && row.cap_week === null ? null : { perDay: row.cap_day, perWeek: row.cap_week },
    changedAt: iso(row.changed_at),
  }
}

export async function readDigests({ db, person }: PersonReader): Promise<SubscriberExport['digests']> {
  const rows = await db
    .selectFrom('belfry_digest_items as i')
    .innerJoin('belfry_notifications as n', 'n.number', 'i.notification')
    .select(['n.id', 'i.due_at', 'i.digest'])
    .where('i.subscriber_id', '=', person.number)
    .orderBy('i.notification')
    .execute()
  return rows.map((row) => ({ notification: row.id, dueAt: iso(row.due_at), digest: row.digest || null }))
}

export async function readIrrelevant({ db, person }: PersonReader): Promise<SubscriberExport['irrelevant']> {
  const rows = await db
    .selectFrom('belfry_irrelevances as i')
    .innerJoin('belfry_notifications as n', 'n.number', 'i.notification')
    .select(['i.topic_id', 'n.id', 'i.at'])
    .where('i.subscriber_id', '=', person.number)
    .orderBy('i.at')
    .execute()
  return rows.map((row) => ({ topic: row.topic_id, notification: row.id, at: iso(row.at) }))
}

export async function readInbox({ db, person }: PersonReader): Promise<SubscriberExport['inbox']> {
  const row = await db
    .selectFrom('belfry_inbox_marks')
    .select(['read_until', 'read', 'dismissed'])
    .where('subscriber_id', '=', person.number)
    .executeTakeFirst()
  if (row === undefined) return null
  const marks = parseMarks(row)
  const ids = await idsOf(db, [...marks.read, ...marks.dismissed])
  const named = (numbers: readonly number[]) => numbers.flatMap((number) => ids.get(number) ?? [])
  return { readUntil: iso(marks.readUntil), read: named(marks.read), dismissed: named(marks.dismissed) }
}

/** When messages were counted against caps: 64 people share a row, and only this person's part is read. */
export async function readCounted({ db, person }: PersonReader): Promise<SubscriberExport['counted']> {
  const rows = await db
    .selectFrom('belfry_pace_blocks')
    .select(['topic', 'entries'])
    .where('block', '=', blockOf(person.number))
    .where('topic', '!=', REACTIONS)
    .orderBy('topic')
    .execute()
  return rows.flatMap(({ topic, entries }) => {
    const minutes: number[] = []
    new Entry(entries, person.number).read(minutes)
    const at = minutes.toSorted((a, b) => a - b).map((minute) => iso(minute * MINUTE_MS))
    return at.length === 0 ? [] : { topic: topic.replaceAll(PERSONAL, '') || null, at }
  })
}

export async function readReactions({ db, person }: PersonReader): Promise<SubscriberExport['reactions']> {
  const row = await db
    .selectFrom('belfry_pace_blocks')
    .select('entries')
    .where('block', '=', blockOf(person.number))
    .where('topic', '=', REACTIONS)
    .executeTakeFirst()
  if (row === undefined) return null
  const { since, shown } = reactionsIn(row.entries, person.number)
  return since === 0 ? null : { since: iso(since * DAY_MS), shownDays: shown }
}
