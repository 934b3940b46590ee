import type { StatementDatabase } from '../../database/statement.ts'
import type { GateQuestion } from '../../deliveries/delivery-gate.ts'
import type { DigestIntake, DigestPlace } from '../../deliveries/digest-intake.ts'
import { DIGEST } from '../digest-statements.ts'
import { createNextDigests, type NextDigest } from '../waiting.ts'

/** The most messages that wait for one person; what comes above it is skipped, and says so. */
export const MOST_WAITING = 100

export function createDigestIntake<Tx>(database: StatementDatabase<Tx>): DigestIntake {
  const readNext = createNextDigests(database)

  async function look({ due, notification, now }: GateQuestion): Promise<ReadonlyMap<number, NextDigest>> {
    return readNext([...new Set(due.map(({ subscriber }) => subscriber))], notification.number, now)
  }

  const answer = ({ due }: GateQuestion, found: ReadonlyMap<number, NextDigest>): DigestPlace[] =>
    due.map(({ subscriber }) => placeOf(found.get(subscriber)))

  return {
    async put(question) {
      const found = await look(question)
      const { number: notification, siteId: site, expiresAt } = question.notification
      const kept = [...found].filter(([, next]) => !next.isIn && placeOf(next) !== 'full' && next.time < expiresAt)
      if (kept.length > 0) {
        const values = { notification, site, ids: kept.map(([id]) => id), dues: kept.map(([, { time }]) => time) }
        await database.atomically((tx) => database.statements.run(tx, DIGEST.add, values))
        // Its outcome is recorded next, in a transaction that is flushed as well.
      }
      return answer(question, found)
    },
    look: async (question) => answer(question, await look(question)),
  }
}

function placeOf(next: NextDigest | undefined): DigestPlace {
  if (next === undefined) return 'full' // gone since: nobody is left to keep it for
  return next.waiting >= MOST_WAITING && !next.isIn ? 'full' : next.time
}
