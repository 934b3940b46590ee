import { randomBytes } from 'node:crypto'
import type { RefusalCode } from './refusal.ts'
import type { Answer, Profile } from './profile.ts'

/** Windows Notification Service: empty bodies, all information is in X-WNS headers. */
export const wns: Profile = {
  name: 'wns',
  host: 'wns2-par02p.notify.windows.com',
  maxTtl: 30 * 24 * 60 * 60,
  maxBodyBytes: 5000,
  acceptsAesgcm: false,
  ignoresUrgency: false,
  takesPaddedTopic: false,
  vapid: { subject: 'contact', wholeSeconds: false, lenient: false },
  needsVapid: true,
  path: (token) => `/w/?token=${encodeURIComponent(token)}`,
  token: (random) => `BQYAAA${random(150).toString('base64')}`,
  accept: ({ delivered, id, ttl }) =>
    answer(201, {
      'x-wns-status': delivered || ttl > 0 ? 'received' : 'dropped',
      'x-wns-notificationstatus': delivered || ttl > 0 ? 'received' : 'dropped',
      'x-wns-deviceconnectionstatus': delivered ? 'connected' : 'disconnected',
      'x-wns-msg-id': id,
    }),
  refuse: (refusal) => {
    const status = statuses[refusal.code]
    const headers: Record<string, string> = { 'x-wns-error-description': refusal.detail }
    if (status === 405) headers['allow'] = 'POST'
    if (status === 503) headers['retry-after'] = '120'
    return answer(status, headers)
  },
  failure: (status) => {
    const throttled = status === 406 || status === 429
    const named = throttled ? 'channelthrottled' : 'dropped'
    return answer(status, { 'x-wns-status': named, 'x-wns-notificationstatus': named })
  },
}

const statuses: Record<RefusalCode, number> = {
  'method-not-allowed': 405,
  'endpoint-unknown': 404,
  'subscription-lost': 404,
  'subscription-gone': 410,
  'vapid-missing': 401,
  'vapid-scheme-unknown': 401,
  'vapid-malformed': 403,
  'vapid-key-missing': 403,
  'vapid-key-invalid': 403,
  'vapid-key-mismatch': 401,
  'vapid-signature-invalid': 403,
  'vapid-claims-invalid': 403,
  'vapid-audience-invalid': 403,
  'vapid-expired': 403,
  'vapid-expires-too-late': 403,
  'vapid-subject-invalid': 403,
  'ttl-missing': 400,
  'ttl-invalid': 400,
  'ttl-negative': 400,
  'topic-invalid': 400,
  'urgency-invalid': 400,
  'cache-policy-conflict': 400,
  'chunked-body': 400,
  'body-too-large': 413,
  'encoding-missing': 400,
  'encoding-unsupported': 400,
  'encryption-header-missing': 400,
  'encryption-header-leftover': 400,
  'header-block-truncated': 400,
  'record-size-invalid': 400,
  'key-id-invalid': 400,
  'key-id-is-vapid-key': 400,
  'several-records': 400,
  'store-full': 503,
}

function answer(status: number, more: Record<string, string>): Answer {
  const headers = { 'ms-cv': `${randomBytes(12).toString('base64url')}.0`, ...more }
  return { status, headers, body: '' }
}
