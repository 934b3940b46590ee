import { ECDH } from 'node:crypto'
import { decodeBase64url } from './base64url.ts'

/** What a message to one subscription is encrypted with: its 65-byte public key and its 16-byte secret. */
export interface SubscriptionKeys {
  p256dh: Uint8Array
  auth: Uint8Array
}

/** Why a subscription's keys are refused; stable, fit for an API answer. */
export type KeyFault = 'p256dh-invalid' | 'p256dh-not-on-curve' | 'auth-invalid'

export type KeyCheck =
  | { ok: true; p256dh: Uint8Array; auth: Uint8Array }
  | { ok: false; code: KeyFault; message: string }

/**
 * Decodes and checks the `keys` of `PushSubscription.toJSON()`: a point on P-256, an auth secret of 16 bytes
 * (RFC 8291 section 3.1 and 3.2).
 *
 * @example
 * const check = checkKeys({ p256dh: 'BCVx…', auth: 'BTBZ…' })
 * if (!check.ok) console.error(check.code, check.message)
 */
export function checkKeys(keys: { p256dh: string; auth: string }): KeyCheck {
  const p256dh = keys.p256dh.length <= 128 ? decodeBase64url(keys.p256dh) : undefined
  if (p256dh?.length !== 65 || p256dh[0] !== 0x04) {
    return refuse('p256dh-invalid', 'p256dh must be an uncompressed 65-byte point in base64url')
  }
  if (!isOnCurve(p256dh)) {
    return refuse('p256dh-not-on-curve', 'p256dh is not a point on the curve P-256')
  }
  const auth = keys.auth.length <= 32 ? decodeBase64url(keys.auth) : undefined
  if (auth?.length !== 16) {
    return refuse('auth-invalid', 'auth must be 16 bytes in base64url')
  }
  return { ok: true, p256dh, auth }
}

function isOnCurve(point: Uint8Array): boolean {
  try {
    ECDH.convertKey(point, 'prime256v1')
    return true
  } catch {
    // Throws for a point off the curve and for nothing else here: length and form were checked.
    return false
  }
}

function refuse(code: KeyFault, message: string): KeyCheck {
  return { ok: false, code, message }
}
