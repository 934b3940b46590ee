import { setImmediate as immediate } from 'node:timers/promises'
import type { Database, Queries } from '../database/database.ts'
import { preferenceInForce } from '../database/preference-in-force.ts'
import { estimateRows } from '../database/spread.ts'

export async function listEnabledTopics(db: Queries, siteId: string, subscriberId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('belfry_preferences')
    .select('topic_id')
    .where('site_id', '=', siteId)
    .where('subscriber_id', '=', subscriberId)
    .where(preferenceInForce)
    .orderBy('topic_id')
    .execute()
  return rows.map((row) => row.topic_id)
}

/** Those that were turned off, by the person or for the person's reports: not those that were never on. */
export async function listTurnedOff(db: Queries, siteId: string, subscriberId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('belfry_preferences')
    .select('topic_id')
    .where('site_id', '=', siteId)
    .where('subscriber_id', '=', subscriberId)
    .where('enabled', '=', 0)
    .execute()
  return rows.map((row) => row.topic_id)
}

export interface Preference {
  siteId: string
  topicId: string
  subscriberId: number
  enabled: boolean
  /** The host app's token names the topic. */
  granted: boolean
}

export async function savePreference(db: Queries, preference: Preference, now: number): Promise<void> {
  const { enabled, granted } = preference
  const columns = { enabled: enabled ? 1 : 0, granted: granted ? 1 : 0, changed_at: now } as const
  await db
    .insertInto('belfry_preferences')
    .values({
      site_id: preference.siteId,
      topic_id: preference.topicId,
      subscriber_id: preference.subscriberId,
      ...columns,
    })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'topic_id', 'subscriber_id']).doUpdateSet((eb) => ({
        ...columns,
        // The time is that of the last change: an inbox shows what came since.
        changed_at: eb
          .case()
          .when('belfry_preferences.enabled', '=', columns.enabled)
          .then(eb.ref('belfry_preferences.changed_at'))
          .else(now)
          .end(),
      })),
    )
    .execute()
}

/** The same where nothing is chosen yet. */
export async function insertPreference(
  db: Queries,
  { siteId, topicId, subscriberId, enabled, granted }: Preference,
  now: number,
): Promise<void> {
  const key = { site_id: siteId, topic_id: topicId, subscriber_id: subscriberId }
  await db
    .insertInto('belfry_preferences')
    .values({ ...key, enabled: enabled ? 1 : 0, granted: granted ? 1 : 0, changed_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Gives one subscriber another's choices about open topics, where it has none of its own. */
export async function inheritPreferences(db: Queries, siteId: string, from: number, to: number): Promise<void> {
  await db
    .insertInto('belfry_preferences')
    .columns(['site_id', 'topic_id', 'subscriber_id', 'enabled', 'changed_at'])
    .expression(
      db
        .selectFrom('belfry_preferences as p')
        .innerJoin('belfry_topics as t', (join) =>
          join.onRef('t.site_id', '=', 'p.site_id').onRef('t.id', '=', 'p.topic_id'),
        )
        .select((eb) => ['p.site_id', 'p.topic_id', eb.val(to).as('subscriber_id'), 'p.enabled', 'p.changed_at'])
        .where('p.site_id', '=', siteId)
        .where('p.subscriber_id', '=', from)
        .where('t.access', '=', 'open'),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

// In the embedded store a page blocks the loop that answers HTTP: so many rows take 1 to 2 ms.
const COUNTED_AT_ONCE = 5000

/** How many people have a topic on, counted along the primary key, a page at a time: others are answered meanwhile. */
export async function countWhoHaveOn(db: Queries, siteId: string, topicId: string): Promise<number> {
  let count = 0
  let after = 0
  for (;;) {
    const page = db
      .selectFrom('belfry_preferences')
      .select(['subscriber_id', 'enabled'])
      .where('site_id', '=', siteId)
      .where('topic_id', '=', topicId)
      .where('subscriber_id', '>', after)
      .orderBy('subscriber_id')
      .limit(COUNTED_AT_ONCE)
    const { rows, on, last } = await db
      .selectFrom(page.as('page'))
      .select(({ fn }) => [
        fn.countAll<number>().as('rows'),
        fn.sum<number | null>('enabled').as('on'),
        fn.max<number | null>('subscriber_id').as('last'),
      ])
      .executeTakeFirstOrThrow()
    count += on ?? 0
    if (rows < COUNTED_AT_ONCE || last === null) return count
    after = last
    await immediate()
  }
}

/** About how many: within one per cent, in some milliseconds. */
export function estimateWhoHaveOn(db: Queries, siteId: string, topicId: string): Promise<number> {
  const people = db
    .selectFrom('belfry_preferences')
    .select('subscriber_id')
    .where('site_id', '=', siteId)
    .where('topic_id', '=', topicId)
    .where('enabled', '=', 1)
  return estimateRows({
    async next(after, rows) {
      const page = people.where('subscriber_id', '>', after).orderBy('subscriber_id').limit(rows)
      const { end, count } = await db
        .selectFrom(page.as('page'))
        .select(({ fn }) => [fn.max<number | null>('subscriber_id').as('end'), fn.countAll<number>().as('count')])
        .executeTakeFirstOrThrow()
      return end === null ? undefined : { end, rows: count }
    },
    last: async () => (await people.orderBy('subscriber_id', 'desc').limit(1).executeTakeFirst())?.subscriber_id,
  })
}

const REMOVED_AT_ONCE = 2000

/** Deletes everybody's choice about a topic, a few thousand at a time: others write meanwhile. */
export async function removeChoices(
  { kysely }: Pick<Database, 'kysely'>,
  siteId: string,
  topicId: string,
): Promise<void> {
  for (;;) {
    const some = kysely
      .selectFrom('belfry_preferences')
      .select('subscriber_id')
      .where('site_id', '=', siteId)
      .where('topic_id', '=', topicId)
      .limit(REMOVED_AT_ONCE)
    const { numDeletedRows } = await kysely
      .deleteFrom('belfry_preferences')
      .where('site_id', '=', siteId)
      .where('topic_id', '=', topicId)
      .where('subscriber_id', 'in', some)
      .executeTakeFirstOrThrow()
    if (numDeletedRows < REMOVED_AT_ONCE) return
    await immediate()
  }
}
