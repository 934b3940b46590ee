import { setTimeout as delay } from 'node:timers/promises'
import type { Chore } from '../chores/chore.ts'
import type { StatementDatabase } from '../database/statement.ts'
import { LATE_MS } from './read-report.ts'
import { DROP, NEXT_KEPT } from './statements.ts'

const HOUR_MS = 3_600_000
/** Longer than reports are taken, so that one that waits in the log is still recognised as a repeat. */
export const INTERACTIONS_KEPT_MS = LATE_MS + 24 * HOUR_MS
const AT_ONCE = 1000
const PAUSE_MS = 20

/** Drops who did what, once no report of the notification is taken any more; the sums stay. */
export function dropOldInteractions<Tx>(database: StatementDatabase<Tx>, { now }: { now: () => number }): Chore {
  const { run } = database.statements
  return {
    name: 'drop-old-interactions',
    everyMs: HOUR_MS,
    async run(signal) {
      let interactions = 0
      let after = -1
      while (!signal.aborted) {
        const { rows } = await run(database.connection, NEXT_KEPT, { after })
        const [next] = rows as [{ number: number; expiresAt: number | null }?]
        if (next === undefined) break
        const { number, expiresAt } = next
        if (expiresAt !== null && expiresAt + INTERACTIONS_KEPT_MS > now()) {
          after = number
          continue
        }
        const { rowCount } = await database.atomically((tx) => run(tx, DROP, { number, limit: AT_ONCE }))
        interactions += rowCount ?? 0
        await delay(PAUSE_MS, undefined, { signal })
      }
      return interactions === 0 ? undefined : { interactions }
    },
  }
}
