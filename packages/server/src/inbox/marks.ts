import { z } from 'zod'
import { parseStored } from '../database/stored-json.ts'
import type { Entry } from './find-entries.ts'

/** What a person has done with the entries of the inbox. */
export interface Marks {
  /** Read are all that were made by then. */
  readUntil: number
  /** Read besides, by number. */
  read: readonly number[]
  dismissed: readonly number[]
}

/** A wish about entries, by their ids. */
export interface MarkWish {
  read?: readonly string[] | undefined
  dismissed?: readonly string[] | undefined
  /** Dismissed ones that are to be there again. */
  restored?: readonly string[] | undefined
  /** This one and all that are older are read. */
  readUntil?: string | undefined
}

export const NO_MARKS: Marks = { readUntil: 0, read: [], dismissed: [] }

const numbers = z.array(z.number())

/** From the columns of belfry.inbox_marks. */
export function parseMarks(row: { read_until: number; read: string; dismissed: string }): Marks {
  return {
    readUntil: row.read_until,
    read: parseStored(numbers, row.read, 'inbox_marks.read'),
    dismissed: parseStored(numbers, row.dismissed, 'inbox_marks.dismissed'),
  }
}

/**
 * The marks after a wish; the same object where it changes nothing. Ids that are not in this inbox are left out,
 * without a word: they may be somebody else's. What no entry needs any more goes, so there are never more marks than
 * entries.
 */
export function applyMarks(marks: Marks, wish: MarkWish, entries: readonly Entry[]): Marks {
  const chosen = (ids: readonly string[] = []) => {
    const wanted = new Set(ids)
    return entries.filter(({ id }) => wanted.has(id)).map(({ number }) => number)
  }
  const until = entries.find(({ id }) => id === wish.readUntil)?.createdAt ?? 0
  const readUntil = Math.max(marks.readUntil, until)
  const present = new Map(entries.map(({ number, createdAt }) => [number, createdAt]))
  const kept = (list: readonly number[], more: readonly number[]) =>
    [...new Set([...list, ...more])].filter((number) => present.has(number)).toSorted((a, b) => a - b)
  const restored = new Set(chosen(wish.restored))
  const next: Marks = {
    readUntil,
    read: kept(marks.read, chosen(wish.read)).filter((number) => (present.get(number) ?? 0) > readUntil),
    dismissed: kept(marks.dismissed, chosen(wish.dismissed)).filter((number) => !restored.has(number)),
  }
  return JSON.stringify(next) === JSON.stringify(marks) ? marks : next
}

/** What is left of the entries, each with whether it is read. */
export function markedEntries(marks: Marks, entries: readonly Entry[]): (Entry & { isRead: boolean })[] {
  const [read, dismissed] = [new Set(marks.read), new Set(marks.dismissed)]
  return entries
    .filter(({ number }) => !dismissed.has(number))
    .map((entry) => ({ ...entry, isRead: entry.createdAt <= marks.readUntil || read.has(entry.number) }))
}
