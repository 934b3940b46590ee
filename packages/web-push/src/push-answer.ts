/** Why no answer came. `aborted`: given up on our side, by the caller's signal, by closing or since a queue was full. */
export type FailureReason =
  'timeout' | 'connect' | 'tls' | 'dns' | 'blocked' | 'reset' | 'aborted' | 'protocol'

/** What came back from a push service, or why nothing did. Header names are in lower case, the body has at most 4 KiB. */
export type PushAnswer =
  | { kind: 'response'; status: number; headers: Record<string, string>; body: string }
  | { kind: 'failure'; reason: FailureReason; message: string }

export type Failure = Extract<PushAnswer, { kind: 'failure' }>

export function failure(reason: FailureReason, message: string): Failure {
  return { kind: 'failure', reason, message }
}
