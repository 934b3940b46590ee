import type { Database } from '../database/database.ts'
import { networkOf } from '../limits/client-address.ts'
import type { AuditLog } from './audit-log.ts'

const MOST_KNOWN = 5000

/** Tells the audit log when an API key is used from a network (/24, /48) for the first time. */
export function watchKeyAddresses(
  { kysely }: Pick<Database, 'kysely'>,
  audit: Pick<AuditLog, 'add'>,
): (key: { id: string; siteId: string }, address: string | undefined) => void {
  const known = new Set<string>()
  const isNew = async (subject: string) => {
    const query = kysely.selectFrom('belfry_audit').select('number').where('event', '=', 'apiKeyNewAddress')
    return (await query.where('subject', '=', subject).executeTakeFirst()) === undefined
  }
  return ({ id, siteId }, address) => {
    const network = address === undefined ? 'unknown' : networkOf(address)
    const subject = `${id} ${network}`
    if (known.has(subject)) return
    if (known.size >= MOST_KNOWN) known.clear()
    known.add(subject)
    // The request does not wait for it. Where the database is away, the next use is looked at again.
    isNew(subject)
      .then((itIs) =>
        itIs
          ? audit.add({ site: siteId, event: 'apiKeyNewAddress', subject, details: { key: id, network } })
          : undefined,
      )
      .catch(() => known.delete(subject))
  }
}
