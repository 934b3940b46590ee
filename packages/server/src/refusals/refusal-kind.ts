/** The fixed parts of a refusal's answer, the same at each occurrence (RFC 9457 section 3.1.3). */
export interface RefusalKind {
  /** HTTP status. */
  status: number
  title: string
  /** The caller's remedy. */
  help: string
  /** No visitor or browser can change it: a setting, the page or the app is wrong. The operator is warned. */
  isForOperator?: true
}

/** Refusals by their code. A code is stable: callers compare with it. */
export type RefusalKinds = Readonly<Record<string, RefusalKind>>
