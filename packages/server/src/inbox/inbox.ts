import type { Database } from '../database/database.ts'
import { readCursor, writeCursor, type PageQuery } from '../http/paging.ts'
import type { InboxPage } from './answer-schema.ts'
import { findEntries } from './find-entries.ts'
import { markedEntries, type MarkWish } from './marks.ts'
import { readMarks, writeMarks } from './mark-store.ts'
import { readItems } from './read-items.ts'
import type { Reader } from './reader.ts'

type Inbox = Pick<Database, 'read'>

/** A page of a person's inbox, the newest first; throws Refusal `cursor-invalid`. */
export async function readInbox(database: Inbox, reader: Reader, { cursor, limit }: PageQuery): Promise<InboxPage> {
  const [before, number] = readCursor(cursor, 2) ?? [Infinity, Infinity]
  const [entries, marks] = await Promise.all([findEntries(database, reader), readMarks(database, reader.subscriber)])
  const left = markedEntries(marks, entries)
  const behind = left.filter((entry) => isBehind(entry, before as number, number as number))
  const page = behind.slice(0, limit)
  const last = page.at(-1)
  return {
    items: await readItems(database, page),
    unread: left.filter(({ isRead }) => !isRead).length,
    next: behind.length > limit && last !== undefined ? writeCursor(last.createdAt, last.number) : null,
  }
}

/** Marks entries for all browsers of the person, and answers how many are unread then. */
export async function markInbox(
  database: Inbox & Pick<Database, 'transaction' | 'dialect'>,
  reader: Reader,
  wish: MarkWish,
  now: number,
): Promise<{ unread: number }> {
  const entries = await findEntries(database, reader)
  const marks = await writeMarks(database, reader.subscriber, wish, entries, now)
  return { unread: markedEntries(marks, entries).filter(({ isRead }) => !isRead).length }
}

function isBehind(entry: { createdAt: number; number: number }, before: number, number: number): boolean {
  return entry.createdAt < before || (entry.createdAt === before && entry.number < number)
}
