import { requireP256 } from './curve-of-der.ts'
import { DER, derInside, derNumber, derValues, type DerValue } from './der.ts'
import { encrypted, publicPointOf, scalarOf, unreadable, wrongKind, type FoundKeys } from './found-keys.ts'

const EC_PUBLIC_KEY = '2a8648ce3d0201'
const ECDH = '2b8104010c'
const KINDS: Readonly<Record<string, string>> = {
  '2a864886f70d010101': 'an RSA key',
  '2a864886f70d01010a': 'an RSA key',
  '2b6570': 'an Ed25519 key',
  '2b6571': 'an Ed448 key',
  '2b656e': 'an X25519 key',
  '2a8648ce380401': 'a DSA key',
}
/** PKCS 5 and PKCS 12: a key that begins with one of these is encrypted. */
const ENCRYPTIONS = /^2a864886f70d01(05|0c01)/
const HOW_TO_DECRYPT = 'openssl pkey -inform DER -in private_key.der -out decrypted.pem'

/**
 * Reads a key in DER: SEC 1 (RFC 5915), PKCS 8 (RFC 5958), a public key (RFC 5480).
 *
 * It has its own reader instead of node:crypto's, which does not report whether the curve, the kind or a passphrase is
 * the obstacle, and which accepts different forms on Bun and Deno.
 */
export function keyOfDer(der: Buffer): FoundKeys {
  const [outer, ...more] = derValues(der) ?? []
  if (outer?.tag !== DER.sequence || more.length > 0) throw damaged()
  const parts = derValues(outer.body)
  if (parts === undefined) throw damaged()
  const tags = parts.map(({ tag }) => tag)
  const [first, second, third] = parts
  if (tags[0] === DER.integer && tags[1] === DER.octets) return ofSec1(parts)
  if (tags[0] === DER.integer && tags[1] === DER.sequence && tags[2] === DER.octets) {
    const curve = curveOf(second)
    return ofSec1(derInside(third && derValues(third.body)?.[0]), curve)
  }
  if (tags[0] === DER.sequence && tags[1] === DER.bits) {
    requireP256(curveOf(first))
    return { points: [pointOfBits(second)] }
  }
  if (tags[0] === DER.sequence && tags[1] === DER.octets) {
    if (ENCRYPTIONS.test(derInside(first)[0]?.body.toString('hex') ?? '')) throw encrypted(HOW_TO_DECRYPT)
  }
  if (tags.length >= 9 && tags.every((tag) => tag === DER.integer)) throw wrongKind('an RSA key')
  throw unreadable('is DER, and no EC key')
}

function ofSec1(parts: readonly DerValue[], curveAround?: DerValue): FoundKeys {
  const [version, secret, ...rest] = parts
  if (derNumber(version) !== 1n || secret?.tag !== DER.octets) throw damaged()
  const curve = derInside(rest.find(({ tag }) => tag === DER.context))[0]
  const bits = derInside(rest.find(({ tag }) => tag === DER.context + 1))[0]
  for (const parameters of [curveAround, curve]) if (parameters !== undefined) requireP256(parameters)
  // Without either, the length of the private half has to do (RFC 5915 section 3 lets parameters be elsewhere).
  return { scalar: scalarOf(secret.body), points: bits === undefined ? [] : [pointOfBits(bits)] }
}

/** The parameters of an algorithm that has a curve. */
function curveOf(algorithm: DerValue | undefined): DerValue | undefined {
  const [kind, parameters] = derInside(algorithm)
  const oid = kind?.body.toString('hex') ?? ''
  if (oid !== EC_PUBLIC_KEY && oid !== ECDH) throw wrongKind(KINDS[oid] ?? 'a key of another kind')
  if (parameters === undefined) throw unreadable('does not say which curve it is of')
  return parameters
}

function pointOfBits(bits: DerValue | undefined): Buffer {
  // The first byte says how many bits of the last one are not used.
  if (bits?.tag !== DER.bits || bits.body[0] !== 0) throw damaged()
  return publicPointOf(bits.body.subarray(1))
}

function damaged() {
  return unreadable('is damaged or cut off')
}
