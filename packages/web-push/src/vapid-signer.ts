import { sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { VapidKeySource } from './key-formats/read-vapid-keys.ts'
import { importVapidKeys } from './vapid-keys.ts'
import { checkSubject } from './vapid-subject.ts'
import { wrongArgument } from './wrong-argument.ts'

/**
 * Thrown when the contact is not one that every push service accepts (RFC 8292 section 2.1).
 *
 * @example
 * if (error instanceof VapidSubjectError) console.error(error.code, error.message)
 */
export class VapidSubjectError extends Error {
  override readonly name = 'VapidSubjectError'
  readonly code = 'vapid-subject-invalid'
}

const HOUR = 3_600_000
/** Half of the 24 hours RFC 8292 section 2 allows, so that clocks may differ. */
const LIFETIME = 12 * HOUR
/** A token is used while it has this long to live: a request may wait, and a clock be fast. */
const RENEW_BEFORE = 3 * HOUR
/** Services refuse `exp` more than 24 hours ahead; a token this far ahead means that our clock was set back since. */
const TOO_FAR_AHEAD = 23 * HOUR
/** Bounds the cache; a WNS data centre is an origin of its own, so there are dozens in practice. */
const MAX_ORIGINS = 1000

const JWT_HEADER = encode({ typ: 'JWT', alg: 'ES256' })

interface Token {
  header: string
  expires: number
}

/**
 * Makes the `Authorization` header of RFC 8292 for one VAPID key. A token is signed once for each push service and
 * kept for hours: signing costs 27 µs a message, and Apple asks not to renew a token more than once an hour.
 *
 * @example
 * const signer = new VapidSigner({ keys: generateVapidKeys(), subject: 'mailto:ops@example.com' })
 * signer.header('https://fcm.googleapis.com') // 'vapid t=eyJ0…, k=BDd3…'
 */
export class VapidSigner {
  readonly #key: KeyObject
  readonly #publicKey: string
  readonly #subject: string
  readonly #now: () => number
  readonly #tokens = new Map<string, Token>()

  /**
   * `keys` is a pair, or its private half in any spelling that readVapidKeys() knows.
   *
   * @throws VapidKeyError when the keys are not a pair on P-256
   * @throws VapidSubjectError when the subject is no mailto: or https: URL of a public domain
   */
  constructor(options: { keys: VapidKeySource; subject: string; now?: () => number }) {
    const { keys, subject, now = Date.now } = options
    const check = checkSubject(subject)
    if (!check.ok) {
      throw new VapidSubjectError(check.message)
    }
    const { key, publicKey } = importVapidKeys(keys)
    this.#key = key
    this.#publicKey = publicKey
    this.#subject = subject
    this.#now = now
  }

  /** The public key, in unpadded base64url, as the page's `applicationServerKey`. */
  get publicKey(): string {
    return this.#publicKey
  }

  /**
   * The header for a push service's origin, such as `https://fcm.googleapis.com`.
   *
   * @throws TypeError for anything but an origin: the push service would refuse the token
   */
  header(origin: string): string {
    const now = this.#now()
    const token = this.#tokens.get(origin)
    if (token !== undefined) {
      const left = token.expires - now
      if (left > RENEW_BEFORE && left <= TOO_FAR_AHEAD) {
        return token.header
      }
    }
    return this.#renew(origin, now)
  }

  #renew(origin: string, now: number): string {
    if (typeof origin !== 'string' || !URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw wrongArgument('origin', 'the origin of a push service, such as https://fcm.googleapis.com', origin)
    }
    const expires = now + LIFETIME
    const claims = { aud: origin, exp: Math.floor(expires / 1000), sub: this.#subject }
    const signed = `${JWT_HEADER}.${encode(claims)}`
    const signature = sign('sha256', Buffer.from(signed), {
      key: this.#key,
      dsaEncoding: 'ieee-p1363',
    })
    const header = `vapid t=${signed}.${signature.toString('base64url')}, k=${this.#publicKey}`

    this.#tokens.delete(origin)
    this.#tokens.set(origin, { header, expires })
    if (this.#tokens.size > MAX_ORIGINS) {
      const [oldest] = this.#tokens.keys()
      this.#tokens.delete(oldest as string)
    }
    return header
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
