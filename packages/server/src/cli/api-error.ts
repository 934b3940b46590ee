/** The server refused: `code` is one of docs/reference/errors.md. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** Nobody answered, or nobody who could: worth trying again. */
export class ServerAwayError extends Error {
  override readonly name = 'ServerAwayError'
  readonly code = 'server-away'
}
