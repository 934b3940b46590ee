/** Error codes of HTTP/2 (RFC 9113 section 7). */
export const ErrorCode = {
  noError: 0,
  protocolError: 1,
  internalError: 2,
  flowControlError: 3,
  streamClosed: 5,
  frameSizeError: 6,
  refusedStream: 7,
  cancel: 8,
  compressionError: 9,
  enhanceYourCalm: 11,
} as const

/**
 * The peer broke a rule that ends the connection (RFC 9113 section 5.4.1). Thrown inside a session, and caught there.
 */
export class ConnectionFault extends Error {
  override readonly name = 'ConnectionFault'
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}
