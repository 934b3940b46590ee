import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from '../database/database.ts'
import { estimateRows } from '../database/spread.ts'
import { statement } from '../database/statement.ts'
import { gauge, reading, type MetricFamily } from '../telemetry/metric.ts'

export const SUBSCRIPTION_METRICS = {
  active: gauge('belfry_subscriptions', 'Active subscriptions, by site; counted at most once a minute.', ['site']),
}

/** How many subscriptions are active. */
export interface SubscriptionCounts {
  /** Counts when the last count is older than a minute; nothing while the database is away. */
  read(): Promise<MetricFamily[]>
}

const KEPT_MS = 60_000
// In the embedded store a page blocks the loop that answers HTTP: so many index entries take 1 to 2 ms.
const PAGE = 5000

const SITES = statement('select id from belfry.sites')

// Along the index of active subscriptions alone. A page ends with all of a subscriber's:
// `last` is null on the last one.
export const COUNT_PAGE = statement(
  `with page as (
     select (
       select subscriber_id from belfry.subscriptions
       where site_id = :site and status = 'active' and subscriber_id > :after
       order by subscriber_id limit 1 offset :atOnce
     ) as last
   )
   select count(*) as count, (select last from page) as last from belfry.subscriptions
   where site_id = :site and status = 'active' and subscriber_id > :after
     and subscriber_id <= coalesce((select last from page), 9223372036854775807)`,
)

const ACTIVE = `from belfry.subscriptions where site_id = :site and status = 'active'`

/** The same for an estimate. For EXPLAIN in the tests as well. */
export const COUNT_SOME = {
  next: statement(
    `select max(subscriber_id) as last, count(*) as count from (
       select subscriber_id ${ACTIVE} and subscriber_id > :after order by subscriber_id limit :rows) page`,
  ),
  last: statement(`select subscriber_id as last ${ACTIVE} order by subscriber_id desc limit 1`),
} as const

export function createSubscriptionCounts(database: Pick<Database, 'read'>, now: () => number): SubscriptionCounts {
  let counted: { at: number; families: MetricFamily[] } | undefined
  let running: Promise<MetricFamily[]> | undefined

  async function count(): Promise<MetricFamily[]> {
    const at = now()
    const sites = await database.read<{ id: string }>(SITES, {})
    const series: { labels: { site: string }; value: number }[] = []
    for (const { id: site } of sites) {
      series.push({ labels: { site }, value: await countSubscribed(database, { site, atOnce: PAGE }) })
    }
    const families = [reading(SUBSCRIPTION_METRICS.active, series)]
    counted = { at, families }
    return families
  }

  return {
    async read() {
      if (counted !== undefined && now() - counted.at < KEPT_MS) return counted.families
      running ??= count().finally(() => {
        running = undefined
      })
      return running.catch(() => [])
    },
  }
}

/**
 * How many subscriptions of a site are active, counted `atOnce` of them, about, at a time: the loop goes on in between.
 */
export async function countSubscribed(
  database: Pick<Database, 'read'>,
  { site, atOnce }: { site: string; atOnce: number },
): Promise<number> {
  let total = 0
  let after = 0
  for (;;) {
    const values = { site, after, atOnce }
    const [page] = await database.read<{ count: number; last: number | null }>(COUNT_PAGE, values)
    total += page?.count ?? 0
    if (page === undefined || page.last === null) return total
    after = page.last
    await nextTurn()
  }
}

/** About how many: within one per cent, in some milliseconds. */
export function estimateSubscribed(database: Pick<Database, 'read'>, site: string): Promise<number> {
  return estimateRows({
    async next(after, rows) {
      const values = { site, after, rows }
      const [page] = await database.read<{ last: number | null; count: number }>(COUNT_SOME.next, values)
      return page === undefined || page.last === null ? undefined : { end: page.last, rows: page.count }
    },
    last: async () => (await database.read<{ last: number }>(COUNT_SOME.last, { site }))[0]?.last,
  })
}
