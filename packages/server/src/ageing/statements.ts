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
  /** For which attempts have failed for so long, and none was ever accepted as far as the row knows. */
  failing: statement(`
    select id, site_id as "siteId", failing_since as since from belfry.subscriptions
    where ${SLICE} and status = 'active' and last_accepted_at is null and failed_at - failing_since >= :long
    order by id limit :limit`),
  /** When the newest notification of a site was made that a push service has accepted. */
  acceptedAt: statement(`
    select n.created_at as at from belfry.notifications n
    where n.site_id = :siteId and exists (
      select 1 from belfry.delivery_counts c where c.notification = n.number and c.outcome = 'accepted' and c.count > 0)
    order by n.number desc limit 1`),
  /** Those of them that were accepted in weeks that PostgreSQL has not written into their rows yet. */
  accepted: statement(`
    select distinct s.id from belfry.subscriptions s
    join belfry.notifications n on n.site_id = s.site_id and n.number >= s.created_at / 86400000 * 10000000000
    join belfry.deliveries d on d.notification = n.number and d.subscription = s.id and d.outcome = 'accepted'
    where s.id = any(:ids::bigint[])`),
  giveUp: statement(`
    update belfry.subscriptions set status = 'retired', reason = 'never-accepted', updated_at = :now,
      failing_since = null, failed_at = null
    where id = any(:ids::bigint[]) and status = 'active' and last_accepted_at is null
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
    insert into belfry.ageing
      (site_id, at, stale_days, remove_days, never_accepted_days, active, stale, aged, never_accepted)
    select id, :now, :staleDays, :removeDays, :neverAcceptedDays, :active, :stale, :aged, :neverAccepted
    from belfry.sites where id = :siteId
    on conflict do nothing`),
  forget: statement('delete from belfry.ageing where at < :before'),
  runs: statement(`
    select at, stale_days as "staleDays", remove_days as "removeDays", never_accepted_days as "neverAcceptedDays",
      active, stale, aged, never_accepted as "neverAccepted"
    from belfry.ageing where site_id = :siteId order by at desc limit :limit`),
} as const
