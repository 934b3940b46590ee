import { after, describe } from 'node:test'
import type { Belfry, BelfryOptions } from '../../../packages/server/src/index.ts'
import { openDatabase, type OpenedDatabase } from '../../../packages/server/src/database/open-database.ts'
import { startPostgresStore } from '../databases/postgres-store.ts'
import { whyNoPostgres } from '../databases/postgres.ts'
import { createWithQuickPasswords } from './quick-passwords.ts'
import { postgresStage } from './postgres-belfry.ts'
import { SITE_URL, temporaryBelfry, type Answer } from './temporary-belfry.ts'

/** A whole Belfry that delivers nothing, on one of the databases. */
export interface Place extends AsyncDisposable {
  belfry: Belfry
  apiKey: string
  /** Its data folder. */
  data: string
  /** A separate connection to the same database, for inserts that take too long over HTTP. */
  database: OpenedDatabase
  /** A request with the API key; with an origin, as from a page. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
}

/** Declares one suite for each database; without PostgreSQL its suite is skipped with the reason. */
export async function onEachBelfry(
  what: string,
  suite: (on: string, open: (options?: Partial<BelfryOptions>) => Promise<Place>) => void,
): Promise<void> {
  suite(`${what} on SQLite`, async (options) => {
    const site = await temporaryBelfry({ work: false, ...options }, createWithQuickPasswords)
    const database = await openDatabase(`${site.data}/belfry.db`, { migrate: false })
    return placeOf(site, database, async () => site[Symbol.asyncDispose]())
  })
  const skip = await whyNoPostgres()
  if (skip !== false) {
    describe(`${what} on PostgreSQL`, { skip }, () => undefined)
    return
  }
  const postgres = await startPostgresStore()
  after(() => postgres[Symbol.asyncDispose]())
  suite(`${what} on PostgreSQL`, async (options) => {
    const empty = await postgres.createDatabase()
    const stage = postgresStage(empty.url)
    const belfry = await stage.start({ work: false, ...options }, createWithQuickPasswords)
    const database = await openDatabase(empty.url, { migrate: false, connections: 1 })
    return placeOf({ belfry, apiKey: stage.apiKey(), data: stage.data }, database, async () => {
      await stage[Symbol.asyncDispose]()
      await empty[Symbol.asyncDispose]()
    })
  })
}

function placeOf(
  { belfry, apiKey, data }: Pick<Place, 'belfry' | 'apiKey' | 'data'>,
  database: OpenedDatabase,
  close: () => Promise<void>,
): Place {
  return {
    belfry,
    apiKey,
    data,
    database,
    async ask(method, path, body, headers = {}) {
      const response = await belfry.fetch(
        new Request(new URL(path, SITE_URL), {
          method,
          headers: {
            authorization: `Bearer ${apiKey}`,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        }),
      )
      const text = await response.text()
      const isJson = /json/.test(response.headers.get('content-type') ?? '')
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
    },
    async [Symbol.asyncDispose]() {
      await database.close()
      await close()
    },
  }
}
