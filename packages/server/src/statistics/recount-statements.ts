import { statement } from '../database/statement.ts'
import { deviceCodeOf } from '../subscriptions/device.ts'
import { ENDS, LATENCY_BOUNDS, LATENCY_KINDS, PRESSED } from './rollup/kinds.ts'

const ENDED = ENDS.map((outcome) => `'${outcome}'`).join(', ')
const BUCKETS = LATENCY_BOUNDS.map((bound, index) => `when ms <= ${bound} then ${LATENCY_KINDS[index]}`)
const LATENCY = `case ${BUCKETS.join(' ')} else ${LATENCY_KINDS.at(-1)} end`
const SUBJECT = (topic: string) => `
  select n.number, n.site_id as "siteId", ${topic} as topic, n.created_at as "createdAt", n.expires_at as "expiresAt",
    n.state
  from belfry.stats_recounts r join belfry.notifications n on n.number = r.notification
  where r.notification > :after order by r.notification limit 1`

/** What counts a notification anew, a slice of its rows at a time. */
export const RECOUNT = {
  /** The first notification behind a number that is to be counted. */
  next: statement(
    SUBJECT(`coalesce(n.audience::jsonb ->> 'topic', '')`),
    SUBJECT(`coalesce(n.audience ->> 'topic', '')`),
  ),
  lastDelivery: statement(`
    select max(subscription) as last from (
      select subscription from belfry.deliveries
      where notification = :number and subscription > :after order by subscription limit :limit) slice`),
  deliveries: statement(`
    select hour, outcome, device, latency, count(*) as count from (
      select at / 3600000 as hour, outcome, device, case outcome when 'accepted' then ${LATENCY} end as latency
      from (
        select d.at, d.outcome, ${deviceCodeOf('s')} as device, d.at - :createdAt as ms
        from belfry.deliveries d left join belfry.subscriptions s on s.id = d.subscription
        where d.notification = :number and d.subscription > :after and d.subscription <= :last
          and d.outcome in (${ENDED})) found) counted
    group by 1, 2, 3, 4`),
  lastInteraction: statement(`
    select max(subscription) as last from (
      select subscription from belfry.interactions
      where notification = :number and subscription > :after order by subscription limit :limit) slice`),
  interactions: statement(`
    select at / 3600000 as hour, case when kind >= ${PRESSED} then ${PRESSED} else kind end as kind, count(*) as count
    from belfry.interactions
    where notification = :number and subscription > :after and subscription <= :last group by 1, 2`),
  storedDays: statement(`
    select day, kind, device, count from belfry.stats_notification_days
    where notification = :number order by day, kind, device`),
  storedHours: statement(`
    select hour, kind, count from belfry.stats_notification_hours where notification = :number order by hour, kind`),
  done: statement('delete from belfry.stats_recounts where notification = :number'),
} as const
