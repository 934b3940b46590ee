/** The server refused: `code` is one of docs/reference/errors.md. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** No answer, or a server that cannot answer now: worth trying again. */
export class ServerAwayError extends Error {
  override readonly name = 'ServerAwayError'
  readonly code = 'server-away'
}
