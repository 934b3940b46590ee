import { ErrorCode } from '../http2/wire/fault.ts'
import type { FailureReason } from '../push-answer.ts'

/** RFC 9113 section 7: codes with which a peer drops a stream without a protocol error. */
const RESET_CODES: ReadonlySet<number> = new Set([
  ErrorCode.noError,
  ErrorCode.internalError,
  ErrorCode.streamClosed,
  ErrorCode.refusedStream,
  ErrorCode.cancel,
])

/** Why a stream ended that was closed with this HTTP/2 error code. */
export function reasonOfStreamCode(code: number): FailureReason {
  return RESET_CODES.has(code) ? 'reset' : 'protocol'
}

/** The code of an error of Node's, where it is one: it goes into logs and labels. */
export function codeOfError(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : undefined
}

/** Why an exchange failed, by the code of Node's error. */
export function reasonOfError(error: NodeJS.ErrnoException): FailureReason {
  const { code = '' } = error
  // The HTTP/1.1 parser found the peer breaking the rules.
  if (code.startsWith('HPE_')) {
    return 'protocol'
  }
  if (code === 'ETIMEDOUT') {
    return 'timeout'
  }
  return code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') ? 'tls' : 'reset'
}
