import type { RefusalCode } from './refusal.ts'
import type { Answer, Profile } from './profile.ts'

/** Apple's web push: every error is a JSON reason; a Topic must decode as base64url. */
export const apple: Profile = {
  name: 'apple',
  host: 'web.push.apple.com',
  maxTtl: 30 * 24 * 60 * 60,
  maxBodyBytes: 4096,
  acceptsAesgcm: false,
  ignoresUrgency: false,
  takesPaddedTopic: false,
  // web-push-libs/web-push 947: 403 BadJwtToken for a domain such as localhost.
  vapid: { subject: 'public', wholeSeconds: false, lenient: false },
  needsVapid: true,
  path: (token) => `/${token}`,
  token: (random) => `Q${random(96).toString('base64url')}`,
  accept: ({ id }) => ({ status: 201, headers: { 'apns-id': id }, body: '' }),
  refuse: ({ code }) => reason(...rows[code]),
  failure: (status) => reason(status, failures[status] ?? 'InternalServerError'),
}

const rows: Record<RefusalCode, readonly [number, string]> = {
  'method-not-allowed': [405, 'MethodNotAllowed'],
  'endpoint-unknown': [404, 'BadPath'],
  'subscription-lost': [404, 'BadPath'],
  'subscription-gone': [410, 'Unregistered'],
  'vapid-missing': [403, 'BadJwtToken'],
  'vapid-scheme-unknown': [403, 'BadJwtToken'],
  'vapid-malformed': [403, 'BadJwtToken'],
  'vapid-key-missing': [403, 'BadJwtToken'],
  'vapid-key-invalid': [403, 'BadVapidPublicKey'],
  // Recorded answers say 400, one summary of the documentation 403: go by the reason.
  'vapid-key-mismatch': [400, 'VapidPkHashMismatch'],
  'vapid-signature-invalid': [403, 'BadJwtToken'],
  'vapid-claims-invalid': [403, 'BadJwtToken'],
  'vapid-audience-invalid': [403, 'BadJwtToken'],
  'vapid-expired': [403, 'BadJwtToken'],
  'vapid-expires-too-late': [403, 'BadJwtToken'],
  'vapid-subject-invalid': [403, 'BadJwtToken'],
  'ttl-missing': [400, 'BadTtl'],
  'ttl-invalid': [400, 'BadTtl'],
  'ttl-negative': [400, 'BadTtl'],
  'topic-invalid': [400, 'BadWebPushTopic'],
  'urgency-invalid': [400, 'BadUrgency'],
  'cache-policy-conflict': [400, 'BadWebPushRequest'],
  'chunked-body': [400, 'BadWebPushRequest'],
  'body-too-large': [413, 'PayloadTooLarge'],
  'encoding-missing': [400, 'BadWebPushRequest'],
  'encoding-unsupported': [400, 'BadWebPushRequest'],
  'encryption-header-missing': [400, 'BadWebPushRequest'],
  'encryption-header-leftover': [400, 'BadWebPushRequest'],
  'header-block-truncated': [400, 'BadWebPushRequest'],
  'record-size-invalid': [400, 'BadWebPushRequest'],
  'key-id-invalid': [400, 'BadWebPushRequest'],
  'key-id-is-vapid-key': [400, 'BadWebPushRequest'],
  'several-records': [400, 'BadWebPushRequest'],
  'store-full': [503, 'ServiceUnavailable'],
}

const failures: Readonly<Record<number, string>> = {
  400: 'BadWebPushRequest',
  403: 'BadJwtToken',
  404: 'BadPath',
  410: 'Unregistered',
  413: 'PayloadTooLarge',
  429: 'TooManyRequests',
  503: 'ServiceUnavailable',
}

function reason(status: number, name: string): Answer {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (status === 405) headers['allow'] = 'POST'
  return { status, headers, body: JSON.stringify({ reason: name }) }
}
