import type { Database } from '../database/database.ts'
import { readCursor, writeCursor, type Page } from '../http/paging.ts'
import type { AuditRecord } from './audit-chain.ts'

/** An event with its place in the chain. */
export interface StoredAudit extends AuditRecord {
  hash: string
}

export interface AuditFilter {
  site?: string | undefined
  event?: string | undefined
}

/** The events, the newest first. */
export async function listAudit(
  { kysely }: Pick<Database, 'kysely'>,
  { site, event }: AuditFilter,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<StoredAudit>> {
  const [before = Number.MAX_SAFE_INTEGER] = readCursor(cursor, 1) ?? []
  const rows = await kysely
    .selectFrom('belfry_audit')
    .select(['number', 'at', 'site_id as site', 'event', 'subject', 'details', 'hash'])
    .where('number', '<', before)
    .$if(site !== undefined, (query) => query.where('site_id', '=', site as string))
    .$if(event !== undefined, (query) => query.where('event', '=', event as string))
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? writeCursor(last.number) : undefined }
}

const AT_ONCE = 500

/** All events from a number on, the oldest first. */
export async function* readAudit({ kysely }: Pick<Database, 'kysely'>, from = 1): AsyncGenerator<StoredAudit> {
  let next = from
  for (;;) {
    const rows = await kysely
      .selectFrom('belfry_audit')
      .select(['number', 'at', 'site_id as site', 'event', 'subject', 'details', 'hash'])
      .where('number', '>=', next)
      .orderBy('number')
      .limit(AT_ONCE)
      .execute()
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < AT_ONCE) return
    next = last.number + 1
  }
}
