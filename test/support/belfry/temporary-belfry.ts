import { createHash, createECDH, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createBelfry } from '../../../packages/server/src/index.ts'
import type { Belfry, BelfryOptions } from '../../../packages/server/src/index.ts'

export const SITE_URL = 'https://example.com'

/** A real Belfry in its own folder, with access to its database and its log. */
export interface TemporaryBelfry extends AsyncDisposable {
  belfry: Belfry
  data: string
  apiKey: string
  /** The database, read through a separate connection. */
  rows(sql: string, ...parameters: (string | number)[]): Record<string, unknown>[]
  /** Everything that was logged, as text. */
  logged(): string
  /** A request as a page of the site makes it. */
  page(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** A request with the API key. */
  api(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
}

export interface Answer {
  status: number
  headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- a test asserts on whatever came
  body: any
}

export async function temporaryBelfry(
  options: Partial<BelfryOptions> = {},
  create: (options: BelfryOptions) => Promise<Belfry> = createBelfry,
): Promise<TemporaryBelfry> {
  const data = mkdtempSync(join(tmpdir(), 'belfry-'))
  const lines: string[] = []
  const log = (fields: object, message: string) => void lines.push(JSON.stringify({ message, ...fields }, withErrors))
  const belfry = await create({
    data,
    url: SITE_URL,
    contact: 'ops@example.com',
    log: { debug: log, info: log, warn: log, error: log },
    ...options,
  })
  const reader = new DatabaseSync(options.database ?? join(data, 'belfry.db'), { readOnly: true })
  const { apiKey } = JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as { apiKey: string }

  const ask = async (method: string, path: string, body: unknown, headers: Record<string, string>) => {
    const response = await belfry.fetch(
      new Request(new URL(path, SITE_URL), {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }

  return {
    belfry,
    data,
    apiKey,
    rows: (sql, ...parameters) =>
      reader
        .prepare(sql)
        .all(...parameters)
        .map((row) => ({ ...row })),
    logged: () => lines.join('\n'),
    page: (method, path, body, headers = {}) =>
      ask(method, path, body, { origin: SITE_URL, 'sec-fetch-site': 'same-origin', ...headers }),
    api: (method, path, body, headers = {}) =>
      ask(method, path, body, { authorization: `Bearer ${apiKey}`, ...headers }),
    async [Symbol.asyncDispose]() {
      reader.close()
      await belfry.close()
      rmSync(data, { recursive: true })
    },
  }
}

function withErrors(_key: string, value: unknown): unknown {
  return value instanceof Error ? { code: Reflect.get(value, 'code'), stack: value.stack } : value
}

export interface BrowserSubscription {
  endpoint: string
  expirationTime: null
  keys: { p256dh: string; auth: string }
}

/** The output of `PushSubscription.toJSON()`, without a browser. */
export function browserSubscription(
  name: string = randomBytes(8).toString('hex'),
  keys = browserKeys(),
): BrowserSubscription {
  return {
    endpoint: `https://updates.push.services.mozilla.com/wpush/v2/${name}`,
    expirationTime: null,
    keys,
  }
}

export function browserKeys(): BrowserSubscription['keys'] {
  const ecdh = createECDH('prime256v1')
  return { p256dh: ecdh.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') }
}

/** The digest by which the browser names its endpoint to the server. */
export function endpointDigest(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest().subarray(0, 16).toString('base64url')
}
