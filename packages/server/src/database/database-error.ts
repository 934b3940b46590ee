export type DatabaseErrorCode =
  | 'database-newer'
  | 'database-unavailable'
  | 'database-refused'
  | 'database-unsuitable'
  | 'master-key-wrong'
  | 'migrations-missing'
  | 'migration-failed'
  | 'secrets-elsewhere'
  | 'store-moved'
  | 'transaction-not-open'
  | 'transaction-other-database'

/** The database cannot be used as asked; `code` is stable. */
export class DatabaseError extends Error {
  override name = 'DatabaseError'
  readonly code: DatabaseErrorCode

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
