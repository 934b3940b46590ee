import { statement } from '../database/statement.ts'
import { deviceCodeOf } from '../subscriptions/device.ts'

const REPORTER = `h.value as hash, s.id, s.subscriber_id as subscriber, ${deviceCodeOf('s')} as device`

// Whoever has signed out has let go of the handle, too: has-let-go.ts.
const IS_HELD = "coalesce(s.reason, '') not in ('signed-out', 'ended')"

/** The subscriptions that some handles name. */
export const REPORTERS = statement(
  `select ${REPORTER} from unnest(:hashes::text[]) h (value)
   join belfry.subscriptions s on s.site_id = :site and s.endpoint_hash = decode(h.value, 'hex') and ${IS_HELD}`,
  `select ${REPORTER} from json_each(:hashes) h
   cross join belfry.subscriptions s where s.site_id = :site and s.endpoint_hash = unhex(h.value)
     and ${IS_HELD}`,
)

export const REPORTED = statement(`
  select number, created_at as "createdAt", expires_at as "expiresAt", audience, content
  from belfry.notifications where site_id = :site and id = :id`)

/** Reports come by the hundred in one row: 0.3 µs each on either database. */
export const APPEND = statement(`insert into belfry.interaction_groups (size, reports) values (:size, :reports)`)

/** The oldest groups until there are `limit` reports. */
export const NEXT_GROUPS = statement(`
  select id, size, reports from belfry.interaction_groups where id in (
    select id from (
      select id, sum(size) over (order by id) - size as before
      from (select id, size from belfry.interaction_groups order by id limit 1000) g) w
    where before < :limit) order by id`)

/** What they hold now: an erasure may have taken something out, and another process all of it. */
export const SIZE_OF_GROUPS = statement(
  `select coalesce(sum(size), 0) from (
     select size from belfry.interaction_groups where id = any(:ids::bigint[]) for update) g`,
  `select coalesce(sum(size), 0) from belfry.interaction_groups where id = any(:ids::bigint[])`,
)

export const DELETE_GROUPS = statement(`delete from belfry.interaction_groups where id = any(:ids::bigint[])`)

/**
 * Takes what processes of before schema 33 (SQLite: 28) append: each report as a row of its own. Rows are taken by
 * deleting them, and not up to a number: so none is lost that another process writes meanwhile.
 */
export const TAKE_SINGLE = statement(`
  delete from belfry.interaction_log where id in (select id from belfry.interaction_log order by id limit :limit)
  returning notification, subscription, kind, device, at`)

/** Of rows in the order of the key: on PostgreSQL answers with what was new, in groups. */
export const SORT = statement(
  `with added as (
     insert into belfry.interactions (notification, subscription, kind, device, at)
     select * from unnest(
       :notifications::bigint[], :subscriptions::bigint[], :kinds::smallint[], :devices::smallint[], :times::bigint[])
     on conflict do nothing returning notification, kind, device, at)
   select notification, kind, device, at / 3600000 as hour, count(*) as count from added group by 1, 2, 3, 4`,
  `insert into belfry.interactions (notification, subscription, kind, device, at) values (?, ?, ?, ?, ?)
   on conflict do nothing`,
)

// In order, so that two processes never wait for each other. A notification may have been erased meanwhile.
export const ADD_COUNTS = statement(
  `insert into belfry.interaction_counts as c (notification, kind, device, count)
   select a.* from unnest(:notifications::bigint[], :kinds::smallint[], :devices::smallint[], :counts::bigint[])
     as a (notification, kind, device, count)
   where exists (select from belfry.notifications n where n.number = a.notification) order by 1, 2, 3
   on conflict (notification, kind, device) do update set count = c.count + excluded.count`,
  `insert into belfry.interaction_counts as c (notification, kind, device, count)
   select value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(:rows)
   where exists (select 1 from belfry.notifications n where n.number = value ->> 0)
   on conflict (notification, kind, device) do update set count = c.count + excluded.count`,
)

const TOPIC = {
  postgres: `coalesce(n.audience::jsonb ->> 'topic', '')`,
  sqlite: `coalesce(n.audience ->> 'topic', '')`,
}

export const ADD_DAYS = statement(
  `insert into belfry.interaction_days as c (site_id, day, topic_id, kind, device, count)
   select n.site_id, a.day, ${TOPIC.postgres}, a.kind, a.device, sum(a.count)
   from unnest(:notifications::bigint[], :kinds::smallint[], :devices::smallint[], :days::integer[], :counts::bigint[])
     as a (notification, kind, device, day, count)
   join belfry.notifications n on n.number = a.notification group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
   on conflict (site_id, day, topic_id, kind, device) do update set count = c.count + excluded.count`,
  `insert into belfry.interaction_days as c (site_id, day, topic_id, kind, device, count)
   select n.site_id, a.value ->> 4, ${TOPIC.sqlite}, a.value ->> 1, a.value ->> 2, sum(a.value ->> 3)
   from json_each(:rows) a cross join belfry.notifications n on n.number = a.value ->> 0 where true
   group by 1, 2, 3, 4, 5
   on conflict (site_id, day, topic_id, kind, device) do update set count = c.count + excluded.count`,
)

/** The first notification behind a number that has interactions, and whether they may go. */
export const NEXT_KEPT = statement(`
  select i.notification as number, n.expires_at as "expiresAt"
  from belfry.interactions i left join belfry.notifications n on n.number = i.notification
  where i.notification > :after order by i.notification limit 1`)

export const DROP = statement(`
  delete from belfry.interactions where notification = :number and (subscription, kind) in (
    select subscription, kind from belfry.interactions where notification = :number
    order by subscription, kind limit :limit)`)
