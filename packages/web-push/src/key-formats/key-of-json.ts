import { decodeBase64url } from '../base64url.ts'
import { publicPointOf, scalarOf, unreadable, wrongKind, type FoundKeys, type ReadInner } from './found-keys.ts'

const PRIVATE = /^(vapid)?private(key)?$/
const PUBLIC = /^((vapid)?public(key)?|applicationserverkey)$/
const AROUND = /^(vapid|vapidkeys|vapiddetails|keys|keypair)$/

/**
 * Reads a key from an object: a JWK (RFC 7517), a set that holds one, or a pair under the names that libraries give its
 * halves, such as web-push's publicKey and privateKey.
 */
export function keyOfJson(given: object, readInner: ReadInner): FoundKeys {
  if ('kty' in given) return keyOfJwk(given)
  const fields = Object.entries(given).map(([name, value]): [string, unknown] => [plain(name), value])
  const under = (names: RegExp) => fields.find(([name, value]) => names.test(name) && value !== null)?.[1]
  const [secret, shown, around] = [under(PRIVATE), under(PUBLIC), under(AROUND)]
  if (secret !== undefined || shown !== undefined) return keyOfPair(secret, shown, readInner)
  const inside: readonly unknown[] = Array.isArray(around) ? around : [around]
  if (inside.length !== 1) throw unreadable(`is a set of ${inside.length} keys, where one is needed`)
  if (typeof inside[0] !== 'object') throw unreadable('is an object without a private key')
  return readInner(inside[0])
}

function keyOfPair(secret: unknown, shown: unknown, readInner: ReadInner): FoundKeys {
  const inSecret = secret === undefined ? { points: [] } : readInner(secret)
  const inShown = shown === undefined ? { points: [] } : readInner(shown)
  if (inShown.scalar !== undefined) throw unreadable('has a private key where its public one belongs')
  return { ...inSecret, points: [...inSecret.points, ...inShown.points] }
}

// alg, use and key_ops are ignored: the same key signs, and web pages make theirs for ECDH.
function keyOfJwk(jwk: object): FoundKeys {
  const { kty, crv, d, x, y } = jwk as Record<string, unknown>
  if (kty !== 'EC') throw wrongKind(`a JWK of the kind ${short(kty)}`)
  if (crv !== 'P-256') throw wrongKind(`a JWK of the curve ${short(crv)}`)
  const points = x === undefined && y === undefined ? [] : [publicPointOf(Buffer.concat([half(x), half(y)]))]
  return d === undefined ? { points } : { scalar: scalarOf(decode(d)), points }
}

/** A coordinate; some programs omit its leading zeros. */
function half(coordinate: unknown): Buffer {
  const bytes = decode(coordinate)
  return Buffer.concat([Buffer.alloc(Math.max(0, 32 - bytes.length)), bytes])
}

function decode(field: unknown): Buffer {
  const bytes = typeof field === 'string' ? decodeBase64url(field) : undefined
  if (bytes === undefined) throw unreadable('is a JWK whose numbers are not in base64url')
  return bytes
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, '')
}

function short(value: unknown): string {
  return typeof value === 'string' && /^[\w-]{1,20}$/.test(value) ? value : 'unknown'
}
