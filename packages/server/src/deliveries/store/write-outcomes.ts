import { keep, statement, type StatementRunner } from '../../database/statement.ts'
import { GROWTH_KINDS } from '../../statistics/rollup/kinds.ts'
import { hourOf, type Rollup, type Subject } from '../../statistics/rollup/rollup.ts'
import { writeAdditions } from '../../statistics/rollup/write-additions.ts'
import { deviceCodeOf } from '../../subscriptions/device.ts'
import type { OutcomeRecord, RetriedRecord } from '../delivery-store.ts'
import type { OutcomeRows } from './outcome-rows.ts'
import { OutcomeSums } from './outcome-sums.ts'

export interface WrittenOutcomes {
  /** Subscriptions that were retired because they are gone, by site. */
  retired: ReadonlyMap<string, number>
  /** Pending retries among the rows written now, and not by another worker before. */
  again: readonly RetriedRecord[]
  /** The sums. All are asked for by now, and nobody reads them: the commit may go out with them. */
  added: Promise<void>
}

// Rows of several columns: PostgreSQL unnests them side by side, SQLite has to join them.
const addTo = (table: string, key: string, type: string) =>
  keep(
    statement(
      `insert into belfry.${table} (notification, ${key}, count)
     select * from unnest(:notifications::bigint[], :keys::${type}[], :counts::bigint[])
     on conflict (notification, ${key}) do update set count = ${table}.count + excluded.count`,
      `insert into belfry.${table} (notification, ${key}, count)
     select n.value, k.value, c.value from json_each(:notifications) n
     join json_each(:keys) k on k.key = n.key join json_each(:counts) c on c.key = n.key where true
     on conflict (notification, ${key}) do update set count = count + excluded.count`,
    ),
  )

const FAILING_TO_MS = 43_200_000

/** The effects of outcomes beyond their own rows, for EXPLAIN in the tests as well. */
export const MEANING = {
  retire: statement(
    `update belfry.subscriptions s set status = 'retired', reason = 'gone', updated_at = :at
     from unnest(:ids::bigint[]) as i (id) where s.id = i.id and s.status <> 'retired'
     returning s.site_id as site, ${deviceCodeOf('s')} as device`,
    `update belfry.subscriptions set status = 'retired', reason = 'gone', updated_at = :at
     where id in (select value from json_each(:ids)) and status <> 'retired'
     returning site_id as site, ${deviceCodeOf('belfry_subscriptions')} as device`,
  ),
  // Only if it is still the key that was refused: the browser may have subscribed anew meanwhile.
  mismatch: statement(
    `update belfry.subscriptions s set status = 'key-mismatch', updated_at = :at
     from unnest(:ids::bigint[]) as i (id) where s.id = i.id and s.status = 'active' and s.vapid_key_id = :key`,
    `update belfry.subscriptions set status = 'key-mismatch', updated_at = :at
     where id in (select value from json_each(:ids)) and status = 'active' and vapid_key_id = :key`,
  ),
  // Of those that were never accepted, and twice a day at most: an outage must not write each row at each attempt.
  failing: statement(
    `update belfry.subscriptions s set failing_since = coalesce(s.failing_since, :at), failed_at = :at
     from unnest(:ids::bigint[]) as i (id)
     where s.id = i.id and s.last_accepted_at is null and coalesce(s.failed_at, 0) < :at::bigint - ${FAILING_TO_MS}`,
    `update belfry.subscriptions set failing_since = coalesce(failing_since, :at), failed_at = :at
     where id in (select value from json_each(:ids)) and last_accepted_at is null
       and coalesce(failed_at, 0) < :at - ${FAILING_TO_MS}`,
  ),
  addCounts: addTo('delivery_counts', 'outcome', 'text'),
  addRates: addTo('delivery_rates', 'at', 'bigint'),
} as const

/** Writes outcomes, and their effects on subscriptions and notifications; call it in a transaction. */
export async function writeOutcomes<Tx>(
  tx: Tx,
  outcomes: readonly OutcomeRecord[],
  subjects: ReadonlyMap<number, Subject>,
  context: Pick<StatementRunner<Tx>, 'run' | 'dialect'> & { rows: OutcomeRows<Tx> },
): Promise<WrittenOutcomes> {
  if (outcomes.length === 0) return { retired: new Map(), again: [], added: Promise.resolve() }
  const { run, rows } = context
  const sums = new OutcomeSums(subjects)
  const again = await rows.write(tx, outcomes, sums)
  const retired = await touchSubscriptions(tx, outcomes, sums.rollup, run)
  return { retired, again, added: addUp(tx, sums, context) }
}

async function addUp<Tx>(
  tx: Tx,
  sums: OutcomeSums,
  context: Pick<StatementRunner<Tx>, 'run' | 'dialect'>,
): Promise<void> {
  const { run } = context
  const [counts, rates] = [sums.counts(), sums.rates()]
  await Promise.all([
    counts.keys.length > 0 ? run(tx, MEANING.addCounts, { ...counts }) : undefined,
    rates.keys.length > 0 ? run(tx, MEANING.addRates, { ...rates }) : undefined,
    writeAdditions(tx, context, sums.rollup.additions()),
  ])
}

/** How many it retired, by site. */
async function touchSubscriptions<Tx>(
  tx: Tx,
  outcomes: readonly OutcomeRecord[],
  rollup: Rollup,
  run: StatementRunner<Tx>['run'],
): Promise<ReadonlyMap<string, number>> {
  const refused = outcomes.filter(({ outcome }) => outcome === 'key-mismatch')
  for (const [key, own] of Map.groupBy(refused, ({ vapidKeyId }) => vapidKeyId)) {
    await run(tx, MEANING.mismatch, { key, ...idsOf(own) })
  }
  const failed = outcomes.filter((record) => record.failed === true)
  if (failed.length > 0) await run(tx, MEANING.failing, idsOf(failed))
  const gone = outcomes.filter(({ outcome }) => outcome === 'gone')
  if (gone.length === 0) return new Map()
  const retirement = idsOf(gone)
  const { rows } = await run(tx, MEANING.retire, retirement)
  const hour = hourOf(retirement.at)
  for (const { site: siteId, device } of rows as { site: string; device: number }[]) {
    rollup.add({ siteId, topic: '', hour, kind: GROWTH_KINDS.gone, device, count: 1 })
  }
  const retired = Map.groupBy(rows as { site: string }[], ({ site }) => site)
  return new Map(Array.from(retired, ([site, { length }]) => [site, length]))
}

// In one order, like all code that locks subscriptions.
function idsOf(records: readonly OutcomeRecord[]) {
  const ids = records.map(({ subscription }) => subscription).toSorted((a, b) => a - b)
  return { ids, at: Math.max(...records.map(({ at }) => at)) }
}
