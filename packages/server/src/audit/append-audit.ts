import { sql } from 'kysely'
import type { Database, Queries } from '../database/database.ts'
import { chainHash } from './audit-chain.ts'

/** Something that a security team asks for later. No personal data: ids of keys, sites and topics, and counts. */
export interface AuditEvent {
  at: number
  site: string | null
  /** The operation of the API, or one of `apiKeyFailed`, `apiKeyNewAddress`, `endpointsRefused`, … */
  event: string
  subject: string | null
  details: Readonly<Record<string, string | number | readonly string[] | null>>
}

const KEPT_MS = 400 * 86_400_000
const DROPPED_AT_ONCE = 200

// Before the transaction sees anything: one that waited for the row instead would have seen it as it was before, and
// begin anew, and again, as long as others write (PostgreSQL's chapter 13.2.2). `lock` alone takes no snapshot.
const LOCK = sql`lock table belfry.audit_head in exclusive mode`

/** Appends events to the chain, in one transaction: its head is the lock between processes. */
export async function appendAudit(database: Database, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return
  await database.transaction(async (tx) => {
    if (database.dialect === 'postgres') await LOCK.execute(tx)
    await appendWithin(tx, database.dialect, events)
  })
}

/** The same in the transaction of what it tells of: both are there, or neither. */
export async function appendWithin(
  tx: Queries,
  dialect: Database['dialect'],
  events: readonly AuditEvent[],
): Promise<void> {
  let { number, hash } = await lockHead(tx, dialect)
  const rows = events.map(({ at, site, event, subject, details }) => {
    number += 1
    const record = { number, at, site, event, subject, details: JSON.stringify(details) }
    hash = chainHash(hash, record)
    const { site: site_id, ...columns } = record
    return { ...columns, site_id, hash }
  })
  await tx.insertInto('belfry_audit').values(rows).execute()
  await tx.updateTable('belfry_audit_head').set({ number, hash }).where('id', '=', 1).execute()
  await dropOld(tx, Math.max(...events.map(({ at }) => at)) - KEPT_MS)
}

async function lockHead(tx: Queries, dialect: Database['dialect']): Promise<{ number: number; hash: string }> {
  const blank = { id: 1, first: 1, before: '', number: 0, hash: '' }
  await tx
    .insertInto('belfry_audit_head')
    .values(blank)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return tx
    .selectFrom('belfry_audit_head')
    .select(['number', 'hash'])
    .where('id', '=', 1)
    .$if(dialect === 'postgres', (query) => query.forUpdate())
    .executeTakeFirstOrThrow()
}

// The head keeps where the chain begins now, and the hash of the last one that is gone.
async function dropOld(tx: Queries, until: number): Promise<void> {
  const oldest = await tx
    .selectFrom('belfry_audit')
    .select(['number', 'at', 'hash'])
    .orderBy('number')
    .limit(DROPPED_AT_ONCE)
    .execute()
  const kept = oldest.findIndex(({ at }) => at >= until)
  const last = kept === -1 ? oldest.at(-1) : oldest[kept - 1]
  if (last === undefined) return
  await tx.deleteFrom('belfry_audit').where('number', '<=', last.number).execute()
  const begins = { first: last.number + 1, before: last.hash }
  await tx.updateTable('belfry_audit_head').set(begins).where('id', '=', 1).execute()
}
