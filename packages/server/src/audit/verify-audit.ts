import type { Database } from '../database/database.ts'
import { chainHash } from './audit-chain.ts'
import { readAudit } from './list-audit.ts'

/** The chain breaks at `number`: that event, or the one before it, is not as it was written. */
export class AuditError extends Error {
  override name = 'AuditError'
  readonly code = 'audit-broken'
  readonly number: number

  constructor(number: number, what: string) {
    super(`the audit log breaks at event ${number}: ${what}`)
    this.number = number
  }
}

export interface VerifiedAudit {
  events: number
  /** The first that is kept. */
  first: number
  /** Of the last event. Kept elsewhere, it proves later that nothing before it was written anew. */
  hash: string
}

/** Follows the chain from its beginning to its end. Throws AuditError. */
export async function verifyAudit(database: Pick<Database, 'kysely'>): Promise<VerifiedAudit> {
  const head = await database.kysely.selectFrom('belfry_audit_head').selectAll().executeTakeFirst()
  const { first, before } = head ?? { first: 1, before: '' }
  let [number, hash] = [first - 1, before]
  for await (const event of readAudit(database)) {
    if (event.number !== number + 1) throw new AuditError(event.number, 'one before it is missing')
    if (chainHash(hash, event) !== event.hash) throw new AuditError(event.number, 'it is not as it was written')
    ;({ number, hash } = event)
  }
  // Events may have been added while this was reading: the head that was read first is behind then, never ahead.
  if (head !== undefined && number < head.number) throw new AuditError(number + 1, 'it is missing at the end')
  return { events: number - first + 1, first, hash }
}
