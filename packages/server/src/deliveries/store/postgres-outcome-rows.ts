import type { PostgresConnection } from '../../database/postgres-connection.ts'
import {
  isRetried,
  PENDING_OUTCOMES,
  type DeliveryOutcome,
  type OutcomeRecord,
  type RetriedRecord,
} from '../delivery-store.ts'
import { RATE_PERIOD_MS } from '../rate-period.ts'
import type { OutcomeRows } from './outcome-rows.ts'
import type { OutcomeSums } from './outcome-sums.ts'

const SUMMED = `notification, outcome, at - at % ${RATE_PERIOD_MS} as period, count(*) as count,
  array_agg(subscription) filter (where outcome in (${PENDING_OUTCOMES.map((one) => `'${one}'`).join()})) as pending,
  array_agg(subscription) filter (where (select count(*) from written) < cardinality($1::bigint[])) as some`

/**
 * The hot writes, for EXPLAIN in the tests as well. Sorted, so that two workers wait for each
 * other and do not deadlock.
 */
export const OUTCOME_ROWS = {
  insert: `
    with written as (
      insert into belfry.deliveries (notification, subscription, outcome, reason, status, attempts, at)
      select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::smallint[],
        $6::integer[], $7::bigint[])
        as input (notification, subscription, outcome, reason, status, attempts, at)
      order by notification, subscription
      on conflict do nothing
      returning notification, subscription, outcome, at)
    select ${SUMMED}, null as before from written group by 1, 2, 3`,
  // For the rest of the transaction: one index lookup for each row of `replace`, as all of this file needs it.
  // Otherwise the planner reads all deliveries of a notification, or a week's, for each thousand.
  joinByIndex: `
    select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`,
  // No constant bounds the notification: without statistics a young one is estimated at one row.
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
} as const

interface Summed {
  notification: number
  outcome: string
  period: number
  count: number
  pending: number[] | null
  /** Where not all were new: those that were. */
  some: number[] | null
  before: string | null
}

/** Arrays through unnest: one statement for a thousand rows, summed up where they are written. */
export const postgresOutcomeRows: OutcomeRows<PostgresConnection> = {
  async write(tx, outcomes, sums) {
    const fresh = outcomes.filter(({ previous }) => previous === null)
    const again = fresh.length === outcomes.length ? [] : outcomes.filter(({ previous }) => previous !== null)
    const inserted = await insert(tx, fresh)
    const replaced = await replace(tx, again)
    tellWritten(fresh, inserted, sums)
    tellWritten(again, replaced, sums)
    const written = [...inserted, ...replaced]
    addAll(written, sums)
    return retriesOf(written, outcomes)
  },
}

async function insert(tx: PostgresConnection, fresh: readonly OutcomeRecord[]): Promise<Summed[]> {
  if (fresh.length === 0) return []
  return (await tx.query({ text: OUTCOME_ROWS.insert, values: columnsOf(fresh), isKept: true })).rows as Summed[]
}

async function replace(tx: PostgresConnection, unsorted: readonly OutcomeRecord[]): Promise<Summed[]> {
  if (unsorted.length === 0) return []
  // Sorted here and not in the statement: its nested loop takes them in the given order.
  const again = unsorted.toSorted((a, b) => a.notification - b.notification || a.subscription - b.subscription)
  const before = [again.map(({ previous }) => previous?.outcome), again.map(({ previous }) => previous?.attempts)]
  await tx.query(OUTCOME_ROWS.joinByIndex)
  return (await tx.query(OUTCOME_ROWS.replace, [...columnsOf(again), ...before])).rows as Summed[]
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

/** An array in PostgreSQL's syntax, of numbers and single words, which need none of pg's quoting of each value. */
function literal(values: readonly (number | DeliveryOutcome | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join()}}`
}

function addAll(written: readonly Summed[], sums: OutcomeSums): void {
  for (const { notification, outcome, period, before, count } of written) {
    sums.add(notification, outcome, period, before, count)
  }
}

// Nearly always all of them: then nothing needs to come back from the database but a few sums.
function tellWritten(records: readonly OutcomeRecord[], written: readonly Summed[], sums: OutcomeSums): void {
  if (written.reduce((sum, { count }) => sum + count, 0) === records.length) {
    for (const record of records) sums.wrote(record)
    return
  }
  const some = new Set(written.flatMap(({ notification, some }) => (some ?? []).map((id) => `${notification} ${id}`)))
  // Counted once, even if one transaction brings it twice.
  for (const record of records) if (some.delete(`${record.notification} ${record.subscription}`)) sums.wrote(record)
}

function retriesOf(written: readonly Summed[], outcomes: readonly OutcomeRecord[]): readonly RetriedRecord[] {
  const pending = new Set(
    written.flatMap(({ notification, pending }) => (pending ?? []).map((id) => `${notification} ${id}`)),
  )
  if (pending.size === 0) return []
  // Counted once, even if a worker that lost the batch and has it again has sent twice.
  return outcomes
    .filter(isRetried)
    .filter(({ notification, subscription }) => pending.delete(`${notification} ${subscription}`))
}
