import { createECDH, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { connect } from 'node:http2'
import { request as httpsRequest } from 'node:https'
import { createRequire } from 'node:module'

/**
 * A sender independent of our code: http_ece encrypts, the VAPID token is assembled by hand, and every part can be made
 * wrong. For tests of push services.
 */
export interface SenderKeys {
  /** base64url point, for applicationServerKey */
  readonly publicKey: string
  readonly privateKey: KeyObject
}

export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface RawSubscription {
  readonly endpoint: string
  readonly keys: { readonly p256dh: string; readonly auth: string }
}

export function makeSenderKeys(): SenderKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  return { publicKey: point.toString('base64url'), privateKey }
}

/** `vapid t=…, k=…`; claims and header replace or (undefined) omit the usual ones. */
export function vapidHeader(
  keys: SenderKeys,
  origin: string,
  change: {
    readonly claims?: Readonly<Record<string, unknown>>
    readonly header?: Readonly<Record<string, unknown>>
    readonly k?: string
    readonly now?: number
  } = {},
): string {
  const now = change.now ?? Date.now()
  const exp = Math.floor(now / 1000) + 12 * 3600
  const claims = { aud: origin, exp, sub: 'mailto:push@example.com', ...change.claims }
  const head = base64json({ typ: 'JWT', alg: 'ES256', ...change.header })
  const data = `${head}.${base64json(claims)}`
  const key = { key: keys.privateKey, dsaEncoding: 'ieee-p1363' as const }
  const signature = sign('sha256', Buffer.from(data), key)
  return `vapid t=${data}.${signature.toString('base64url')}, k=${change.k ?? keys.publicKey}`
}

/** aes128gcm body by http_ece, with its own sender key. */
export function encryptByHttpEce(
  payload: string | Buffer,
  keys: RawSubscription['keys'],
  options: { readonly rs?: number; readonly pad?: number } = {},
): Buffer {
  const ece = createRequire(import.meta.url)('http_ece') as {
    encrypt(payload: Buffer, parameters: Readonly<Record<string, unknown>>): Buffer
  }
  const ephemeral = createECDH('prime256v1')
  ephemeral.generateKeys()
  return ece.encrypt(Buffer.from(payload), {
    version: 'aes128gcm',
    dh: keys.p256dh,
    authSecret: keys.auth,
    privateKey: ephemeral,
    salt: randomBytes(16),
    ...options,
  })
}

export interface RawRequest {
  readonly endpoint: string
  readonly ca: string
  /** host → address:port, as of the push service */
  readonly resolve?: Readonly<Record<string, string>>
  readonly method?: string
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: Buffer
  /** 2 when absent */
  readonly http?: 1 | 2
}

/** Sends exactly the given request; rejects when the connection or the stream breaks. */
export async function sendRaw(raw: RawRequest): Promise<RawAnswer> {
  return raw.http === 1 ? await sendHttp1(raw) : await sendHttp2(raw)
}

async function sendHttp2(raw: RawRequest): Promise<RawAnswer> {
  const url = new URL(raw.endpoint)
  const target = raw.resolve?.[url.hostname] ?? `127.0.0.1:${url.port}`
  const session = connect(`https://${target}`, { ca: raw.ca, servername: url.hostname })
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>()
  session.on('error', reject)
  const stream = session.request({
    ':method': raw.method ?? 'POST',
    ':path': url.pathname + url.search,
    ':authority': url.host,
    ...definedOf(raw.headers),
  })
  stream.on('error', reject)
  let headers: Record<string, string> = {}
  stream.on('response', (received) => {
    headers = Object.fromEntries(Object.entries(received).map(([name, value]) => [name, String(value)]))
  })
  const parts: Buffer[] = []
  stream.on('data', (part: Buffer) => parts.push(part))
  stream.on('close', () => {
    const status = Number(headers[':status'])
    if (stream.rstCode !== 0 || Number.isNaN(status))
      reject(new Error(`the stream was reset with ${String(stream.rstCode)}`))
    resolve({ status, headers, body: Buffer.concat(parts).toString('utf8') })
  })
  stream.end(raw.body)
  try {
    return await promise
  } finally {
    session.destroy()
  }
}

async function sendHttp1(raw: RawRequest): Promise<RawAnswer> {
  const url = new URL(raw.endpoint)
  const target = raw.resolve?.[url.hostname] ?? `127.0.0.1:${url.port}`
  const [host, port] = target.split(':')
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>()
  const request = httpsRequest(
    {
      host,
      port,
      servername: url.hostname,
      ca: raw.ca,
      agent: false,
      method: raw.method ?? 'POST',
      path: url.pathname + url.search,
      headers: { host: url.host, ...definedOf(raw.headers) },
    },
    (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => {
        const headers = Object.fromEntries(
          Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
        )
        const body = Buffer.concat(parts).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers, body })
      })
    },
  )
  request.on('error', reject)
  request.end(raw.body)
  return await promise
}

function definedOf(headers: RawRequest['headers'] = {}): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Record<string, string>
}

function base64json(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
