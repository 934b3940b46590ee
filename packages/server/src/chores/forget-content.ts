import { setTimeout as delay } from 'node:timers/promises'
import { statement, type StatementDatabase } from '../database/statement.ts'
import { FORGOTTEN } from '../deliveries/forgotten.ts'
import type { Chore } from './chore.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const AT_ONCE = 200
const PAUSE_MS = 20

// Only ended notifications, and none that waits for a digest or may still be sent in one: others need their payload.
const FORGET = statement(`
  update belfry.notifications set content = '${FORGOTTEN}', payload = '${FORGOTTEN}'
  where number in (
    select number from belfry.notifications n where finished_at <= :before and content <> '${FORGOTTEN}'
      and not exists (
        select 1 from belfry.digest_items i
        where i.notification = n.number and (i.digest is null or i.due_at > :digests))
    order by finished_at limit :limit)`)

/** Erases the content of notifications, `days` after they have ended. Their states, sums and audiences stay. */
export function forgetContent<Tx>(
  database: StatementDatabase<Tx>,
  { days, now }: { days: number; now: () => number },
): Chore {
  const { run } = database.statements
  return {
    name: 'forget-content',
    everyMs: HOUR_MS,
    async run(signal) {
      const before = now() - days * DAY_MS
      const digests = now() - 2 * DAY_MS
      let notifications = 0
      while (!signal.aborted) {
        const { rowCount } = await database.atomically((tx) => run(tx, FORGET, { before, digests, limit: AT_ONCE }))
        notifications += rowCount ?? 0
        if (rowCount !== AT_ONCE) break
        await delay(PAUSE_MS, undefined, { signal })
      }
      return notifications === 0 ? undefined : { notifications, days }
    },
  }
}
