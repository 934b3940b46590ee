/** The tables of the audit log. */
export interface AuditTables {
  belfry_audit: AuditTable
  belfry_audit_head: AuditHeadTable
}

interface AuditTable {
  number: number
  at: number
  site_id: string | null
  event: string
  subject: string | null
  details: string
  hash: string
}

interface AuditHeadTable {
  id: number
  first: number
  before: string
  number: number
  hash: string
}
