import { createHmac } from 'node:crypto'
import { statement, type Answer, type Statement, type StatementValues } from '../../database/statement.ts'
import type { Allowance, Budget } from '../token-buckets.ts'

/** Budgets that all processes of one database share. */
export interface SharedBudgets {
  /** Takes one for `of`, a network or a site, if there is one. Throws what the database throws. */
  readonly take: (budget: Budget, of: string) => Promise<Allowance>
}

// An empty row is a full budget. What was left fills up meanwhile; who finds nothing takes nothing.
const FILLED = 'least(:burst, b.tokens + greatest(0, :now - b.at) * :perMs)'
// Clocks of several machines differ, and the one that is behind gives nothing. So far ahead, it was ours that was set
// back: nothing would be given until it is there again.
const SET_BACK_MS = 600_000
const AT = `case when b.at > :now + ${SET_BACK_MS} then :now else greatest(b.at, :now) end`
const TAKE_TEXT = `
  insert into belfry.budgets as b (key, tokens, granted, at, full_at)
  values (:key, :burst - 1, 1, :now, :now + 1 / :perMs)
  on conflict (key) do update set
    tokens = case when ${FILLED} >= 1 then ${FILLED} - 1 else ${FILLED} end,
    granted = case when ${FILLED} >= 1 then 1 else 0 end,
    at = ${AT},
    full_at = ${AT} + (:burst - ${FILLED} + 1) / :perMs
  returning tokens, granted`

/** One statement decides, so that of two processes only one gets the last. For EXPLAIN in the tests as well. */
export const TAKE = statement(
  TAKE_TEXT.replaceAll(/:(burst|perMs|now)\b/g, ':$1::double precision'),
  TAKE_TEXT.replaceAll('least(', 'min(').replaceAll('greatest(', 'max('),
)

/** Runs one statement that writes, in a transaction of its own. */
export type WriteAlone = (statement: Statement, values: StatementValues) => Answer | Promise<Answer>

/**
 * Budgets in the database. Names of networks are stored as keyed hashes, for as long as it takes a budget to fill: no
 * address of a person is in any table.
 */
export function createSharedBudgets(
  write: WriteAlone,
  { key, now }: { key: Uint8Array; now: () => number },
): SharedBudgets {
  return {
    async take(budget, of) {
      const perMs = budget.perMinute / 60_000
      const hash = createHmac('sha256', key)
        .update(`belfry budget ${budget.name} ${of}`)
        .digest('base64url')
        .slice(0, 22)
      const values = { key: `${budget.name} ${hash}`, burst: budget.burst, perMs, now: now() }
      const { rows } = await write(TAKE, values)
      const [{ tokens, granted }] = rows as [{ tokens: number; granted: number }]
      return { budget, tokens, waitMs: granted === 1 ? 0 : (1 - tokens) / perMs }
    },
  }
}
