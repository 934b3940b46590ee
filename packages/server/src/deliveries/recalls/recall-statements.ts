import { statement } from '../../database/statement.ts'
import type { Lane } from '../../database/schema.ts'

export interface AskedRow {
  subscriber: number
  askedAt: number
}

export interface OpenRow {
  number: number
  lane: Lane
}

export interface HeldRow {
  notification: number
  subscription: number
  attempts: number
}

// A cap knows its time, and nobody's wish changes it; but whoever reacts is no longer silent.
const IS_HELD = "d.outcome = 'held' and d.reason in ('paused', 'quiet-hours', 'no-reaction')"
const HELD = 'd.notification, d.subscription, d.attempts'

/** The statements for what is held for one person. */
export const RECALL = {
  next: statement(`
    select subscriber_id as subscriber, asked_at as "askedAt" from belfry.recalls where asked_at <= :before
    order by asked_at limit 1`),
  subscriptions: statement(`
    select id, site_id as "siteId" from belfry.subscriptions
    where subscriber_id = :subscriber and status <> 'retired' order by id limit :limit`),
  /** Of the newest: what is older and open still comes at its own time. */
  open: statement(`
    select number, lane from (
      select number, lane, finished_at from belfry.notifications where site_id = :site
      order by number desc limit :looked) n
    where finished_at is null order by number limit :limit`),
  held: statement(
    `select ${HELD} from unnest(:numbers::bigint[]) as n (number) cross join unnest(:subscriptions::bigint[]) as s (id)
     cross join lateral (
       select * from belfry.deliveries where notification = n.number and subscription = s.id
       offset 0 -- one look into the index each: see due-deliveries.ts
     ) d where ${IS_HELD} order by d.notification, d.subscription limit :limit`,
    `select ${HELD} from json_each(:numbers) n cross join json_each(:subscriptions) s
     cross join belfry_deliveries d on d.notification = n.value and d.subscription = s.value
     where ${IS_HELD} order by d.notification, d.subscription limit :limit`,
  ),
  /** The job that it waits in finds nothing any more: it tells deliveries by their attempts. */
  take: statement(`
    update belfry.deliveries set attempts = attempts + 1
    where notification = :notification and subscription = :subscription and attempts = :attempts and outcome = 'held'
    returning attempts`),
  count: statement('update belfry.notifications set jobs_open = jobs_open + :by where number = :number'),
  done: statement('delete from belfry.recalls where subscriber_id = :subscriber and asked_at = :askedAt'),
} as const
