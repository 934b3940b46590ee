import type { Database } from '../database/database.ts'
import { statement } from '../database/statement.ts'
import { FORGOTTEN } from '../deliveries/forgotten.ts'
import type { Reader } from './reader.ts'

/** A notification that an inbox shows, without its content. */
export interface Entry {
  number: number
  id: string
  createdAt: number
}

/** How far back an inbox goes: its count and its marks are bounded by it. */
export const NEWEST = 200

// The expression of the index belfry_notifications_address, word for word.
const ADDRESS = {
  postgres: `(case when n.audience::jsonb ? 'all' then 'a'
    else coalesce('t' || (n.audience::jsonb ->> 'topic'), 's' || (n.audience::jsonb ->> 'subscriber')) end)`,
  sqlite: `(case when not json_valid(n.audience) then null
    when json_extract(n.audience, '$.all') then 'a'
    else coalesce('t' || json_extract(n.audience, '$.topic'), 's' || json_extract(n.audience, '$.subscriber')) end)`,
}

const OF_A_SPAN = `n.site_id = :siteId and n.created_at >= span.since and n.created_at < span.until
  order by n.created_at desc, n.number desc limit ${NEWEST}`
const NAMED = `select a.notification from belfry.addressees a
  where a.external_id = :externalId and a.site_id = :siteId order by a.notification desc limit ${NEWEST}`
// Cancelled: withdrawn. Paused: nobody should see it now. Without a payload: belfry.notify() asked for it just now.
const SHOWN = `state not in ('cancelled', 'paused') and payload not in ('', '${FORGOTTEN}')`

/**
 * The newest that were sent to a person: as many entries of an index for each span as there may be in all, and then the
 * rows of the newest among them. By what was asked for, not by what was delivered: what a cap or a failure kept from
 * the browser shows as well.
 */
export const ENTRIES = statement(
  `with span as (select * from json_to_recordset(:spans::json) as t (address text, since bigint, until bigint)),
   newest as (
     select found.number from span cross join lateral (
       select n.number, n.created_at from belfry.notifications n
       where ${ADDRESS.postgres} = span.address and ${OF_A_SPAN}) found
     union select notification from (${NAMED}) named)
   select number, id, created_at as "createdAt" from (
     select n.number, n.id, n.created_at, n.state, n.payload from newest cross join lateral (
       select * from belfry.notifications n where n.number = newest.number) n
     order by n.created_at desc, n.number desc limit ${NEWEST}) n
   where ${SHOWN} order by created_at desc, number desc`,
  // Without lateral joins: a list for each span, which the notifications are looked up by.
  `with span as (
     select value ->> 'address' as address, value ->> 'since' as since, value ->> 'until' as until
     from json_each(:spans)),
   newest as (
     select m.number from span cross join belfry_notifications m
     where m.number in (select n.number from belfry_notifications n
       where ${ADDRESS.sqlite} = span.address and ${OF_A_SPAN})
     union select notification from (${NAMED}))
   select number, id, created_at as "createdAt" from (
     select n.number, n.id, n.created_at, n.state, n.payload
     from newest cross join belfry_notifications n on n.number = newest.number
     order by n.created_at desc, n.number desc limit ${NEWEST})
   where ${SHOWN} order by created_at desc, number desc`,
)

/** The newest first. */
export function findEntries(
  database: Pick<Database, 'read'>,
  { siteId, externalId, spans }: Omit<Reader, 'subscriber'>,
): Promise<Entry[]> {
  return database.read(ENTRIES, { siteId, externalId, spans: JSON.stringify(spans) })
}
