import type { Database } from '../database/database.ts'
import { statement } from '../database/statement.ts'
import { addressesOf } from './addresses-of.ts'
import type { Reader } from './reader.ts'

/** What has happened since the last look. */
export interface News {
  /** To whom something was sent, as interestsOf() names them. */
  addresses: ReadonlySet<string>
  /** Who has marked something. */
  readers: ReadonlySet<number>
}

export interface NewsWatch {
  look(readers: readonly number[]): Promise<News>
}

// On PostgreSQL a lower number may be committed after a higher one: the last ones are looked at again.
const AGAIN = 200
const AT_ONCE = 500

const TOP = statement('select coalesce(max(number), 0) as top from belfry.notifications')
const SENT = statement(`
  select number, site_id as "siteId", audience from belfry.notifications
  where number > :after order by number limit ${AT_ONCE}`)
const MARKED = statement(`
  select subscriber_id as subscriber, version from belfry.inbox_marks where subscriber_id = any(:readers::bigint[])`)

/** Looks for what was sent, and what was marked, by any process. The first look only finds where to begin. */
export function createNewsWatch(database: Pick<Database, 'read'>): NewsWatch {
  let top: number | undefined
  let seen = new Set<number>()
  let versions = new Map<number, number>()
  /** The readers of the last look: who has come since has read the newest already. */
  let known = new Set<number>()

  async function begin(): Promise<void> {
    const [row] = await database.read<{ top: number }>(TOP, {})
    top = row?.top ?? 0
    for (const { number } of await sentAfter(top - AGAIN)) seen.add(number)
  }

  const sentAfter = (after: number) =>
    database.read<{ number: number; siteId: string; audience: string }>(SENT, { after: Math.max(0, after) })

  async function findSent(): Promise<Set<string>> {
    const addresses = new Set<string>()
    if (top === undefined) {
      await begin()
      return addresses
    }
    const rows = await sentAfter(top - AGAIN)
    for (const { number, siteId, audience } of rows) {
      if (seen.has(number)) continue
      for (const address of addressesOf(audience)) addresses.add(`${siteId} ${address}`)
    }
    seen = new Set(rows.map(({ number }) => number))
    top = Math.max(top, rows.at(-1)?.number ?? 0)
    return addresses
  }

  async function findMarked(readers: readonly number[]): Promise<Set<number>> {
    const rows = await database.read<{ subscriber: number; version: number }>(MARKED, { readers })
    const changed = rows.filter(({ subscriber, version }) => {
      const before = versions.get(subscriber)
      return before === undefined ? version > 0 && known.has(subscriber) : before !== version
    })
    known = new Set(readers)
    versions = new Map(rows.map(({ subscriber, version }) => [subscriber, version]))
    return new Set(changed.map(({ subscriber }) => subscriber))
  }

  return {
    look: async (readers) => ({ addresses: await findSent(), readers: await findMarked(readers) }),
  }
}

/** The addresses of whom a reader hears. */
export function interestsOf({ siteId, externalId, spans }: Reader): ReadonlySet<string> {
  const present = spans.filter(({ until }) => until === Number.MAX_SAFE_INTEGER).map(({ address }) => address)
  return new Set([...present, ...(externalId === null ? [] : [`s${externalId}`])].map((to) => `${siteId} ${to}`))
}
