import { sql } from 'kysely'
import type { Database, Queries } from '../database/database.ts'
import { preferenceInForce } from '../database/preference-in-force.ts'
import type { SubscriptionStatus } from '../database/schema.ts'
import { readCursor, writeCursor, type Page, type PageQuery } from '../http/paging.ts'
import type { SubscriptionDetails } from './answer-schema.ts'
import { deviceCodeOf, deviceCodes, type DeviceFilter } from './device.ts'
import { findNewest } from './find-newest.ts'
import { viewSubscriptions } from './subscription-view.ts'

export interface SubscriptionFilter extends DeviceFilter {
  status?: SubscriptionStatus | undefined
  /** The site's own id of a person. */
  subscriber?: string | undefined
  /** Only of people who have it on. */
  topic?: string | undefined
}

/** Ids of a page, and the cursor of the next one. */
interface Found {
  ids: number[]
  next?: string | undefined
}

const STATUSES: readonly SubscriptionStatus[] = ['active', 'key-mismatch', 'retired']
// Above every row number; cursors have no more digits.
const NEWEST = 999_999_999_999_999
// With a topic, people are read in the order of their numbers; a page for a rare device may end before it is full.
const PEOPLE_AT_ONCE = 500
const PEOPLE_A_PAGE = 4 * PEOPLE_AT_ONCE

/** A page of a site's subscriptions, the newest first; of a topic, those of the newest subscribers first. */
export async function listSubscriptions(
  database: Database,
  siteId: string,
  filter: SubscriptionFilter,
  page: PageQuery,
): Promise<Page<SubscriptionDetails>> {
  const { ids, next } = await find(database, siteId, filter, page)
  return { items: await viewSubscriptions(database.kysely, ids), next }
}

async function find(database: Database, siteId: string, filter: SubscriptionFilter, page: PageQuery): Promise<Found> {
  const { limit } = page
  const { status, subscriber, topic } = filter
  const statuses = status === undefined ? STATUSES : [status]
  if (topic !== undefined) return findOfTopic(database.kysely, siteId, { ...filter, topic, statuses }, page)
  const [before = NEWEST] = readCursor(page.cursor, 1) ?? []
  // One more than asked for tells whether there is another page.
  const ids =
    subscriber === undefined
      ? await findNewest(database, { siteId, statuses, ...filter, before, limit: limit + 1 })
      : await findOfSubscriber(database.kysely, siteId, { ...filter, subscriber, statuses, before, limit: limit + 1 })
  const shown = ids.slice(0, limit)
  return { ids: shown, next: ids.length > limit ? writeCursor(shown.at(-1) ?? 0) : undefined }
}

interface OfSubscriber extends DeviceFilter {
  subscriber: string
  statuses: readonly SubscriptionStatus[]
  before: number
  limit: number
}

async function findOfSubscriber(db: Queries, siteId: string, filter: OfSubscriber): Promise<number[]> {
  const rows = await ofPeople(db, filter)
    .innerJoin('belfry_subscribers as u', 'u.id', 's.subscriber_id')
    .where('u.site_id', '=', siteId)
    .where('u.external_id', '=', filter.subscriber)
    .where('s.id', '<', filter.before)
    .orderBy('s.id', 'desc')
    .limit(filter.limit)
    .execute()
  return rows.map(({ id }) => id)
}

interface OfTopic extends DeviceFilter {
  topic: string
  statuses: readonly SubscriptionStatus[]
}

async function findOfTopic(db: Queries, siteId: string, filter: OfTopic, { cursor, limit }: PageQuery): Promise<Found> {
  let [from = NEWEST, before = 0] = readCursor(cursor, 2) ?? []
  const ids: number[] = []
  for (let looked = 0; looked < PEOPLE_A_PAGE; looked += PEOPLE_AT_ONCE) {
    const people = await readPeople(db, siteId, filter.topic, { from, isIncluded: before > 0 })
    const last = people.at(-1)
    if (last === undefined) return { ids }
    const left = limit - ids.length
    const rows = await ofPeople(db, filter)
      .where('s.subscriber_id', 'in', people)
      .where((eb) => eb.or([eb('s.subscriber_id', '<', from), eb('s.id', '<', before)]))
      .orderBy('s.subscriber_id', 'desc')
      .orderBy('s.id', 'desc')
      .limit(left + 1)
      .execute()
    const shown = rows.slice(0, left)
    ids.push(...shown.map(({ id }) => id))
    const end = shown.at(-1)
    if (rows.length > left && end !== undefined) return { ids, next: writeCursor(end.subscriber_id, end.id) }
    if (people.length < PEOPLE_AT_ONCE) return { ids }
    from = last
    before = 0
    if (ids.length === limit) break
  }
  return { ids, next: writeCursor(from, before) }
}

async function readPeople(
  db: Queries,
  siteId: string,
  topic: string,
  { from, isIncluded }: { from: number; isIncluded: boolean },
): Promise<number[]> {
  const rows = await db
    .selectFrom('belfry_preferences')
    .select('subscriber_id')
    .where('site_id', '=', siteId)
    .where('topic_id', '=', topic)
    .where(preferenceInForce)
    .where('subscriber_id', isIncluded ? '<=' : '<', from)
    .orderBy('subscriber_id', 'desc')
    .limit(PEOPLE_AT_ONCE)
    .execute()
  return rows.map(({ subscriber_id }) => subscriber_id)
}

function ofPeople(db: Queries, filter: DeviceFilter & { statuses: readonly SubscriptionStatus[] }) {
  const isAny = filter.service === undefined && filter.browser === undefined && filter.os === undefined
  return db
    .selectFrom('belfry_subscriptions as s')
    .select(['s.id', 's.subscriber_id'])
    .where('s.status', 'in', filter.statuses)
    .$if(!isAny, (query) => query.where(sql<number>`${sql.raw(deviceCodeOf('s'))}`, 'in', deviceCodes(filter)))
}
