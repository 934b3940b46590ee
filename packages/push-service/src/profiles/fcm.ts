import type { RefusalCode } from './refusal.ts'
import type { Answer, Profile } from './profile.ts'

const correspond =
  'the VAPID credentials in the authorization header do not correspond to the ' +
  'credentials used to create the subscriptions.'

/** Firebase Cloud Messaging: short plain-text reasons, 403 for every fault of the credentials. */
export const fcm: Profile = {
  name: 'fcm',
  host: 'fcm.googleapis.com',
  maxTtl: 28 * 24 * 60 * 60,
  maxBodyBytes: 4096,
  acceptsAesgcm: true,
  ignoresUrgency: false,
  takesPaddedTopic: false,
  vapid: { subject: 'text', wholeSeconds: false, lenient: false },
  needsVapid: true,
  path: (token) => `/fcm/send/${token}`,
  token: (random) => `${random(9).toString('base64url').slice(0, 11)}:APA91b${random(101).toString('base64url')}`,
  accept: ({ id, origin }) => ({
    status: 201,
    headers: { location: `${origin}/0:${id}`, 'x-content-type-options': 'nosniff' },
    body: '',
  }),
  refuse: ({ code, detail }) => {
    const [status, body] = rows[code]
    return text(status, body ?? `bad request: ${detail}`)
  },
  failure: (status) => {
    if (status === 410) return text(410, 'push subscription has unsubscribed or expired.')
    if (status === 403) return text(403, correspond)
    if (status === 429) return text(429, 'quota exceeded')
    return text(status, `error ${String(status)}`)
  },
}

const invalidToken: readonly [number, string] = [403, 'permission denied: invalid JWT provided']
const badRequest: readonly [number] = [400]

/** status and text; without a text the refusal's own detail is sent */
const rows: Record<RefusalCode, readonly [number, string?]> = {
  'method-not-allowed': [405, 'method not allowed'],
  'endpoint-unknown': [404, 'a valid push subscription endpoint should be specified in the URL'],
  'subscription-lost': [404, 'a valid push subscription endpoint should be specified in the URL'],
  'subscription-gone': [410, 'push subscription has unsubscribed or expired.'],
  'vapid-missing': [401, 'authorization header must be specified.'],
  'vapid-scheme-unknown': invalidToken,
  'vapid-malformed': invalidToken,
  'vapid-key-missing': invalidToken,
  'vapid-key-invalid': invalidToken,
  'vapid-key-mismatch': [403, correspond],
  'vapid-signature-invalid': invalidToken,
  'vapid-claims-invalid': invalidToken,
  'vapid-audience-invalid': invalidToken,
  'vapid-expired': invalidToken,
  'vapid-expires-too-late': invalidToken,
  'vapid-subject-invalid': invalidToken,
  'ttl-missing': badRequest,
  'ttl-invalid': badRequest,
  'ttl-negative': badRequest,
  'topic-invalid': badRequest,
  'urgency-invalid': badRequest,
  'cache-policy-conflict': badRequest,
  'chunked-body': badRequest,
  'body-too-large': [413, 'payload too large'],
  'encoding-missing': badRequest,
  'encoding-unsupported': badRequest,
  'encryption-header-missing': badRequest,
  'encryption-header-leftover': badRequest,
  'header-block-truncated': badRequest,
  'record-size-invalid': badRequest,
  'key-id-invalid': badRequest,
  'key-id-is-vapid-key': badRequest,
  'several-records': badRequest,
  'store-full': [503, 'service unavailable'],
}

function text(status: number, body: string): Answer {
  const headers: Record<string, string> = { 'content-type': 'text/plain; charset=utf-8' }
  if (status === 405) headers['allow'] = 'POST'
  if (status === 503) headers['retry-after'] = '120'
  return { status, headers, body: `${body}\n` }
}
