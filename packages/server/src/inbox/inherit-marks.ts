import type { Database, Queries } from '../database/database.ts'
import { rowsOf, runSteps } from '../database/steps.ts'
import { findEntries } from './find-entries.ts'
import { readMarks, uniteMarks } from './mark-store.ts'
import { markedEntries } from './marks.ts'
import { findReader } from './reader.ts'

/**
 * What an anonymous person has read and dismissed comes along when the browser signs in, in the transaction `tx` that
 * gives it to the person. Entry by entry: "all until then" would say it of the person's own messages as well.
 */
export async function inheritMarks(
  tx: Queries,
  dialect: Database['dialect'],
  { siteId, from, to }: { siteId: string; from: number; to: number },
): Promise<void> {
  const inTransaction: Pick<Database, 'read'> = {
    read: (statement, values) => runSteps(tx, dialect, rowsOf(statement, values)),
  }
  const marks = await readMarks(inTransaction, from)
  if (marks.readUntil === 0 && marks.read.length === 0 && marks.dismissed.length === 0) return
  const entries = await findEntries(inTransaction, await findReader(inTransaction, { siteId, subscriber: from }))
  const read = markedEntries({ ...marks, dismissed: [] }, entries).filter(({ isRead }) => isRead)
  const numbers = read.map(({ number }) => number)
  await runSteps(tx, dialect, uniteMarks(to, { read: numbers, dismissed: marks.dismissed }))
}
