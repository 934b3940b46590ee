import type { Queries } from '../database/database.ts'

/** A person whose data is read, and the numbers of the rows that are theirs. */
export interface Person {
  site: string
  externalId: string
  number: number
  /** Public ids, by number. */
  subscriptions: ReadonlyMap<number, string>
}

/** How many rows of a list are exported, at most: the newest. */
export const MOST = 100_000

export interface PersonReader {
  db: Queries
  person: Person
  /** Says that a list was cut. */
  cut: () => void
}

export function iso(time: number): string {
  return new Date(time).toISOString()
}

/** The same of a column that may be empty. */
export function isoOrNull(time: number | null): string | null {
  return time === null ? null : iso(time)
}

/** The ids of notifications, by number; those that are gone are missing. */
export async function idsOf(db: Queries, numbers: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>()
  for (let from = 0; from < numbers.length; from += 500) {
    const page = numbers.slice(from, from + 500)
    const rows = await db
      .selectFrom('belfry_notifications')
      .select(['number', 'id'])
      .where('number', 'in', page)
      .execute()
    for (const { number, id } of rows) found.set(number, id)
  }
  return found
}
