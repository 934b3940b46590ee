import { pointOf } from '../p256.ts'
import { VapidKeyError } from '../vapid-key-error.ts'

/** The parts found in one spelling of a key: the private half, public halves, or both. */
export interface FoundKeys {
  /** 32 bytes, not yet known to be in range. */
  readonly scalar?: Buffer
  /** Of 65 bytes, on the curve. All of them have to belong to the private half. */
  readonly points: readonly Buffer[]
}

const FORMS =
  'give it as PEM, as DER in base64, as a JWK, as the JSON of web-push, or as 32 bytes in base64url, base64 or hex'

/** Reads a nested spelling, such as the text inside a JSON. */
export type ReadInner = (given: unknown) => FoundKeys

export function unreadable(why: string): VapidKeyError {
  return new VapidKeyError('vapid-keys-invalid', `the VAPID key ${why}: ${FORMS}`)
}

export function wrongKind(kind: string): VapidKeyError {
  const wanted = 'it has to be one of the curve P-256, also called prime256v1 (RFC 8292 section 2)'
  return new VapidKeyError('vapid-key-wrong-curve', `the VAPID key is ${kind}; ${wanted}`)
}

export function encrypted(command: string): VapidKeyError {
  const message = `the VAPID key is encrypted with a passphrase, and Belfry asks for none; decrypt it first: ${command}`
  return new VapidKeyError('vapid-key-encrypted', message)
}

/**
 * The private half as 32 bytes. Some programs write it as a number: without its leading zeros, or with one more where
 * its first bit is set.
 */
export function scalarOf(bytes: Buffer): Buffer {
  const rest = bytes.length === 33 && bytes[0] === 0 ? bytes.subarray(1) : bytes
  if (rest.length !== 32 && rest.length !== 31) {
    throw unreadable(`holds ${bytes.length} bytes where a private key of P-256 has 32`)
  }
  return Buffer.concat([Buffer.alloc(32 - rest.length), rest])
}

export function publicPointOf(bytes: Buffer): Buffer {
  const point = pointOf(bytes)
  if (point === undefined) throw unreadable('holds a public key that is no point of P-256')
  return point
}
