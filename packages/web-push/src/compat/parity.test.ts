import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import https from 'node:https'
import { test } from 'node:test'
import { inspect } from 'node:util'
import webPush from 'web-push'
import { createWebPush } from './create-web-push.ts'

// The witness is web-push itself: each call is made on both, and what comes back must be the same,
// except for what differs on every call: key pairs, salts, signatures.

const ecdh = createECDH('prime256v1')
const p256dh = ecdh.generateKeys('base64url')
const auth = randomBytes(16).toString('base64url')
const subscription = { endpoint: 'https://push.example.com/send/1?a=b', keys: { p256dh, auth } }
const gcm = { ...subscription, endpoint: 'https://android.googleapis.com/gcm/send/1' }
const fcm = { ...subscription, endpoint: 'https://fcm.googleapis.com/fcm/send/1' }
const vapidKeys = webPush.generateVAPIDKeys()
const vapidDetails = { subject: 'mailto:ada@example.com', ...vapidKeys }
const zeroKeys = { publicKey: 'A'.repeat(87), privateKey: 'A'.repeat(43) }
const agent = new https.Agent({ keepAlive: true })

type Call = [name: string, ...args: unknown[]]

const calls: Call[] = [
  ...variants('generateRequestDetails', [
    [],
    [null],
    [{}],
    [{ endpoint: '' }],
    [{ endpoint: true }],
    [{ endpoint: ['https://x'] }],
    [{ endpoint: 'https://x' }, 'hello'],
    [{ endpoint: 'https://x', keys: 'silly' }, 'hello'],
    [{ endpoint: 'https://x', keys: { p256dh } }, 'hello'],
    [{ endpoint: 'https://x', keys: { auth } }, 'hello'],
    [{ endpoint: 'https://x', keys: { p256dh: 1, auth } }, 'hello'],
    [{ endpoint: 'https://x', keys: { p256dh, auth: {} } }, 'hello'],
    [{ endpoint: 'https://x', keys: { p256dh: p256dh.slice(4), auth } }, 'hello'],
    [{ endpoint: 'https://x', keys: { p256dh, auth: 'AAAA' } }, 'hello'],
    [{ endpoint: 'https://x', keys: { p256dh: 'B'.repeat(87), auth } }, 'hello'],
    [subscription, []],
    [subscription, { some: 'object' }],
    [subscription, new Uint8Array(2)],
    [subscription, 7],
    [subscription],
    [subscription, null],
    [subscription, ''],
    [subscription, 'hello'],
    [subscription, '😁'],
    [subscription, Buffer.from('hello')],
    [subscription, Buffer.alloc(3993)],
    [subscription, Buffer.alloc(0)],
    [{ endpoint: 'no url at all' }],
    [gcm],
    [gcm, 'hello', { gcmAPIKey: 'k' }],
    [gcm, 'hello', { gcmAPIKey: 'k', vapidDetails }],
    [gcm, 'hello', { vapidDetails }],
    [fcm],
    [fcm, 'hello', { gcmAPIKey: 'k' }],
    [fcm, 'hello', { gcmAPIKey: 'k', vapidDetails }],
    [fcm, 'hello', { gcmAPIKey: 'k', vapidDetails: null }],
    ...options().map((option) => [subscription, 'hello', option]),
    ...options().map((option) => [subscription, null, option]),
    ...options().map((option) => [subscription, 'hello', { ...option, contentEncoding: 'aesgcm' }]),
    ...options().map((option) => [subscription, null, { ...option, contentEncoding: 'aesgcm' }]),
  ]),
  ...variants('encrypt', [
    [],
    [null, auth, 'x', 'aes128gcm'],
    [Buffer.alloc(65), auth, 'x', 'aes128gcm'],
    [p256dh, null, 'x', 'aes128gcm'],
    [p256dh, Buffer.alloc(16), 'x', 'aes128gcm'],
    [p256dh, auth.slice(2), 'x', 'aes128gcm'],
    [p256dh, auth, null, 'aes128gcm'],
    [p256dh, auth, [], 'aes128gcm'],
    [p256dh, auth, 'x'],
    [p256dh, auth, 'x', 'aes256gcm'],
    [p256dh, auth, 'x', 'aes128gcm'],
    [p256dh, auth, '', 'aes128gcm'],
    [p256dh, auth, 'x', 'aesgcm'],
    [p256dh, auth, Buffer.alloc(4078), 'aesgcm'],
    [p256dh, randomBytes(24).toString('base64url'), 'x', 'aes128gcm'],
    [p256dh, randomBytes(70).toString('base64url'), 'x', 'aesgcm'],
    [Buffer.from(p256dh, 'base64url').toString('base64'), auth, 'x', 'aes128gcm'],
    ['B'.repeat(87), auth, 'x', 'aes128gcm'],
    ['B'.repeat(87), auth, 'x', 'aesgcm'],
  ]),
  ...variants('getVapidHeaders', [
    [],
    ['https://example.com'],
    ['not a url', ...vapidArguments(), 'aes128gcm'],
    [{ an: 'object' }, ...vapidArguments(), 'aes128gcm'],
    ['https://example.com', 'http://example.com', ...Object.values(vapidKeys), 'aes128gcm'],
    ['https://example.com', 'ada@example.com', ...Object.values(vapidKeys), 'aes128gcm'],
    ['https://example.com', { an: 'object' }, ...Object.values(vapidKeys), 'aes128gcm'],
    ['https://example.com', 'https://localhost', ...Object.values(vapidKeys), 'aes128gcm'],
    ['https://example.com', 'mailto:a@localhost', ...Object.values(vapidKeys), 'aesgcm'],
    ['https://example.com', vapidDetails.subject, 'short', vapidKeys.privateKey, 'aes128gcm'],
    ['https://example.com', vapidDetails.subject, Buffer.alloc(65), 'x', 'aes128gcm'],
    ['https://example.com', vapidDetails.subject, 'AA=', 'x', 'aes128gcm'],
    ['https://example.com', vapidDetails.subject, vapidKeys.publicKey, 'x', 'aes128gcm'],
    ['https://example.com', vapidDetails.subject, vapidKeys.publicKey, {}, 'aes128gcm'],
    ['https://example.com', vapidDetails.subject, vapidKeys.publicKey, 'A=', 'aes128gcm'],
    ['https://example.com', vapidDetails.subject, vapidKeys.publicKey],
    ['https://example.com', ...vapidArguments(), 'nonsense'],
    ['https://example.com', ...vapidArguments(), 'aes128gcm'],
    ['https://example.com', ...vapidArguments(), 'aesgcm'],
    ...[0, -1, 1.5, '12213', true, {}, null, inHours(1), inHours(23), inHours(25)].map((expiration) => [
      'https://example.com',
      ...vapidArguments(),
      'aes128gcm',
      expiration,
    ]),
    ['https://example.com', 'https://a.example', ...Object.values(zeroKeys), 'aes128gcm'],
    ['https://example.com', 'https://a.example', ...Object.values(zeroKeys), 'aesgcm'],
  ]),
  ...variants('setVapidDetails', [
    [],
    [null],
    [''],
    [true, ...Object.values(vapidKeys)],
    ['nonsense', ...Object.values(vapidKeys)],
    [vapidDetails.subject],
    [null, ...Object.values(vapidKeys)],
    vapidArguments(),
    [vapidDetails.subject, vapidKeys.publicKey, vapidKeys.publicKey],
  ]),
  ...variants('setGCMAPIKey', [[], [null], [''], [42], ['key']]),
]

for (const [name, ...args] of calls) {
  test(`${name}(${describe(args)}) answers as web-push does`, () => {
    const theirs = run(webPush, name, args)
    const ours = run(createWebPush(), name, args)
    webPush.setVapidDetails(null)
    webPush.setGCMAPIKey(null)
    assert.deepEqual(ours, theirs)
  })
}

test('a WebPushError looks the same as JSON, spread and in a log', () => {
  const of = ({ WebPushError }: { WebPushError: new (...args: never[]) => Error }) => {
    const args = ['m', 410, { a: 'b' }, 'body', 'https://push.example.com/1'] as never[]
    const error = new WebPushError(...args)
    const logged = inspect(error).replaceAll(/\n +at .*/g, '')
    return [JSON.stringify(error), Object.entries(error), String(error), logged]
  }
  assert.deepEqual(of(createWebPush() as never), of(webPush as never))
})

test('generateVAPIDKeys gives 65 and 32 bytes as base64url', () => {
  const keys = createWebPush().generateVAPIDKeys()
  assert.equal(Buffer.from(keys.publicKey, 'base64url').length, 65)
  assert.equal(Buffer.from(keys.privateKey, 'base64url').length, 32)
  assert.match(keys.publicKey + keys.privateKey, /^[A-Za-z0-9_-]+$/)
})

/** The value, error and warnings of a call, with everything random replaced by its length. */
function run(api: object, name: string, args: unknown[]) {
  const warnings: unknown[] = []
  const { warn } = console
  console.warn = (...words) => void warnings.push(...words)
  try {
    const method = (api as Record<string, (...args: unknown[]) => unknown>)[name]
    return { warnings, returned: withoutChance(method?.(...args)) }
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    return { warnings, message: message.replace('null//null', 'no url at all'), code }
  } finally {
    console.warn = warn
  }
}

function withoutChance(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return `${value.length} bytes`
  if (typeof value === 'string') return value.replace(/[\w-]+\.[\w-]+\.[\w-]{86}/, claims)
  if (typeof value !== 'object' || value === null || value instanceof https.Agent) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const masked = typeof member === 'string' && /salt|dh=/.test(key + member)
      return [key, masked ? member.replace(/(dh|salt)=[\w-]+|^[\w-]{22}$/, '…') : withoutChance(member)]
    }),
  )
}

function claims(token: string): string {
  const [header = '', payload = ''] = token.split('.')
  const parsed = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { exp: number }
  // The two were signed a moment apart.
  const exp = Math.round(parsed.exp / 10)
  return JSON.stringify([Buffer.from(header, 'base64url').toString(), { ...parsed, exp }])
}

function variants(name: string, argumentLists: unknown[][]): Call[] {
  return argumentLists.map((args) => [name, ...args])
}

function options(): object[] {
  return [
    {},
    { unknown: 1 },
    { vapid: vapidDetails },
    { TTL: 0 },
    { TTL: 60 },
    { TTL: '60' },
    { TTL: -1 },
    { TTL: null },
    { TTL: undefined },
    { headers: { Extra: 'a', 'extra-2': 'b' } },
    { headers: { TTL: 900 } },
    { headers: { TTL: 900 }, TTL: 100 },
    { headers: { Topic: 'topic', Urgency: 'normal' }, TTL: 100 },
    { headers: { urgency: 'x' }, urgency: 'high' },
    { headers: { 'Crypto-Key': 'mine=1' }, vapidDetails },
    { headers: null },
    { contentEncoding: 'nonsense' },
    { urgency: 'high' },
    { urgency: 'very-low' },
    { urgency: 'HIGH' },
    { urgency: '' },
    { topic: 'a-topic_1' },
    { topic: 'ä' },
    { topic: 'a=' },
    { topic: 'a'.repeat(33) },
    { topic: '' },
    { proxy: 'proxy' },
    { proxy: { host: 'proxy' } },
    { proxy: 7 },
    { proxy: {} },
    { agent },
    { agent: 'agent' },
    { agent, proxy: 'http://localhost:3000' },
    { timeout: 500 },
    { timeout: 0 },
    { timeout: '500' },
    { vapidDetails },
    { vapidDetails: null },
    { vapidDetails: {} },
    { vapidDetails: { ...vapidDetails, subject: 'nonsense' } },
    { vapidDetails: { ...vapidDetails, publicKey: 'nonsense' } },
    { gcmAPIKey: 'key' },
  ]
}

function vapidArguments(): string[] {
  return [vapidDetails.subject, vapidKeys.publicKey, vapidKeys.privateKey]
}

function inHours(hours: number): number {
  return Math.floor(Date.now() / 1000) + hours * 3600
}

/** Long strings are keys, new on every run: their first characters are enough of a name. */
function describe(args: unknown[]): string {
  const short = (_: string, value: unknown) =>
    typeof value === 'string' && value.length > 40 ? `${value.slice(0, 4)}…` : value
  return args.map((arg) => JSON.stringify(arg, short)?.slice(0, 90) ?? 'undefined').join(', ')
}
