import { statement } from '../database/statement.ts'

const SLICE = `id > :after and id <= :last and status <> 'retired'`

/** One walk by id over all subscriptions, a slice at a time: an index by last visit would be written at each visit. */
export const AGEING = {
  lastRun: statement('select max(at) as at from belfry.ageing'),
  /** The end of the next slice; null: there is none. */
  last: statement(`
    select max(id) as last from (
      select id from belfry.subscriptions where id > :after order by id limit :limit) slice`),
  retire: statement(`
    update belfry.subscriptions set status = 'retired', reason = 'aged', updated_at = :now
    where ${SLICE} and last_seen_at < :over
    returning site_id as "siteId", push_service, browser, os`),
  count: statement(`
    select site_id as "siteId", count(*) as active, count(case when last_seen_at < :stale then 1 end) as stale
    from belfry.subscriptions where ${SLICE} group by site_id`),
  /** Ended long ago: who comes back then is somebody new. */
  drop: statement(`
    delete from belfry.subscriptions
    where id > :after and id <= :last and status = 'retired' and updated_at < :ended
    returning subscriber_id as "subscriberId"`),
  /** Visitors of whom nothing is left. */
  dropLeft: statement(`
    delete from belfry.subscribers
    where id = any(:ids::bigint[]) and external_id is null
      and not exists (select 1 from belfry.subscriptions s where s.subscriber_id = belfry.subscribers.id)`),
  note: statement(`
    insert into belfry.ageing (site_id, at, stale_days, remove_days, active, stale, aged)
    select id, :now, :staleDays, :removeDays, :active, :stale, :aged from belfry.sites where id = :siteId
    on conflict do nothing`),
  forget: statement('delete from belfry.ageing where at < :before'),
  runs: statement(`
    select at, stale_days as "staleDays", remove_days as "removeDays", active, stale, aged
    from belfry.ageing where site_id = :siteId order by at desc limit :limit`),
} as const
