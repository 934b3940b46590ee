import type { StatementDatabase } from '../database/statement.ts'
import { DIGEST, type PersonRow, type WaitingRow } from './digest-statements.ts'
import { createDigestTimes } from './digest-time.ts'

/** When the digest of a person comes that a message joins now, and how many wait for it already. */
export interface NextDigest {
  time: number
  waiting: number
  /** The asked notification is among those that wait, or has come. */
  isIn: boolean
}

/** Reads it for some people, and for one notification. */
export type ReadNextDigests = (
  subscribers: readonly number[],
  notification: number,
  now: number,
) => Promise<ReadonlyMap<number, NextDigest>>

/** Where something waits, what comes joins it: a person has one digest at a time. */
export function createNextDigests<Tx>({ statements, connection }: StatementDatabase<Tx>): ReadNextDigests {
  const timeOf = createDigestTimes()
  return async (ids, notification, now) => {
    const people = (await statements.run(connection, DIGEST.people, { ids })).rows as PersonRow[]
    const rows = (await statements.run(connection, DIGEST.waiting, { ids, notification })).rows as WaitingRow[]
    const waiting = new Map(rows.map((row) => [row.id, row]))
    return new Map(
      people.map(({ id, ...hour }) => {
        const own = waiting.get(id)
        const time = own?.pending ?? timeOf(hour, now, own?.last ?? null)
        return [id, { time, waiting: own?.waiting ?? 0, isIn: own?.own === 1 }] as const
      }),
    )
  }
}
