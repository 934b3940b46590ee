import { createHash } from 'node:crypto'

/** An event as it is stored: without personal data, ids of keys, sites and topics only. */
export interface AuditRecord {
  /** From 1 on, without a gap. */
  number: number
  at: number
  site: string | null
  event: string
  /** What it is about, by its id. */
  subject: string | null
  /** JSON. */
  details: string
}

/** The hash of an event and of all before it: a changed one changes all that follow. */
export function chainHash(before: string, { number, at, site, event, subject, details }: AuditRecord): string {
  return createHash('sha256')
    .update(JSON.stringify([before, number, at, site, event, subject, details]))
    .digest('hex')
}
