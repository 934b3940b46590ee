import { constants } from 'node:http2'
import type { FailureReason } from '../push-answer.ts'

/** RFC 9113 section 7: how a peer drops a stream without finding fault with the protocol. */
const RESET_CODES: readonly number[] = [
  constants.NGHTTP2_NO_ERROR,
  constants.NGHTTP2_INTERNAL_ERROR,
  constants.NGHTTP2_STREAM_CLOSED,
  constants.NGHTTP2_REFUSED_STREAM,
  constants.NGHTTP2_CANCEL,
]

/** Why a stream ended that was closed with this HTTP/2 error code. */
export function reasonOfStreamCode(code: number): FailureReason {
  return RESET_CODES.includes(code) ? 'reset' : 'protocol'
}

/** Why an exchange failed, by the code of Node's error. */
export function reasonOfError(error: NodeJS.ErrnoException): FailureReason {
  const { code = '' } = error
  // HPE_…: the HTTP/1.1 parser. ERR_HTTP2_ERROR: nghttp2 found the peer breaking the rules.
  if (code.startsWith('HPE_') || code === 'ERR_HTTP2_ERROR') {
    return 'protocol'
  }
  if (code === 'ETIMEDOUT') {
    return 'timeout'
  }
  return code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') ? 'tls' : 'reset'
}
