import { statement } from '../database/statement.ts'

/** The hour of a person's digest: the one that they have chosen, else the site's; in their zone. */
export interface PersonRow {
  id: number
  at: number
  timeZone: string | null
}

/** What waits for a person, and what has come. */
export interface WaitingRow {
  id: number
  /** When the next digest comes; null: nothing waits. 0: at once. */
  pending: number | null
  waiting: number
  /** When the last one was made. */
  last: number | null
  /** 1 where the asked notification is among them. */
  own: number
}

/** The statements for what waits for a digest. */
export const DIGEST = {
  any: statement('select 1 as found from belfry.digest_items limit 1'),
  people: statement(`
    select s.id, coalesce(nullif(p.digest_at, -1), t.digest_at) as at, coalesce(p.time_zone, s.time_zone) as "timeZone"
    from belfry.subscribers s join belfry.sites t on t.id = s.site_id
    left join belfry.delivery_preferences p on p.subscriber_id = s.id
    where s.id = any(:ids::bigint[])`),
  waiting: statement(`
    select subscriber_id as id, min(case when digest is null then due_at end) as pending,
      count(*) - count(digest) as waiting, max(case when digest <> '' then due_at end) as last,
      max(case when notification = :notification then 1 else 0 end) as own
    from belfry.digest_items where subscriber_id = any(:ids::bigint[]) group by subscriber_id`),
  add: statement(
    `insert into belfry.digest_items (notification, subscriber_id, site_id, due_at)
     select :notification, id, :site, due from unnest(:ids::bigint[], :dues::bigint[]) as i (id, due)
     on conflict do nothing`,
    `insert into belfry.digest_items (notification, subscriber_id, site_id, due_at)
     select :notification, i.value, :site, d.value
     from json_each(:ids) i join json_each(:dues) d on d.key = i.key where true on conflict do nothing`,
  ),
  /** Whose is due, those first that have waited longest. */
  due: statement(`
    select distinct id, "siteId" from (
      select subscriber_id as id, site_id as "siteId" from belfry.digest_items
      where digest is null and due_at <= :now order by due_at limit :limit) i
    order by "siteId", id`),
  /** What a wrong clock has put further ahead than any digest. */
  bringBack: statement('update belfry.digest_items set due_at = :now where digest is null and due_at > :furthest'),
  // Locked, in one order: should two processes be at it, the second finds nothing left.
  ofPeople: statement(
    `select i.notification, i.subscriber_id as id, i.due_at as "dueAt", n.state, n.expires_at as "expiresAt", n.payload
     from belfry.digest_items i join belfry.notifications n on n.number = i.notification
     where i.subscriber_id = any(:ids::bigint[]) and i.digest is null and i.due_at <= :now
     order by i.notification, i.subscriber_id for no key update of i`,
    `select i.notification, i.subscriber_id as id, i.due_at as "dueAt", n.state, n.expires_at as "expiresAt", n.payload
     from belfry_digest_items i join belfry_notifications n on n.number = i.notification
     where i.subscriber_id in (select value from json_each(:ids)) and i.digest is null and i.due_at <= :now`,
  ),
  /** They come in this digest; with '' they come in none. Its time is the hour that it is of, unless that is long ago. */
  settle: statement(
    `update belfry.digest_items d
     set digest = :digest, due_at = case when due_at > :recent::bigint then due_at else :now::bigint end
     from unnest(:notifications::bigint[], :ids::bigint[]) as i (notification, id)
     where d.notification = i.notification and d.subscriber_id = i.id`,
    `update belfry.digest_items
     set digest = :digest, due_at = case when due_at > :recent then due_at else :now end
     where (notification, subscriber_id) in (
       select n.value, i.value from json_each(:notifications) n join json_each(:ids) i on i.key = n.key)`,
  ),
  postpone: statement(
    `update belfry.digest_items d set due_at = i.due
     from unnest(:ids::bigint[], :dues::bigint[]) as i (id, due)
     where d.subscriber_id = i.id and d.digest is null and d.due_at <> i.due`,
    `update belfry.digest_items set due_at = (
       select d.value from json_each(:ids) i join json_each(:dues) d on d.key = i.key
       where i.value = subscriber_id)
     where subscriber_id in (select value from json_each(:ids)) and digest is null`,
  ),
  /** What came in one digest, for these people. */
  covered: statement(`
    select subscriber_id as id, notification from belfry.digest_items
    where digest = :digest and subscriber_id = any(:ids::bigint[]) order by subscriber_id, notification desc`),
  contents: statement(`
    select number, state, expires_at as "expiresAt", payload, privacy from belfry.notifications
    where number = any(:numbers::bigint[])`),
  locales: statement('select id, locale from belfry.subscribers where id = any(:ids::bigint[])'),
  oldest: statement(`
    select i.notification as number, n.created_at as "createdAt"
    from belfry.digest_items i join belfry.notifications n on n.number = i.notification
    order by i.notification limit 1`),
  drop: statement(`
    delete from belfry.digest_items where notification = :number and subscriber_id in (
      select subscriber_id from belfry.digest_items where notification = :number limit :limit) returning 1`),
} as const

/** Further ahead than any digest: the day after the next. */
export const FURTHEST_MS = 3 * 86_400_000
