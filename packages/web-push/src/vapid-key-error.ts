/**
 * Why a VAPID key is refused; stable, fit for an API answer.
 *
 * - `vapid-keys-invalid`: no key in any known form, or a damaged one
 * - `vapid-key-encrypted`: it is there, behind a passphrase
 * - `vapid-key-public`: the private half is missing
 * - `vapid-key-wrong-curve`: of another curve than P-256, or of another kind (RFC 8292 section 2)
 * - `vapid-key-out-of-range`: zero, or not below the order of the curve
 * - `vapid-keys-mismatch`: the public key belongs to another private key
 */
export type VapidKeyFault =
  | 'vapid-keys-invalid'
  | 'vapid-key-encrypted'
  | 'vapid-key-public'
  | 'vapid-key-wrong-curve'
  | 'vapid-key-out-of-range'
  | 'vapid-keys-mismatch'

/**
 * Thrown when a VAPID key is malformed, or when the two keys are not a pair. Never carries the key.
 *
 * @example
 * if (error instanceof VapidKeyError) console.error(error.code, error.message)
 */
export class VapidKeyError extends Error {
  override readonly name = 'VapidKeyError'
  readonly code: VapidKeyFault

  constructor(code: VapidKeyFault, message: string) {
    super(message)
    this.code = code
  }
}
