/** Why no answer came. `aborted`: cancelled on our side, by the caller's signal, by closing or by a full queue. */
export type FailureReason =
  'timeout' | 'connect' | 'tls' | 'dns' | 'proxy' | 'blocked' | 'reset' | 'aborted' | 'protocol'

/** The answer of a push service, or why there is none. Header names are in lower case, the body has at most 4 KiB. */
export type PushAnswer =
  | { kind: 'response'; status: number; headers: Record<string, string>; body: string }
  /**
   * `code`: one of few words that distinguish causes of the same reason, `ENOTFOUND`, `CERT_HAS_EXPIRED`, `connect` …
   */
  | { kind: 'failure'; reason: FailureReason; message: string; code?: string }

export type Failure = Extract<PushAnswer, { kind: 'failure' }>

export function failure(reason: FailureReason, message: string, code?: string): Failure {
  return code === undefined ? { kind: 'failure', reason, message } : { kind: 'failure', reason, message, code }
}
