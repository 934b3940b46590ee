import { ErrorCode } from '../http2/fault.ts'
import type { FailureReason } from '../push-answer.ts'

/** RFC 9113 section 7: how a peer drops a stream without finding fault with the protocol. */
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
