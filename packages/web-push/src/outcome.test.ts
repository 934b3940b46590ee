import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { classify } from './outcome.ts'
import type { Classification, Outcome } from './outcome.ts'
import type { FailureReason } from './push-answer.ts'
import type { PushServiceName } from './push-services.ts'

const now = Date.UTC(2026, 9, 1)
const SERVICES: PushServiceName[] = ['fcm', 'mozilla', 'apple', 'wns', 'other']

interface Given {
  status: number
  body?: string
  headers?: Record<string, string>
}

function judge(given: Given, service: PushServiceName): Classification {
  return classify({ kind: 'response', headers: {}, body: '', ...given }, service, now)
}

const autopush = (code: number, errno: number, message: string): string =>
  JSON.stringify({ code, errno, error: 'x', message, more_info: 'http://autopush.example/errors' })

/** As recorded from the real services, or from their documents: see outcome.ts. */
const ANSWERS: [service: PushServiceName, given: Given, expected: Classification][] = [
  ['fcm', { status: 201 }, { outcome: 'accepted', reason: 'accepted' }],
  ['fcm', { status: 404 }, { outcome: 'gone', reason: 'http-404' }],
  [
    'fcm',
    { status: 410, body: 'push subscription has unsubscribed or expired.\n' },
    { outcome: 'gone', reason: 'http-410' },
  ],
  [
    'fcm',
    {
      status: 403,
      body:
        'the VAPID credentials in the authorization header do not correspond to the credentials used to ' +
        'create the subscriptions.\n',
    },
    { outcome: 'key-mismatch', reason: 'http-403 credentials-mismatch' },
  ],
  [
    'fcm',
    {
      status: 403,
      body:
        'the key in the authorization header does not correspond to the sender ID used to subscribe this ' +
        'user. Please ensure …\n',
    },
    { outcome: 'key-mismatch', reason: 'http-403 sender-mismatch' },
  ],
  ['fcm', { status: 403, body: 'invalid JWT provided\n' }, { outcome: 'rejected', reason: 'http-403' }],
  [
    'fcm',
    { status: 400, body: '<HTML><TITLE>UnauthorizedRegistration</TITLE></HTML>' },
    { outcome: 'rejected', reason: 'http-400' },
  ],
  [
    'fcm',
    { status: 429, headers: { 'retry-after': '30' } },
    { outcome: 'throttled', reason: 'http-429', scope: 'service', retryAfterMs: 30_000 },
  ],

  ['mozilla', { status: 201 }, { outcome: 'accepted', reason: 'accepted' }],
  [
    'mozilla',
    { status: 404, body: autopush(404, 102, 'Request did not validate invalid token') },
    { outcome: 'gone', reason: 'http-404 errno-102' },
  ],
  ...[103, 105, 106].map((errno): [PushServiceName, Given, Classification] => [
    'mozilla',
    { status: 410, body: autopush(410, errno, 'No such subscription') },
    { outcome: 'gone', reason: `http-410 errno-${errno}` },
  ]),
  [
    'mozilla',
    { status: 401, body: autopush(401, 109, 'VAPID public key mismatch') },
    { outcome: 'key-mismatch', reason: 'http-401 errno-109 key-mismatch' },
  ],
  [
    'mozilla',
    { status: 401, body: autopush(401, 109, 'Invalid bearer token: Auth expired') },
    { outcome: 'rejected', reason: 'http-401 errno-109' },
  ],
  ...[110, 111, 113, 114].map((errno): [PushServiceName, Given, Classification] => [
    'mozilla',
    { status: 400, body: autopush(400, errno, 'Bad request') },
    { outcome: 'rejected', reason: `http-400 errno-${errno}` },
  ]),
  [
    'mozilla',
    { status: 413, body: autopush(413, 104, 'This message is intended for a constrained device') },
    { outcome: 'too-large', reason: 'http-413 errno-104' },
  ],
  [
    'mozilla',
    {
      status: 503,
      headers: { 'retry-after': '120' },
      body: autopush(503, 202, 'Use exponential back-off'),
    },
    {
      outcome: 'retry-later',
      reason: 'http-503 errno-202',
      scope: 'service',
      retryAfterMs: 120_000,
    },
  ],
  ['mozilla', { status: 502 }, { outcome: 'retry-later', reason: 'http-502', scope: 'service' }],
  // No other service is known to say 406; none can mean what RFC 9110 does, for we send no Accept.
  ['mozilla', { status: 406 }, { outcome: 'throttled', reason: 'http-406', scope: 'service' }],
  ['apple', { status: 406 }, { outcome: 'throttled', reason: 'http-406', scope: 'subscription' }],

  ['apple', { status: 201, headers: { 'apns-id': 'x' } }, { outcome: 'accepted', reason: 'accepted' }],
  ...[400, 403].map((status): [PushServiceName, Given, Classification] => [
    'apple',
    { status, body: '{"reason":"VapidPkHashMismatch"}' },
    { outcome: 'key-mismatch', reason: `http-${status} VapidPkHashMismatch` },
  ]),
  ['apple', { status: 403, body: '{"reason":"BadJwtToken"}' }, { outcome: 'rejected', reason: 'http-403 BadJwtToken' }],
  [
    'apple',
    { status: 400, body: '{ "reason" : "BadWebPushTopic" }' },
    { outcome: 'rejected', reason: 'http-400 BadWebPushTopic' },
  ],
  ['apple', { status: 410, body: '{"reason":"Unregistered"}' }, { outcome: 'gone', reason: 'http-410 Unregistered' }],
  // Gone is gone, whatever else the body says.
  [
    'apple',
    { status: 410, body: '{"reason":"VapidPkHashMismatch"}' },
    { outcome: 'gone', reason: 'http-410 VapidPkHashMismatch' },
  ],
  [
    'apple',
    { status: 413, body: '{"reason":"PayloadTooLarge"}' },
    { outcome: 'too-large', reason: 'http-413 PayloadTooLarge' },
  ],
  [
    'apple',
    { status: 429, body: '{"reason":"TooManyRequests"}', headers: { 'retry-after': '5' } },
    {
      outcome: 'throttled',
      reason: 'http-429 TooManyRequests',
      scope: 'subscription',
      retryAfterMs: 5000,
    },
  ],

  ['wns', { status: 201, headers: { 'x-wns-status': 'received' } }, { outcome: 'accepted', reason: 'accepted' }],
  ['wns', { status: 200, headers: { 'x-wns-status': 'dropped' } }, { outcome: 'accepted', reason: 'wns-dropped' }],
  [
    'wns',
    { status: 201, headers: { 'x-wns-status': 'channelThrottled', 'retry-after': '60' } },
    {
      outcome: 'throttled',
      reason: 'wns-channel-throttled',
      scope: 'subscription',
      retryAfterMs: 60_000,
    },
  ],
  // Some answers carry the one header, some the other, some both.
  [
    'wns',
    { status: 201, headers: { 'x-wns-notificationstatus': 'channelthrottled' } },
    { outcome: 'throttled', reason: 'wns-channel-throttled', scope: 'subscription' },
  ],
  [
    'wns',
    {
      status: 200,
      headers: {
        'x-wns-status': 'received',
        'x-wns-notificationstatus': 'AppThrottled',
        'x-wns-continue-after': '20',
      },
    },
    {
      outcome: 'throttled',
      reason: 'wns-app-throttled',
      scope: 'service',
      retryAfterMs: 20_000,
    },
  ],
  [
    'wns',
    { status: 201, headers: { 'x-wns-notificationstatus': 'dropped' } },
    { outcome: 'accepted', reason: 'wns-dropped' },
  ],
  [
    'wns',
    {
      status: 400,
      headers: {
        'x-wns-status': 'dropped',
        'x-wns-error-description': 'Ttl value conflicts with X-WNS-Cache-Policy.',
      },
    },
    { outcome: 'rejected', reason: 'http-400' },
  ],
  [
    'wns',
    { status: 406, headers: { 'x-wns-continue-after': '90', 'retry-after': '30' } },
    { outcome: 'throttled', reason: 'http-406', scope: 'service', retryAfterMs: 90_000 },
  ],
  [
    'wns',
    { status: 429, headers: { 'x-wns-continue-after': '90' } },
    { outcome: 'throttled', reason: 'http-429', scope: 'service', retryAfterMs: 90_000 },
  ],
  ['wns', { status: 410, headers: { 'x-wns-status': 'dropped' } }, { outcome: 'gone', reason: 'http-410' }],

  // Self-hosted services run the vendors' software under other names.
  [
    'other',
    { status: 401, body: autopush(401, 109, 'VAPID public key mismatch') },
    { outcome: 'key-mismatch', reason: 'http-401 errno-109 key-mismatch' },
  ],
  [
    'other',
    { status: 429, body: '{"reason":"TooManyRequests"}' },
    { outcome: 'throttled', reason: 'http-429 TooManyRequests', scope: 'subscription' },
  ],
  [
    'other',
    { status: 406, headers: { 'x-wns-status': 'channelthrottled', 'retry-after': '7' } },
    { outcome: 'throttled', reason: 'http-406', scope: 'service', retryAfterMs: 7000 },
  ],
  ['other', { status: 201 }, { outcome: 'accepted', reason: 'accepted' }],

  // The text of a mismatch counts only for the service that sends it.
  ...([400, 401, 500] as const).map((status): [PushServiceName, Given, Classification] => [
    'fcm',
    {
      status,
      body:
        'do not correspond to the credentials used to create the subscriptions, does not correspond to the ' +
        'sender ID used to subscribe',
    },
    status === 500
      ? { outcome: 'retry-later', reason: 'http-500', scope: 'service' }
      : { outcome: 'rejected', reason: `http-${status}` },
  ]),
  [
    'mozilla',
    { status: 403, body: autopush(403, 109, 'VAPID public key mismatch') },
    { outcome: 'rejected', reason: 'http-403 errno-109' },
  ],
  [
    'mozilla',
    { status: 401, body: autopush(401, 110, 'VAPID public key mismatch') },
    { outcome: 'rejected', reason: 'http-401 errno-110' },
  ],
  [
    'apple',
    { status: 400, body: '<p>{"reason":"VapidPkHashMismatch"}</p>' },
    { outcome: 'rejected', reason: 'http-400' },
  ],

  // A fault of the service concerns all its subscriptions; only Apple's limit is counted by subscription.
  ...SERVICES.flatMap((service) =>
    [408, 421, 425, 500, 503].map((status): [PushServiceName, Given, Classification] => [
      service,
      { status },
      { outcome: 'retry-later', reason: `http-${status}`, scope: 'service' },
    ]),
  ),
]

for (const [service, given, expected] of ANSWERS) {
  const detail = given.body?.slice(0, 50) ?? JSON.stringify(given.headers ?? {})
  test(`${service}: ${given.status} ${detail.trim()} is ${expected.outcome}`, () => {
    assert.deepEqual(judge(given, service), expected)
  })
}

/** The status code alone, the same for every service. */
function expectedFor(status: number): Outcome {
  if (status >= 200 && status <= 299) return 'accepted'
  if (status === 404 || status === 410) return 'gone'
  if (status === 413) return 'too-large'
  if (status === 429 || status === 406) return 'throttled'
  if ([408, 421, 425].includes(status) || (status >= 500 && status <= 599)) return 'retry-later'
  return 'rejected'
}

test('every status has one outcome with every service', () => {
  for (const service of SERVICES) {
    for (let status = 100; status <= 999; status++) {
      assert.equal(judge({ status }, service).outcome, expectedFor(status), `${status}`)
    }
  }
})

test('nothing but 404 and 410 ever ends a subscription, whatever headers and body say', () => {
  const words = fc.constantFrom('Unregistered', 'gone', 'expired', 'errno', '410', 'reason', 'NotRegistered')
  const body = fc.oneof(
    fc.string(),
    words,
    words.map((reason) => JSON.stringify({ reason, errno: 106, code: 410 })),
  )
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1000 }),
      body,
      fc.dictionary(fc.constantFrom('x-wns-status', 'retry-after', 'location'), fc.string()),
      fc.constantFrom(...SERVICES),
      (status, text, headers, service) => {
        const { outcome } = judge({ status, body: text, headers }, service)
        assert.equal(outcome === 'gone', status === 404 || status === 410)
      },
    ),
    { numRuns: 2000 },
  )
})

test('a wait is between none and a day, and only where waiting helps', () => {
  const value = fc.oneof(
    fc.string(),
    fc.nat().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  )
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 599 }),
      fc.record({ 'retry-after': value, 'x-wns-continue-after': value }),
      fc.constantFrom(...SERVICES),
      (status, headers, service) => {
        const { outcome, retryAfterMs, scope } = judge({ status, headers }, service)
        if (outcome === 'throttled' || outcome === 'retry-later') {
          assert.ok(scope !== undefined)
        } else {
          assert.equal(retryAfterMs, undefined)
        }
        assert.ok(retryAfterMs === undefined || (retryAfterMs >= 0 && retryAfterMs <= 86_400_000))
      },
    ),
  )
})

test('a reason never carries text of the answer beyond a code word', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 400, max: 499 }), (text, status) => {
      const { reason } = judge({ status, body: JSON.stringify({ reason: text, errno: text }) }, 'apple')
      assert.match(reason, /^http-\d{3}( [A-Za-z]{1,40})?$/)
    }),
  )
  const bodies = ['{"reason":"a\\nforged log line"}', `{"reason":"${'A'.repeat(41)}"}`, '{"errno":123456}']
  for (const body of bodies) {
    assert.equal(judge({ status: 400, body }, 'apple').reason, 'http-400')
  }
})

const unreachable = { outcome: 'unreachable', scope: 'service' } as const
const FAILURES: Record<FailureReason, Omit<Classification, 'reason'>> = {
  timeout: unreachable,
  connect: unreachable,
  tls: unreachable,
  dns: unreachable,
  proxy: unreachable,
  reset: unreachable,
  protocol: unreachable,
  blocked: { outcome: 'rejected' },
  aborted: { outcome: 'retry-later' },
}

for (const [name, expected] of Object.entries(FAILURES)) {
  const reason = name as FailureReason
  test(`no answer because of ${reason} is ${expected.outcome}`, () => {
    const result = classify({ kind: 'failure', reason, message: 'x' }, 'other', now)
    assert.deepEqual(result, { ...expected, reason })
  })
}

test('the code that distinguishes causes of one reason is part of the reason', () => {
  const answer = { kind: 'failure', reason: 'tls', message: 'x', code: 'CERT_HAS_EXPIRED' } as const
  assert.equal(classify(answer, 'other', now).reason, 'tls CERT_HAS_EXPIRED')
})

test('a classification is the caller’s own, to change as they like', () => {
  const answer = { kind: 'failure', reason: 'timeout', message: '' } as const
  classify(answer, 'fcm').outcome = 'gone'
  assert.equal(classify(answer, 'fcm').outcome, 'unreachable')
})
