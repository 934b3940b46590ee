import type { PostgresConnection } from '../../database/open-postgres.ts'
import type { DeliveryOutcome, OutcomeRecord } from '../delivery-store.ts'
import type { Retry } from '../retries.ts'

const RATE_PERIOD_MS = 5000

export interface WrittenOutcomes {
  retired: number
  /** Of those that were written now, and not by another worker before. */
  retries: Retry[]
}

const SUMMED = `notification, outcome, at - at % ${RATE_PERIOD_MS} as period, count(*) as count,
  array_agg(subscription) filter (where outcome in ('throttled', 'retry-later', 'unreachable')) as pending`

/** The hot writes, for EXPLAIN in the tests as well. Sorted, so that two workers wait for each other and do not deadlock. */
export const OUTCOMES = {
  insert: `
    with written as (
      insert into belfry.deliveries (notification, subscription, outcome, reason, status, attempts, at)
      select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::smallint[], $6::integer[], $7::bigint[])
        as input (notification, subscription, outcome, reason, status, attempts, at)
      order by notification, subscription
      on conflict do nothing
      returning notification, subscription, outcome, at)
    select ${SUMMED}, null as before from written group by 1, 2, 3`,
  // For the rest of the transaction: one look into the index for each row of `replace`, as all of this file needs it.
  // Left to itself the planner reads all deliveries of a notification, or a week's, for each thousand.
  joinByIndex: `
    select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`,
  // No constant bounds the notification: statistics know nothing yet of a young one, and let it look like one row.
  replace: `
    with written as (
      update belfry.deliveries d
      set outcome = i.outcome, reason = i.reason, status = i.status, attempts = i.attempts, at = i.at
      from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::smallint[], $6::integer[], $7::bigint[],
        $8::text[], $9::integer[])
        as i (notification, subscription, outcome, reason, status, attempts, at, before, attempts_before)
      where d.notification = i.notification and d.subscription = i.subscription
        and d.attempts = i.attempts_before and d.outcome = i.before
      returning d.notification, d.subscription, d.outcome, d.at, i.before)
    select ${SUMMED}, before from written group by 1, 2, 3, before`,
  retire: `
    update belfry.subscriptions s set status = 'retired', reason = 'gone', updated_at = i.at
    from unnest($1::bigint[], $2::bigint[]) as i (id, at)
    where s.id = i.id and s.status <> 'retired'`,
  // Only if it is still the key that was refused: the browser may have subscribed anew meanwhile.
  mismatch: `
    update belfry.subscriptions s set status = 'key-mismatch', updated_at = i.at
    from unnest($1::bigint[], $2::bigint[], $3::text[]) as i (id, at, key)
    where s.id = i.id and s.status = 'active' and s.vapid_key_id = i.key`,
  addCounts: `
    insert into belfry.delivery_counts (notification, outcome, count)
    select * from unnest($1::bigint[], $2::text[], $3::bigint[]) order by 1, 2
    on conflict (notification, outcome) do update set count = delivery_counts.count + excluded.count`,
  addRates: `
    insert into belfry.delivery_rates (notification, at, count)
    select * from unnest($1::bigint[], $2::bigint[], $3::bigint[]) order by 1, 2
    on conflict (notification, at) do update set count = delivery_rates.count + excluded.count`,
} as const

interface Summed {
  notification: number
  outcome: string
  period: number
  count: number
  pending: number[] | null
  before: string | null
}

/**
 * Writes outcomes, and what they mean for their subscriptions; call it in a transaction. Arrays through unnest: one
 * statement for a thousand rows.
 */
export async function writeOutcomes(
  tx: PostgresConnection,
  outcomes: readonly OutcomeRecord[],
): Promise<WrittenOutcomes> {
  if (outcomes.length === 0) return { retired: 0, retries: [] }
  const summed = [
    ...(await insert(
      tx,
      outcomes.filter(({ previous }) => previous === null),
    )),
    ...(await replace(
      tx,
      outcomes.filter(({ previous }) => previous !== null),
    )),
  ]
  const retired = await touchSubscriptions(tx, outcomes)
  await addUp(tx, summed)
  return { retired, retries: retriesOf(summed, outcomes) }
}

async function insert(tx: PostgresConnection, fresh: readonly OutcomeRecord[]): Promise<Summed[]> {
  if (fresh.length === 0) return []
  return (await tx.query(OUTCOMES.insert, columnsOf(fresh))).rows as Summed[]
}

async function replace(
  tx: PostgresConnection,
  unsorted: readonly OutcomeRecord[],
): Promise<Summed[]> {
  if (unsorted.length === 0) return []
  // Here and not in the statement: its nested loop takes them as they come.
  const again = unsorted.toSorted(
    (a, b) => a.notification - b.notification || a.subscription - b.subscription,
  )
  const before = [
    again.map(({ previous }) => previous?.outcome),
    again.map(({ previous }) => previous?.attempts),
  ]
  await tx.query(OUTCOMES.joinByIndex)
  return (await tx.query(OUTCOMES.replace, [...columnsOf(again), ...before])).rows as Summed[]
}

function columnsOf(outcomes: readonly OutcomeRecord[]): unknown[] {
  return [
    literal(outcomes.map(({ notification }) => notification)),
    literal(outcomes.map(({ subscription }) => subscription)),
    literal(outcomes.map(({ outcome }) => outcome)),
    outcomes.map(({ reason }) => reason),
    literal(outcomes.map(({ status }) => status)),
    literal(outcomes.map(({ attempts }) => attempts)),
    literal(outcomes.map(({ at }) => at)),
  ]
}

/** An array as PostgreSQL reads it: of numbers and single words, which need none of the quoting that pg does one by one. */
function literal(values: readonly (number | DeliveryOutcome | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join()}}`
}

/**
 * How many it retired. Acceptances stay in the deliveries until those are dropped, see belfry.drop_old_deliveries().
 */
async function touchSubscriptions(
  tx: PostgresConnection,
  outcomes: readonly OutcomeRecord[],
): Promise<number> {
  const byId = (outcome: string) =>
    outcomes
      .filter((record) => record.outcome === outcome)
      .toSorted((a, b) => a.subscription - b.subscription)
  const change = async (
    statement: string,
    records: readonly OutcomeRecord[],
    more: unknown[] = [],
  ) => {
    if (records.length === 0) return 0
    const ids = records.map(({ subscription }) => subscription)
    const times = records.map(({ at }) => at)
    return (await tx.query(statement, [ids, times, ...more])).rowCount ?? 0
  }
  const refused = byId('key-mismatch')
  await change(OUTCOMES.mismatch, refused, [refused.map(({ vapidKeyId }) => vapidKeyId)])
  return change(OUTCOMES.retire, byId('gone'))
}

async function addUp(tx: PostgresConnection, summed: readonly Summed[]): Promise<void> {
  const counts = new Map<string, [number, string, number]>()
  const rates = new Map<string, [number, number, number]>()
  const add = (notification: number, outcome: string, by: number) => {
    const key = `${notification} ${outcome}`
    counts.set(key, [notification, outcome, (counts.get(key)?.[2] ?? 0) + by])
  }
  for (const { notification, outcome, period, count, before } of summed) {
    add(notification, outcome, count)
    if (before !== null) add(notification, before, -count)
    if (outcome !== 'expired' && outcome !== 'skipped') {
      const key = `${notification} ${period}`
      rates.set(key, [notification, period, (rates.get(key)?.[2] ?? 0) + count])
    }
  }
  const changed = [...counts.values()].filter(([, , by]) => by !== 0)
  if (changed.length > 0) await tx.query(OUTCOMES.addCounts, transpose(changed))
  if (rates.size > 0) await tx.query(OUTCOMES.addRates, transpose([...rates.values()]))
}

function transpose(rows: readonly (readonly [unknown, unknown, unknown])[]): unknown[][] {
  return [rows.map(([a]) => a), rows.map(([, b]) => b), rows.map(([, , c]) => c)]
}

function retriesOf(summed: readonly Summed[], outcomes: readonly OutcomeRecord[]): Retry[] {
  const written = new Set(
    summed.flatMap(({ notification, pending }) =>
      (pending ?? []).map((id) => `${notification} ${id}`),
    ),
  )
  if (written.size === 0) return []
  return outcomes.flatMap(({ notification, lane, subscription, attempts, retryAt }) =>
    // Once, though a worker that had lost the batch and has it again may have sent to it twice.
    retryAt !== undefined && written.delete(`${notification} ${subscription}`)
      ? [{ notification, lane, subscription, attempts, at: retryAt }]
      : [],
  )
}
