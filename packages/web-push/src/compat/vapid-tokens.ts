import { createECDH, createPrivateKey, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { signingKey } from '../vapid-keys.ts'

/** How long a token is valid by default. */
const LIFETIME_S = 12 * 60 * 60
/** A token is used for half of its life. Apple asks not to renew one more than once an hour. */
const REUSED_FOR_MS = (LIFETIME_S / 2) * 1000
/** One token per push service: there are a handful, and endpoints come from strangers. */
const MAX_TOKENS = 500

const HEADER = Buffer.from('{"typ":"JWT","alg":"ES256"}').toString('base64url')

interface TokenRequest {
  audience: string
  subject: string
  privateKey: string
  /** seconds since 1970; absent: 12 hours from now */
  expiration: number | undefined
}

/** Signs VAPID tokens (RFC 8292, section 2) and gives the same one again while it is fresh. */
export class VapidTokens {
  readonly now: () => number
  readonly #tokens = new Map<string, { token: string; signedAt: number }>()

  constructor(options: { now: () => number }) {
    this.now = options.now
  }

  token(request: TokenRequest): string {
    const now = this.now()
    const key = JSON.stringify([request.audience, request.subject, request.privateKey, request.expiration])
    const known = this.#tokens.get(key)
    // A clock that was set back makes the age negative: sign again.
    const age = known ? now - known.signedAt : -1
    if (known && age >= 0 && age < REUSED_FOR_MS) return known.token

    const token = signToken(request, now)
    this.#tokens.delete(key)
    this.#tokens.set(key, { token, signedAt: now })
    if (this.#tokens.size > MAX_TOKENS) this.#dropOldest()
    return token
  }

  #dropOldest(): void {
    const oldest = this.#tokens.keys().next()
    if (!oldest.done) this.#tokens.delete(oldest.value)
  }
}

function signToken({ audience, subject, privateKey, expiration }: TokenRequest, now: number) {
  const claims = {
    aud: audience,
    exp: expiration ?? Math.floor(now / 1000) + LIFETIME_S,
    sub: subject,
  }
  const input = `${HEADER}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
  const key = importScalar(Buffer.from(privateKey, 'base64url'))
  const signature = pairFromDer(sign('sha256', Buffer.from(input), key))
  return `${input}.${signature.toString('base64url')}`
}

/**
 * The two numbers of an ECDSA signature, 32 bytes each (RFC 7518, section 3.4). Node would do it with
 * `dsaEncoding: 'ieee-p1363'`, but then signs nothing at all with a scalar of zero.
 */
function pairFromDer(der: Buffer): Buffer {
  const first = integerAt(der, 2)
  const second = integerAt(der, 2 + 2 + first.length)
  const pair = Buffer.alloc(64)
  first.copy(pair, 32 - first.length + leadingZero(first), leadingZero(first))
  second.copy(pair, 64 - second.length + leadingZero(second), leadingZero(second))
  return pair
}

function integerAt(der: Buffer, offset: number): Buffer {
  const start = offset + 2
  return der.subarray(start, start + (der[offset + 1] ?? 0))
}

/** DER puts a zero byte before a number whose first bit is set. */
function leadingZero(integer: Buffer): number {
  return integer.length > 32 ? 1 : 0
}

function importScalar(scalar: Buffer): KeyObject {
  const ecdh = createECDH('prime256v1')
  try {
    ecdh.setPrivateKey(scalar)
  } catch {
    // web-push's users test with 32 zero bytes, which are no key.
    return importWithoutPoint(scalar)
  }
  return signingKey(ecdh.getPublicKey(), scalar)
}

/** As SEC 1 without the public point: Node signs with what has none. Bun and Deno do not, and say so. */
function importWithoutPoint(scalar: Buffer): KeyObject {
  const before = Buffer.from('30310201010420', 'hex')
  const curve = Buffer.from('a00a06082a8648ce3d030107', 'hex')
  return createPrivateKey({
    key: Buffer.concat([before, scalar, curve]),
    format: 'der',
    type: 'sec1',
  })
}
