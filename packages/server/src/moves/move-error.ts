export type MoveErrorCode =
  | 'source-missing'
  | 'source-in-use'
  | 'target-in-use'
  | 'target-away'
  | 'target-not-empty'
  | 'schemas-differ'
  | 'verification-failed'

/** A store cannot be moved as asked; `code` is stable. */
export class MoveError extends Error {
  override name = 'MoveError'
  readonly code: MoveErrorCode

  constructor(code: MoveErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
