import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import {
  encryptByHttpEce,
  makeSenderKeys,
  sendRaw,
  vapidHeader,
  type RawAnswer,
} from '#test/push-services/raw-push-sender'
import type { ProfileName } from '../profiles/profile.ts'
import { startPushService } from '../push-service.ts'
import type { OwnSubscription, PushService } from '../push-service-api.ts'

const sender = makeSenderKeys()
const stranger = makeSenderKeys()
const profileNames: readonly ProfileName[] = ['mozilla', 'fcm', 'apple', 'wns']

let service: PushService
before(async () => {
  service = await startPushService()
})
after(() => service.close())

interface Change {
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly vapid?: Parameters<typeof vapidHeader>[2]
  readonly body?: Buffer
  readonly method?: string
  readonly http?: 1 | 2
  readonly path?: string
}

async function push(subscription: OwnSubscription, change: Change = {}): Promise<RawAnswer> {
  const endpoint = change.path ? new URL(change.path, subscription.endpoint).href : subscription.endpoint
  return await sendRaw({
    endpoint,
    ca: service.ca,
    resolve: service.resolve,
    method: change.method ?? 'POST',
    ...(change.http === undefined ? {} : { http: change.http }),
    headers: {
      ttl: '60',
      urgency: 'normal',
      'content-encoding': 'aes128gcm',
      authorization: vapidHeader(sender, new URL(endpoint).origin, change.vapid),
      ...change.headers,
    },
    body: change.body ?? encryptByHttpEce('hello', subscription.keys),
  })
}

function subscribe(profile: ProfileName): Promise<OwnSubscription> {
  return service.subscribe({ profile, applicationServerKey: sender.publicKey })
}

/** bytes, as documented and measured: facts of each service are in its profile */
const longest: Record<ProfileName, number> = { mozilla: 5630, fcm: 4096, apple: 4096, wns: 5000 }

const expectedHost: Record<ProfileName, RegExp> = {
  mozilla: /^https:\/\/updates\.push\.services\.mozilla\.com\/wpush\/v2\/gAAAAAB[\w-]+$/,
  fcm: /^https:\/\/fcm\.googleapis\.com\/fcm\/send\/[\w-]{11}:APA91b[\w-]+$/,
  apple: /^https:\/\/web\.push\.apple\.com\/Q[\w-]+$/,
  wns: /^https:\/\/wns2-par02p\.notify\.windows\.com\/w\/\?token=[\w%-]+$/,
}

for (const profile of profileNames) {
  describe(`as ${profile}`, () => {
    test('a message is taken with 201 over HTTP/2 and decrypted by its subscriber', async () => {
      const subscription = await subscribe(profile)
      assert.match(subscription.endpoint, expectedHost[profile])
      const answer = await push(subscription)
      assert.equal(answer.status, 201)
      assert.deepEqual(
        service.messages(subscription.id).map(({ text, ttl, urgency }) => ({ text, ttl, urgency })),
        [{ text: 'hello', ttl: 60, urgency: 'normal' }],
      )
    })

    test('the same over HTTP/1.1', async () => {
      const subscription = await subscribe(profile)
      assert.equal((await push(subscription, { http: 1 })).status, 201)
      assert.equal(service.messages(subscription.id).length, 1)
    })

    test('at a local address the endpoint has the same path and the same answers', async () => {
      const key = { applicationServerKey: sender.publicKey }
      const subscription = await service.subscribe({ profile, local: true, ...key })
      assert.equal(new URL(subscription.endpoint).origin, service.pushUrl)
      assert.equal((await push(subscription)).status, 201)
    })

    test(`${longest[profile]} bytes are taken, one more is not`, async () => {
      const subscription = await subscribe(profile)
      const text = Buffer.alloc(longest[profile] - 103, 'x')
      const body = encryptByHttpEce(text, subscription.keys, { rs: longest[profile] })
      assert.equal(body.length, longest[profile])
      assert.equal((await push(subscription, { body })).status, 201)
      assert.equal(service.messages(subscription.id)[0]?.text?.length, text.length)
      const longer = Buffer.concat([body, Buffer.of(0)])
      assert.equal((await push(subscription, { body: longer })).status, 413)
    })

    test('a push without payload is taken', async () => {
      const subscription = await subscribe(profile)
      const headers = { 'content-encoding': undefined }
      assert.equal((await push(subscription, { headers, body: Buffer.alloc(0) })).status, 201)
      assert.equal(service.messages(subscription.id)[0]?.text, undefined)
    })
  })
}

type Row = readonly [
  name: string,
  change: (subscription: OwnSubscription) => Change,
  answers: Readonly<Record<ProfileName, readonly [number, RegExp]>>,
]

const mozillaVapid = (message: RegExp): readonly [number, RegExp] => [
  401,
  new RegExp(`^{"code":401,"errno":109,"error":"Unauthorized","message":"${message.source}`),
]
const invalidToken: readonly [number, RegExp] = [403, /^permission denied: invalid JWT provided\n$/]
const badJwt: readonly [number, RegExp] = [403, /^{"reason":"BadJwtToken"}$/]
const empty = (status: number): readonly [number, RegExp] => [status, /^$/]
const badEncryption = (message: RegExp): Row[2] => ({
  mozilla: [400, new RegExp(`"errno":110.*${message.source}`)],
  fcm: [400, /^bad request: /],
  apple: [400, /^{"reason":"BadWebPushRequest"}$/],
  wns: empty(400),
})
const claims = (change: Record<string, unknown>) => (): Change => ({ vapid: { claims: change } })
const inHours = (hours: number): number => Math.floor(Date.now() / 1000) + hours * 3600
const vapidRow = (name: string, change: () => Change, mozilla: RegExp): Row => [
  name,
  change,
  { mozilla: mozillaVapid(mozilla), fcm: invalidToken, apple: badJwt, wns: empty(403) },
]
const badHeader = (name: string, headers: Change['headers'], errno: number | null, apple: string) =>
  [
    name,
    (): Change => (headers ? { headers } : {}),
    {
      mozilla: [400, new RegExp(`"errno":${String(errno)},`)],
      fcm: [400, /^bad request: /],
      apple: [400, new RegExp(`^{"reason":"${apple}"}$`)],
      wns: empty(400),
    },
  ] as const satisfies Row

const refusals: readonly Row[] = [
  [
    'no Authorization',
    () => ({ headers: { authorization: undefined } }),
    {
      mozilla: mozillaVapid(/Missing VAPID public key/),
      fcm: [401, /^authorization header must be specified\.\n$/],
      apple: badJwt,
      wns: empty(401),
    },
  ],
  [
    'a key that is not the subscription’s',
    ({ endpoint }) => ({
      headers: { authorization: vapidHeader(stranger, new URL(endpoint).origin) },
    }),
    {
      mozilla: mozillaVapid(/VAPID public key mismatch/),
      fcm: [403, /^the VAPID credentials in the authorization header do not correspond to the/],
      apple: [400, /^{"reason":"VapidPkHashMismatch"}$/],
      wns: empty(401),
    },
  ],
  vapidRow('another audience', claims({ aud: 'https://example.com' }), /Invalid VAPID audience/),
  vapidRow('no audience', claims({ aud: undefined }), /Invalid VAPID token/),
  vapidRow('an expired token', claims({ exp: inHours(-1) }), /ExpiredSignature/),
  vapidRow('exp 25 hours ahead', claims({ exp: inHours(25) }), /The VAPID token expiration is too/),
  vapidRow('exp as text', claims({ exp: String(inHours(1)) }), /Invalid VAPID token/),
  vapidRow('no exp', claims({ exp: undefined }), /Invalid VAPID token/),
  vapidRow('no sub', claims({ sub: undefined }), /Invalid VAPID token/),
  vapidRow('sub that is no text', claims({ sub: null }), /Invalid VAPID token/),
  vapidRow('alg none', () => ({ vapid: { header: { alg: 'none' } } }), /Invalid VAPID token/),
  badHeader('no TTL', { ttl: undefined }, 111, 'BadTtl'),
  badHeader('TTL that is no number', { ttl: 'NaN' }, 111, 'BadTtl'),
  badHeader('TTL with a fraction', { ttl: '1.5' }, 111, 'BadTtl'),
  badHeader('a negative TTL', { ttl: '-1' }, 114, 'BadTtl'),
  badHeader('a Topic of 33 characters', { topic: 'a'.repeat(33) }, 113, 'BadWebPushTopic'),
  badHeader('a Topic outside base64url', { topic: 'a topic' }, 113, 'BadWebPushTopic'),
  [
    'no Content-Encoding',
    () => ({ headers: { 'content-encoding': undefined } }),
    badEncryption(/Missing Content-Encoding header/),
  ],
  [
    'another Content-Encoding',
    () => ({ headers: { 'content-encoding': 'gzip' } }),
    badEncryption(/Unknown Content-Encoding header/),
  ],
  ['a leftover dh', () => ({ headers: { 'crypto-key': `dh=${sender.publicKey}` } }), badEncryption(/Do not include/)],
  [
    'a leftover salt',
    () => ({ headers: { encryption: `salt=${randomBytes(16).toString('base64url')}` } }),
    badEncryption(/Do not include/),
  ],
  ['a body too short', () => ({ body: Buffer.alloc(20) }), badEncryption(/shorter/)],
  [
    'a sender key beside the curve',
    ({ keys }) => {
      const body = encryptByHttpEce('x', keys)
      body[85] = (body[85] ?? 0) ^ 1
      return { body }
    },
    badEncryption(/P-256 point/),
  ],
  [
    'a key id of 64 bytes',
    ({ keys }) => {
      const body = encryptByHttpEce('x', keys)
      body[20] = 64
      return { body }
    },
    badEncryption(/P-256 point/),
  ],
  [
    'several records',
    ({ keys }) => ({ body: encryptByHttpEce('x'.repeat(100), keys, { rs: 50 }) }),
    badEncryption(/greater than the only record/),
  ],
  [
    'the VAPID key as sender key',
    ({ keys }) => {
      const body = encryptByHttpEce('x', keys)
      Buffer.from(sender.publicKey, 'base64url').copy(body, 21)
      return { body }
    },
    badEncryption(/VAPID key/),
  ],
  [
    'another method',
    () => ({ method: 'PUT' }),
    {
      mozilla: [405, /"code":405/],
      fcm: [405, /./],
      apple: [405, /MethodNotAllowed/],
      wns: empty(405),
    },
  ],
]

for (const [name, change, answers] of refusals)
  for (const profile of profileNames)
    test(`${profile} refuses ${name} as the real service does`, async () => {
      const subscription = await subscribe(profile)
      const { mark } = service.events
      const answer = await push(subscription, change(subscription))
      const [status, body] = answers[profile]
      assert.equal(answer.status, status)
      assert.match(answer.body, body)
      if (profile === 'wns') assert.ok(answer.headers['x-wns-error-description'])
      assert.deepEqual(service.messages(subscription.id), [])
      const refused = await service.events.next('refused', { after: mark })
      assert.equal(refused.subscription, subscription.id)
      assert.equal(refused.status, status)
    })

test('a signature that does not fit is refused, also when its header part is genuine', async () => {
  const subscription = await subscribe('mozilla')
  const origin = new URL(subscription.endpoint).origin
  const genuine = vapidHeader(sender, origin)
  const forged = vapidHeader(stranger, origin, { k: sender.publicKey })
  for (const authorization of [forged, genuine.replace(/\.([\w-]{4})/, '.AAAA')]) {
    const answer = await push(subscription, { headers: { authorization } })
    assert.equal(answer.status, 401)
    assert.match(answer.body, /InvalidSignature|Invalid VAPID token/)
  }
})

const gone: Record<ProfileName, readonly [RegExp, RegExp]> = {
  mozilla: [/"errno":106/, /"errno":102/],
  fcm: [/^push subscription has unsubscribed or expired\.\n$/, /valid push subscription endpoint/],
  apple: [/^{"reason":"Unregistered"}$/, /^{"reason":"BadPath"}$/],
  wns: [/^$/, /^$/],
}
for (const profile of profileNames)
  test(`${profile} answers 410 for an ended subscription and 404 for an unknown one`, async () => {
    const ended = await subscribe(profile)
    service.unsubscribe(ended.id)
    const answer = await push(ended)
    assert.equal(answer.status, 410)
    assert.match(answer.body, gone[profile][0])
    if (profile === 'mozilla') assert.equal(answer.headers['cache-control'], 'max-age=86400')

    const lost = await subscribe(profile)
    service.lose(lost.id, 404)
    const missing = await push(lost)
    assert.equal(missing.status, 404)
    assert.match(missing.body, gone[profile][1])
    service.forget(ended.id)
    assert.equal((await push(ended)).status, 404)
  })

test('success looks like the real service’s', async () => {
  const of = async (profile: ProfileName): Promise<RawAnswer> => await push(await subscribe(profile))
  const mozilla = await of('mozilla')
  assert.equal(mozilla.headers['ttl'], '60')
  assert.match(mozilla.headers['location'] ?? '', /^https:\/\/updates\.push\.services\.mozilla/)
  assert.match((await of('fcm')).headers['location'] ?? '', /^https:\/\/fcm\.googleapis\.com\/0:/)
  assert.ok((await of('apple')).headers['apns-id'])
  const wns = await of('wns')
  assert.equal(wns.headers['x-wns-status'], 'received')
  assert.ok(wns.headers['ms-cv'])
})

test('TTL is cut to the service’s maximum and reported', async () => {
  const answer = await push(await subscribe('mozilla'), { headers: { ttl: '99999999999' } })
  assert.equal(answer.headers['ttl'], '2592000')
})

/** Requests that only some services refuse, each in its own way. */
const some: readonly [name: string, change: Change, takes: readonly ProfileName[], refusal: Partial<Row[2]>][] = [
  ['an Urgency unknown', { headers: { urgency: 'urgent' } }, ['mozilla'], { apple: [400, /BadUrgency/] }],
  ['a Topic with padding', { headers: { topic: 'YWJjZA==' } }, ['mozilla'], { apple: [400, /BadWebPushTopic/] }],
  ['sub of localhost', claims({ sub: 'mailto:a@localhost' })(), ['mozilla', 'fcm', 'wns'], { apple: badJwt }],
  ['sub of a machine', claims({ sub: 'mailto:a@nas' })(), ['mozilla', 'fcm', 'wns'], { apple: badJwt }],
  ['sub of .local', claims({ sub: 'https://nas.local' })(), ['mozilla', 'fcm', 'wns'], { apple: badJwt }],
  ['sub of .invalid', claims({ sub: 'mailto:a@b.invalid' })(), ['mozilla', 'fcm', 'wns'], { apple: badJwt }],
  ['sub that is no contact', claims({ sub: 'admin' })(), ['mozilla', 'fcm'], { apple: badJwt, wns: empty(403) }],
  [
    'exp with a fraction',
    claims({ exp: inHours(1) + 0.5 })(),
    ['fcm', 'apple', 'wns'],
    { mozilla: mozillaVapid(/Invalid VAPID token/) },
  ],
  [
    'aud with a slash',
    claims({ aud: 'https://updates.push.services.mozilla.com/' })(),
    ['mozilla'],
    { fcm: invalidToken, apple: badJwt },
  ],
]

for (const [name, change, takes, refusal] of some)
  for (const profile of profileNames)
    test(`${profile} ${takes.includes(profile) ? 'takes' : 'refuses'} ${name}`, async () => {
      const answer = await push(await subscribe(profile), change)
      const [status, body] = takes.includes(profile) ? [201, /^$/] : (refusal[profile] ?? [undefined, /./])
      if (status === undefined) assert.ok(answer.status >= 400 && answer.status < 500)
      else assert.equal(answer.status, status)
      assert.match(answer.body, status === undefined ? /^/ : body)
    })

test('mozilla reads a key that is padded, and the other base64, as the same key', async () => {
  const subscription = await subscribe('mozilla')
  const { origin } = new URL(subscription.endpoint)
  const padded = Buffer.from(sender.publicKey, 'base64url').toString('base64')
  for (const k of [`${sender.publicKey}=`, padded]) {
    const answer = await push(subscription, { headers: { authorization: vapidHeader(sender, origin, { k }) } })
    assert.equal(answer.status, 201)
  }
})

test('mozilla names a key that the draft form of VAPID omits', async () => {
  const open = await service.subscribe({ profile: 'mozilla' })
  const [, token = ''] = /t=([^,]+)/.exec(vapidHeader(sender, new URL(open.endpoint).origin)) ?? []
  const answer = await push(open, { headers: { authorization: `WebPush ${token}` } })
  assert.equal(answer.status, 400)
  assert.match(answer.body, /"errno":110.*p256ecdsa/)
})

test('apple refuses a Topic of a length that base64 cannot have, the others take it', async () => {
  const headers = { topic: 'spike' }
  const answer = await push(await subscribe('apple'), { headers })
  assert.deepEqual([answer.status, answer.body], [400, '{"reason":"BadWebPushTopic"}'])
  assert.equal((await push(await subscribe('mozilla'), { headers })).status, 201)
})

test('wns refuses a cache policy that contradicts TTL', async () => {
  const subscription = await subscribe('wns')
  const policy = (ttl: string, value: string): Promise<RawAnswer> =>
    push(subscription, { headers: { ttl, 'x-wns-cache-policy': value } })
  assert.equal((await policy('0', 'cache')).status, 400)
  assert.equal((await policy('0', 'no-cache')).status, 201)
  assert.equal((await policy('60', 'cache')).status, 201)
})

test('a device behind a bridge takes less, and mozilla says so', async () => {
  const key = { applicationServerKey: sender.publicKey }
  const subscription = await service.subscribe({ ...key, maxBodyBytes: 3070 })
  const body = encryptByHttpEce(Buffer.alloc(2968, 'x'), subscription.keys)
  const answer = await push(subscription, { body })
  assert.equal(body.length, 3071)
  assert.equal(answer.status, 413)
  assert.match(answer.body, /"errno":104.*constrained device/)
})

test('a subscription without a key takes mozilla messages without VAPID, but not a wrong one', async () => {
  const open = await service.subscribe({ profile: 'mozilla' })
  assert.match(open.endpoint, /\/wpush\/v1\//)
  assert.equal((await push(open, { headers: { authorization: undefined } })).status, 201)
  assert.equal((await push(open, { vapid: { claims: { exp: 1 } } })).status, 401)
})

test('a body of a megabyte is refused, a bigger one cut off, and the service lives on', async () => {
  const subscription = await subscribe('fcm')
  assert.equal((await push(subscription, { body: Buffer.alloc(1024 * 1024) })).status, 413)
  await push(subscription, { body: Buffer.alloc(5 * 1024 * 1024) }).catch((error: unknown) => {
    assert.ok(error instanceof Error)
  })
  assert.equal((await push(subscription)).status, 201)
})

test('a message without room is refused with 503 and Retry-After', async () => {
  await using small = await startPushService({ limits: { waiting: 1 } })
  const off = await small.subscribe({ online: false })
  const send = (): Promise<RawAnswer> =>
    sendRaw({
      endpoint: off.endpoint,
      ca: small.ca,
      resolve: small.resolve,
      headers: { ttl: '60' },
    })
  assert.equal((await send()).status, 201)
  const answer = await send()
  assert.equal(answer.status, 503)
  assert.equal(answer.headers['retry-after'], '120')
})

test('an address elsewhere, a bad path and a bad host are all 404', async () => {
  const subscription = await subscribe('mozilla')
  for (const path of ['/', '/wpush/v3/x', '/wpush/v2/', '/wpush/v2/%zz', '/?', '/fcm/send/x'])
    assert.equal((await push(subscription, { path })).status, 404, path)
})
