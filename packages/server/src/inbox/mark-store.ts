import type { Database } from '../database/database.ts'
import { statement } from '../database/statement.ts'
import { rowsOf, runSteps, type Steps } from '../database/steps.ts'
import { noteReaction } from '../pace/reaction-store.ts'
import type { Entry } from './find-entries.ts'
import { applyMarks, NO_MARKS, parseMarks, type Marks, type MarkWish } from './marks.ts'

type Row = Parameters<typeof parseMarks>[0]

const READ = statement('select read_until, read, dismissed from belfry.inbox_marks where subscriber_id = :subscriber')
const HOLD = statement(`
  select read_until, read, dismissed from belfry.inbox_marks where subscriber_id = :subscriber for no key update`)
const BEGIN = statement(`
  insert into belfry.inbox_marks (subscriber_id) values (:subscriber) on conflict (subscriber_id) do nothing`)
const WRITE = statement(`
  update belfry.inbox_marks
  set read_until = :readUntil, read = :read, dismissed = :dismissed, version = version + 1
  where subscriber_id = :subscriber`)

export async function readMarks(database: Pick<Database, 'read'>, subscriber: number): Promise<Marks> {
  const [row] = await database.read<Row>(READ, { subscriber })
  return row === undefined ? NO_MARKS : parseMarks(row)
}

/** Marks entries as they are wished, also where two browsers do it at the same moment. */
export function writeMarks(
  database: Pick<Database, 'transaction' | 'dialect'>,
  subscriber: number,
  wish: MarkWish,
  entries: readonly Entry[],
  now: number,
): Promise<Marks> {
  return database.transaction((tx) => runSteps(tx, database.dialect, writing(subscriber, wish, entries, now)))
}

function* writing(subscriber: number, wish: MarkWish, entries: readonly Entry[], now: number): Steps<Marks> {
  // Whoever reads the inbox reacts, also where no push is ever clicked.
  yield* noteReaction(subscriber, now)
  return yield* changing(subscriber, (marks) => applyMarks(marks, wish, entries))
}

/** Adds what somebody else has marked, by the numbers of the notifications. */
export function* uniteMarks(subscriber: number, more: Pick<Marks, 'read' | 'dismissed'>): Steps<Marks> {
  return yield* changing(subscriber, ({ readUntil, read, dismissed }) => ({
    readUntil,
    read: [...new Set([...read, ...more.read])].toSorted((a, b) => a - b),
    dismissed: [...new Set([...dismissed, ...more.dismissed])].toSorted((a, b) => a - b),
  }))
}

function* changing(subscriber: number, change: (marks: Marks) => Marks): Steps<Marks> {
  yield* rowsOf(BEGIN, { subscriber })
  const [row] = yield* rowsOf<Row>(HOLD, { subscriber })
  if (row === undefined) return NO_MARKS
  const marks = parseMarks(row)
  const next = change(marks)
  if (next !== marks) {
    const { readUntil, read, dismissed } = next
    const lists = { read: JSON.stringify(read), dismissed: JSON.stringify(dismissed) }
    yield* rowsOf(WRITE, { subscriber, readUntil, ...lists })
  }
  return next
}
