import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { PushService } from '@belfry/push-service'
import { createBelfry, type Belfry, type BelfryOptions } from '../../../packages/server/src/index.ts'

export const SITE_URL = 'https://example.com'

/** Any number of Belfry processes' worth on one PostgreSQL, with one set of secrets. */
export interface PostgresStage extends AsyncDisposable {
  data: string
  url: string
  /** For a separate process on the same database, with the same secrets. */
  options: BelfryOptions
  logged: string[]
  apiKey(): string
  start(options?: Partial<BelfryOptions>, create?: (options: BelfryOptions) => Promise<Belfry>): Promise<Belfry>
  sql<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>
  /** A connection of the app's own. */
  client(): Promise<pg.Client>
  api(
    belfry: Belfry,
    method: string,
    path: string,
    body?: unknown,
    // oxlint-disable-next-line typescript/no-explicit-any -- whatever came
  ): Promise<{ status: number; body: any; headers: Headers }>
  /** A browser of the push service that has subscribed at the site. */
  subscribe(belfry: Belfry, service: PushService, more?: object): Promise<string>
}

export function postgresStage(url: string, service?: PushService): PostgresStage {
  const data = mkdtempSync(join(tmpdir(), 'belfry-'))
  const options = {
    data,
    database: url,
    url: SITE_URL,
    contact: 'ops@example.com',
    topics: { blog: { name: 'Blog' }, feedback: { name: 'Feedback', transactional: true } },
    ...(service === undefined ? {} : { push: { allow: [...service.allow], ca: service.ca, resolve: service.resolve } }),
  } satisfies BelfryOptions
  const logged: string[] = []
  const note = (fields: object, message: string) => void logged.push(JSON.stringify({ message, ...fields }))
  const apiKey = () => (JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as { apiKey: string }).apiKey
  const opened: AsyncDisposable[] = []
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => undefined)
  return {
    data,
    url,
    options,
    logged,
    apiKey,
    async start(more = {}, create = createBelfry) {
      const log = { debug: note, info: note, warn: note, error: note }
      const belfry = await create({ ...options, log, ...more })
      opened.push(belfry)
      return belfry
    },
    async sql<Row>(text: string, values: unknown[] = []) {
      return (await pool.query(text, values)).rows as Row[]
    },
    async client() {
      const client = new pg.Client({ connectionString: url })
      client.on('error', () => undefined)
      await client.connect()
      opened.push({ [Symbol.asyncDispose]: () => client.end().catch(() => undefined) })
      return client
    },
    async api(belfry, method, path, body) {
      const response = await belfry.fetch(
        new Request(new URL(path, SITE_URL), {
          method,
          headers: { authorization: `Bearer ${apiKey()}`, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      )
      return { status: response.status, body: await response.json(), headers: response.headers }
    },
    async subscribe(belfry, from, more = {}) {
      const config = await belfry.fetch(new Request(`${SITE_URL}/b/default/config`))
      const { vapidKey } = (await config.json()) as { vapidKey: { publicKey: string } }
      const { endpoint, keys, id } = await from.subscribe({
        applicationServerKey: vapidKey.publicKey,
      })
      const response = await belfry.fetch(
        new Request(`${SITE_URL}/b/default/subscription`, {
          method: 'PUT',
          headers: { origin: SITE_URL, 'content-type': 'application/json' },
          body: JSON.stringify({ endpoint, keys, topics: ['blog', 'feedback'], ...more }),
        }),
      )
      if (!response.ok) throw new Error(`not subscribed: ${await response.text()}`)
      return id
    },
    async [Symbol.asyncDispose]() {
      for (const one of opened.toReversed()) await one[Symbol.asyncDispose]()
      await pool.end()
      rmSync(data, { recursive: true })
    },
  }
}
