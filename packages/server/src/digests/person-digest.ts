import type { Database, Queries } from '../database/database.ts'
import { rowsOf, runSteps, type Steps } from '../database/steps.ts'
import { DIGEST, type PersonRow, type WaitingRow } from './digest-statements.ts'
import { digestTime } from './digest-time.ts'

/** The digests of one person. */
export interface PersonDigest {
  /** The hour that counts, in minutes of the day. */
  at: number
  /** When the next one comes; null: nothing waits, and 0: at once. */
  pending: number | null
  /** The moment of the digest that a message would join at a time. */
  timeAt(now: number): number
}

/** Undefined where the person is gone. */
export async function findPersonDigest(
  { kysely, dialect }: Pick<Database, 'kysely' | 'dialect'>,
  subscriber: number,
): Promise<PersonDigest | undefined> {
  return runSteps(kysely, dialect, readPerson(subscriber))
}

/**
 * Moves what waits for a person after a change of their preferences: to their new hour, or, with `atOnce`, to now,
 * since they have left the digest.
 */
export async function moveWaiting(
  tx: Queries,
  dialect: Database['dialect'],
  { subscriber, atOnce }: { subscriber: number; atOnce: boolean },
  now: number,
): Promise<void> {
  await runSteps(tx, dialect, move(subscriber, atOnce, now))
}

function* readPerson(subscriber: number): Steps<PersonDigest | undefined> {
  const ids = [subscriber]
  const [person] = yield* rowsOf<PersonRow>(DIGEST.people, { ids })
  if (person === undefined) return undefined
  const [waiting] = yield* rowsOf<WaitingRow>(DIGEST.waiting, { ids, notification: 0 })
  const pending = waiting?.pending ?? null
  return {
    at: person.at,
    pending,
    timeAt: (now) =>
      pending !== null && pending > now ? pending : digestTime(person, now, waiting?.last ?? null).time,
  }
}

function* move(subscriber: number, atOnce: boolean, now: number): Steps<void> {
  const ids = [subscriber]
  const [waiting] = yield* rowsOf<WaitingRow>(DIGEST.waiting, { ids, notification: 0 })
  const [person] = yield* rowsOf<PersonRow>(DIGEST.people, { ids })
  // What is due already comes now.
  if (waiting === undefined || person === undefined || (waiting.pending ?? 0) <= now) return
  const due = atOnce ? 0 : digestTime(person, now, waiting.last).time
  yield* rowsOf(DIGEST.postpone, { ids, dues: [due] })
}
