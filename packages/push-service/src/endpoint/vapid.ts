import { createPublicKey, verify } from 'node:crypto'
import { isCurvePoint } from '../decryption/curve.ts'
import type { VapidRules } from '../profiles/profile.ts'
import { parseBase64url, parseHeaderParameters } from '../push/header-parameters.ts'
import { accept, refuse, type Checked } from '../profiles/refusal.ts'

const dayInSeconds = 24 * 60 * 60
/** Senders reuse a key for years and a token for hours: neither need be checked for every message. */
const remembered = 1000

interface Credentials {
  readonly token: string
  /** base64url, as sent */
  readonly key: string
}

export interface VapidRequest {
  readonly authorization: string | undefined
  readonly cryptoKey: string | undefined
  /** origin of the endpoint as the sender sees it */
  readonly audience: string
  /** the key that the subscription was made with; undefined: any key will do */
  readonly applicationServerKey: string | undefined
  /** milliseconds since 1970 */
  readonly now: number
}

/** RFC 2606 and RFC 6762: names that no domain of the internet has. */
const notPublic = /(^|\.)(localhost|local|invalid)$/i

/** Checks VAPID credentials (RFC 8292) and remembers the keys and the tokens that were right. */
export class VapidVerifier {
  readonly #points = new Map<string, Buffer>()
  readonly #genuine = new Map<string, Record<string, unknown>>()

  /** The application server's public key, base64url. */
  check(request: VapidRequest, rules: VapidRules): Checked<string> {
    const credentials = parseCredentials(request)
    if (!credentials.ok) return credentials
    const { token } = credentials.value
    const key = rules.lenient ? respell(credentials.value.key) : credentials.value.key
    const point = this.#pointOf(key)
    if (!point) return refuse('vapid-key-invalid', 'k is not an uncompressed P-256 point in base64url')
    if (request.applicationServerKey !== undefined && key !== request.applicationServerKey)
      return refuse('vapid-key-mismatch', 'k is not the key that the subscription was made with')

    const claims = this.#claimsOf(token, key, point)
    if (!claims.ok) return claims
    const fault = faultOfClaims(claims.value, request, rules)
    return fault ?? accept(key)
  }

  #pointOf(key: string): Buffer | undefined {
    const known = this.#points.get(key)
    if (known) return known
    const point = parseBase64url(key)
    if (!point || !isCurvePoint(point)) return undefined
    remember(this.#points, key, point)
    return point
  }

  #claimsOf(token: string, key: string, point: Buffer): Checked<Record<string, unknown>> {
    const known = this.#genuine.get(`${key} ${token}`)
    if (known) return accept(known)
    const parts = token.split('.')
    const [head = '', body = '', signature = ''] = parts
    const header = parseJson(head)
    const claims = parseJson(body)
    const signatureBytes = parseBase64url(signature)
    if (parts.length !== 3 || !header || !claims || !signatureBytes)
      return refuse('vapid-malformed', 't is not a JWT in compact form')
    if (header['alg'] !== 'ES256') return refuse('vapid-malformed', 'the JWT is not signed with ES256')
    if (signatureBytes.length !== 64 || !isSigned(`${head}.${body}`, signatureBytes, point))
      return refuse('vapid-signature-invalid', 'the signature does not fit the key k')

    remember(this.#genuine, `${key} ${token}`, claims)
    return accept(claims)
  }
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (map.size >= remembered) {
    const oldest = map.keys().next()
    if (!oldest.done) map.delete(oldest.value)
  }
  map.set(key, value)
}

function faultOfClaims(
  { aud, exp, sub }: Record<string, unknown>,
  { audience, now }: VapidRequest,
  rules: VapidRules,
): Checked<never> | undefined {
  if (typeof exp !== 'number' || !Number.isFinite(exp))
    return refuse('vapid-claims-invalid', 'exp is missing or not a number')
  if (rules.wholeSeconds && !Number.isInteger(exp))
    return refuse('vapid-claims-invalid', 'exp is not a whole number of seconds')
  if (typeof aud !== 'string') return refuse('vapid-claims-invalid', 'aud is missing')
  const named = rules.lenient && URL.canParse(aud) ? new URL(aud).href.replace(/\/$/, '') : aud
  if (named !== audience) return refuse('vapid-audience-invalid', `aud must be ${audience}`)
  if (exp * 1000 <= now) return refuse('vapid-expired', 'exp is in the past')
  if (exp > now / 1000 + dayInSeconds) return refuse('vapid-expires-too-late', 'exp is more than 24 hours ahead')
  return faultOfSubject(sub, rules)
}

function faultOfSubject(subject: unknown, rules: VapidRules): Checked<never> | undefined {
  if (typeof subject !== 'string') return refuse('vapid-subject-invalid', 'sub is missing')
  if (rules.subject === 'text') return undefined
  const address = /^mailto:[^\s@]+@([^\s@]+)$/.exec(subject)
  const isUrl = subject.startsWith('https://') && URL.canParse(subject)
  if (address === null && !isUrl) return refuse('vapid-subject-invalid', 'sub must be a mailto: or https: address')
  const host = address?.[1] ?? new URL(subject).hostname
  if (rules.subject === 'public' && (!host.includes('.') || notPublic.test(host)))
    return refuse('vapid-subject-invalid', 'sub must have a domain of the internet')
  return undefined
}

/** Without padding, in the alphabet of base64url. */
function respell(key: string): string {
  return key.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')
}

function parseCredentials({ authorization, cryptoKey }: VapidRequest): Checked<Credentials> {
  if (!authorization) return refuse('vapid-missing', 'there is no Authorization header')
  const [scheme = ''] = authorization.split(' ', 1)
  const rest = authorization.slice(scheme.length).trim()
  switch (scheme.toLowerCase()) {
    case 'vapid': {
      const parameters = parseHeaderParameters(rest, ',')
      const token = parameters.get('t')
      const key = parameters.get('k')
      if (!token || !key) return refuse('vapid-malformed', 'vapid needs t= and k=')
      return accept({ token, key })
    }
    // draft-ietf-webpush-vapid-01, which senders of aesgcm use
    case 'webpush':
    case 'bearer': {
      const key = parseHeaderParameters((cryptoKey ?? '').replaceAll(',', ';'), ';')
      const point = key.get('p256ecdsa')
      if (!point) return refuse('vapid-key-missing', 'Crypto-Key has no p256ecdsa')
      return accept({ token: rest, key: point })
    }
    default:
      return refuse('vapid-scheme-unknown', 'the Authorization scheme is not vapid')
  }
}

function isSigned(data: string, signature: Buffer, point: Buffer): boolean {
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  })
  return verify('sha256', Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' }, signature)
}

function parseJson(part: string): Record<string, unknown> | undefined {
  const bytes = parseBase64url(part)
  if (!bytes) return undefined
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined // not JSON: the caller refuses the token
  }
}
