/** Why a push request is not taken; each profile words it as its real service does. */
export type RefusalCode =
  | 'method-not-allowed'
  | 'endpoint-unknown'
  | 'subscription-lost'
  | 'subscription-gone'
  | 'vapid-missing'
  | 'vapid-scheme-unknown'
  | 'vapid-malformed'
  | 'vapid-key-missing'
  | 'vapid-key-invalid'
  | 'vapid-key-mismatch'
  | 'vapid-signature-invalid'
  | 'vapid-claims-invalid'
  | 'vapid-audience-invalid'
  | 'vapid-expired'
  | 'vapid-expires-too-late'
  | 'vapid-subject-invalid'
  | 'ttl-missing'
  | 'ttl-invalid'
  | 'ttl-negative'
  | 'topic-invalid'
  | 'urgency-invalid'
  | 'cache-policy-conflict'
  | 'chunked-body'
  | 'body-too-large'
  | 'encoding-missing'
  | 'encoding-unsupported'
  | 'encryption-header-missing'
  | 'encryption-header-leftover'
  | 'header-block-truncated'
  | 'record-size-invalid'
  | 'key-id-invalid'
  | 'key-id-is-vapid-key'
  | 'several-records'
  | 'store-full'

export interface Refusal {
  readonly code: RefusalCode
  /** what is wrong, for a developer; no secrets */
  readonly detail: string
}

export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal }

export function accept<T>(value: T): Checked<T> {
  return { ok: true, value }
}

export function refuse(code: RefusalCode, detail: string): Checked<never> {
  return { ok: false, refusal: { code, detail } }
}
