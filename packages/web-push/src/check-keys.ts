import { decodeBase64url } from './base64url.ts'
import { bytesOf } from './bytes.ts'
import { isOnCurve } from './p256.ts'
import { wrongArgument } from './wrong-argument.ts'

/** The keys of one subscription, which messages are encrypted with: a 65-byte public key and a 16-byte secret. */
export interface SubscriptionKeys {
  p256dh: Uint8Array
  auth: Uint8Array
}

/** Why a subscription's keys are refused; stable, fit for an API answer. */
export type KeyFault = 'p256dh-invalid' | 'p256dh-not-on-curve' | 'auth-invalid'

/** The two keys as bytes (65 and 16), or what is wrong with them. */
export type KeyCheck =
  { ok: true; p256dh: Uint8Array; auth: Uint8Array } | { ok: false; code: KeyFault; message: string }

/**
 * Decodes and checks the `keys` of `PushSubscription.toJSON()`: a point on P-256, an auth secret of 16 bytes
 * (RFC 8291 section 3.1 and 3.2).
 *
 * @example
 * const check = checkKeys({ p256dh: 'BCVx…', auth: 'BTBZ…' })
 * if (!check.ok) console.error(check.code, check.message)
 */
export function checkKeys(keys: { p256dh: string; auth: string }): KeyCheck {
  // Any JSON may come from a browser, whatever the type says.
  const given = (keys ?? {}) as { p256dh?: unknown; auth?: unknown }
  const p256dh = decodeShort(given.p256dh, 128)
  if (p256dh?.length !== 65 || p256dh[0] !== 0x04) {
    return refuse('p256dh-invalid', 'p256dh must be an uncompressed 65-byte point in base64url')
  }
  if (!isOnCurve(p256dh)) {
    return refuse('p256dh-not-on-curve', 'p256dh is not a point on the curve P-256')
  }
  const auth = decodeShort(given.auth, 32)
  if (auth?.length !== 16) {
    return refuse('auth-invalid', 'auth must be 16 bytes in base64url')
  }
  return { ok: true, p256dh, auth }
}

/**
 * The two keys as bytes, for the encryption, which checks their lengths.
 *
 * @throws TypeError when one is text or anything else that holds no bytes
 */
export function keyBytes(keys: SubscriptionKeys): SubscriptionKeys {
  const given: unknown = keys
  if (typeof given !== 'object' || given === null) {
    throw wrongArgument('keys', `the subscription's two keys${DECODE}`, given)
  }
  const { p256dh, auth } = keys
  return { p256dh: bytesOf(p256dh, 'keys.p256dh', WANTED), auth: bytesOf(auth, 'keys.auth', WANTED) }
}

const DECODE = ' as bytes: checkKeys(subscription.keys) decodes what a browser gives'
const WANTED = `given${DECODE}`

function decodeShort(text: unknown, most: number): Buffer | undefined {
  return typeof text === 'string' && text.length <= most ? decodeBase64url(text) : undefined
}

function refuse(code: KeyFault, message: string): KeyCheck {
  return { ok: false, code, message }
}
