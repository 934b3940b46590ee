import { STATUS_CODES } from 'node:http'
import type { RefusalCode } from './refusal.ts'
import type { Answer, Profile } from './profile.ts'

/**
 * Mozilla autopush: status and errno as in autoendpoint's error table, VAPID faults 401/109,
 * TTL cut silently to 30 days, 410 with Cache-Control, 503 with Retry-After 120.
 */
export const mozilla: Profile = {
  name: 'mozilla',
  host: 'updates.push.services.mozilla.com',
  maxTtl: 30 * 24 * 60 * 60,
  maxBodyBytes: 5630,
  acceptsAesgcm: true,
  ignoresUrgency: true,
  takesPaddedTopic: true,
  // autoendpoint reads exp as a whole number and sub as any text, aud as a URL, and k in whatever base64 it comes.
  vapid: { subject: 'text', wholeSeconds: true, lenient: true },
  needsVapid: false,
  path: (token, restricted) => `/wpush/${restricted ? 'v2' : 'v1'}/${token}`,
  // A Fernet token: its version byte and the high bytes of its time always read gAAAAAB.
  token: (random) => `gAAAAAB${random(132).toString('base64url')}`,
  accept: ({ id, ttl, origin }) => ({
    status: 201,
    headers: { location: `${origin}/m/${id}`, ttl: String(ttl) },
    body: '',
  }),
  refuse: (refusal) => {
    const [status, errno, message] = rows[refusal.code]
    return problem(status, errno, message ?? refusal.detail)
  },
  failure: (status) => {
    switch (status) {
      case 401:
        return problem(401, 109, 'Invalid Authentication')
      case 404:
        return problem(404, 102, 'Invalid token')
      case 410:
        return problem(410, 106, 'No such subscription')
      case 413:
        return problem(413, 104, 'A payload reached size limit.')
      default:
        return problem(status, null, STATUS_CODES[status] ?? 'General error')
    }
  },
}

/** status, errno, message; without a message the refusal's own detail is sent */
const rows: Record<RefusalCode, readonly [number, number | null, string?]> = {
  'method-not-allowed': [405, null, 'Method Not Allowed'],
  'endpoint-unknown': [404, 102, 'Invalid token'],
  'subscription-lost': [404, 102, 'Invalid token'],
  'subscription-gone': [410, 106, 'No such subscription'],
  'vapid-missing': [401, 109, 'Missing VAPID public key'],
  'vapid-scheme-unknown': [401, 109, 'Unknown auth scheme'],
  'vapid-malformed': [401, 109, 'Invalid VAPID token'],
  'vapid-key-missing': [400, 110, 'Missing p256ecdsa in Crypto-Key header'],
  'vapid-key-invalid': [401, 109, 'Invalid VAPID public key'],
  'vapid-key-mismatch': [401, 109, 'VAPID public key mismatch'],
  'vapid-signature-invalid': [401, 109, 'InvalidSignature'],
  'vapid-claims-invalid': [
    401,
    109,
    'Invalid VAPID token: A value in the vapid claims is either missing or incorrectly specified (e.g. ' +
      '"exp":"12345" or "sub":null). Please correct and retry.',
  ],
  'vapid-audience-invalid': [401, 109, 'Invalid VAPID audience'],
  'vapid-expired': [401, 109, 'ExpiredSignature'],
  'vapid-expires-too-late': [401, 109, 'The VAPID token expiration is too long'],
  'vapid-subject-invalid': [
    401,
    109,
    'Invalid VAPID token: A value in the vapid claims is either missing or incorrectly specified (e.g. ' +
      '"exp":"12345" or "sub":null). Please correct and retry.',
  ],
  'ttl-missing': [400, 111, 'Missing TTL value'],
  'ttl-invalid': [400, 111, 'Missing TTL value'],
  'ttl-negative': [400, 114, 'ttl: TTL must be greater than 0'],
  'topic-invalid': [
    400,
    113,
    'topic: Topic must be URL and Filename safe Base64 alphabet, no greater than 32 characters',
  ],
  'urgency-invalid': [400, null],
  'cache-policy-conflict': [400, null],
  'chunked-body': [400, null],
  'body-too-large': [413, 104],
  'encoding-missing': [400, 110, 'Missing Content-Encoding header'],
  'encoding-unsupported': [400, 110, 'Unknown Content-Encoding header'],
  'encryption-header-missing': [400, 110],
  'encryption-header-leftover': [400, 110, "Do not include 'salt' or 'dh' with aes128gcm"],
  'header-block-truncated': [400, 110],
  'record-size-invalid': [400, 110],
  'key-id-invalid': [400, 110],
  'key-id-is-vapid-key': [400, 110],
  'several-records': [400, 110],
  'store-full': [503, null, 'Service Unavailable'],
}

function problem(code: number, errno: number | null, message: string): Answer {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (code === 405) headers['allow'] = 'POST'
  if (code === 410) headers['cache-control'] = 'max-age=86400'
  if (code === 503) headers['retry-after'] = '120'
  const error = STATUS_CODES[code] ?? ''
  const more_info = 'http://autopush.readthedocs.io/en/latest/http.html#error-codes'
  return { status: code, headers, body: JSON.stringify({ code, errno, error, message, more_info }) }
}
