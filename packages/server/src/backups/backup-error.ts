export type BackupErrorCode =
  | 'backup-exists'
  | 'backup-missing'
  | 'backup-damaged'
  | 'backup-of-other-database'
  | 'program-missing'
  | 'program-failed'
  | 'store-missing'
  | 'file-not-writable'
  | 'target-not-empty'
  | 'interrupted'

/** A store cannot be backed up or restored as asked; `code` is stable. */
export class BackupError extends Error {
  override name = 'BackupError'
  readonly code: BackupErrorCode

  constructor(code: BackupErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
