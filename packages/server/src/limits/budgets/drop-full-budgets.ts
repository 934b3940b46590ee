import { setTimeout as delay } from 'node:timers/promises'
import type { Chore } from '../../chores/chore.ts'
import { statement, type StatementDatabase } from '../../database/statement.ts'

const EVERY_MS = 60_000
const AT_ONCE = 2000
const PAUSE_MS = 20
const DROP = statement(`
  delete from belfry.budgets where key in (
    select key from belfry.budgets where full_at <= :now order by full_at limit :limit)`)

/** Drops budgets that are full again: strangers can make one for each network that they ask from. */
export function dropFullBudgets<Tx>(database: StatementDatabase<Tx>, { now }: { now: () => number }): Chore {
  const { run } = database.statements
  return {
    name: 'drop-full-budgets',
    everyMs: EVERY_MS,
    async run(signal) {
      while (!signal.aborted) {
        const { rowCount } = await database.atomically((tx) => run(tx, DROP, { now: now(), limit: AT_ONCE }))
        if (rowCount !== AT_ONCE) break
        await delay(PAUSE_MS, undefined, { signal })
      }
      return undefined
    },
  }
}
