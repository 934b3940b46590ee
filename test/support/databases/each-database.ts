import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe } from 'node:test'
import type { OpenedDatabase } from '../../../packages/server/src/database/open-database.ts'
import { openPostgres } from '../../../packages/server/src/database/open-postgres.ts'
import { openSqlite } from '../../../packages/server/src/database/open-sqlite.ts'
import { startPostgresStore } from './postgres-store.ts'
import { whyNoPostgres } from './postgres.ts'

/** A separate, empty database with Belfry's newest schema; dropped when disposed of. */
export interface EmptyDatabase extends AsyncDisposable {
  database: OpenedDatabase
}

/**
 * Declares one suite for each database; without PostgreSQL its suite is skipped with the reason.
 *
 * @example
 * await onEachDatabase('the stores', (on, open) => describe(on, () => { … }))
 */
export async function onEachDatabase(
  what: string,
  suite: (on: string, open: () => Promise<EmptyDatabase>) => void,
): Promise<void> {
  suite(`${what} on SQLite`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'belfry-contract-'))
    const database = await openSqlite(join(folder, 'belfry.db'))
    return {
      database,
      async [Symbol.asyncDispose]() {
        await database.close()
        rmSync(folder, { recursive: true })
      },
    }
  })
  const skip = await whyNoPostgres()
  if (skip !== false) {
    describe(`${what} on PostgreSQL`, { skip }, () => undefined)
    return
  }
  const postgres = await startPostgresStore()
  after(() => postgres[Symbol.asyncDispose]())
  suite(`${what} on PostgreSQL`, async () => {
    const place = await postgres.createDatabase()
    const database = await openPostgres(place.url)
    return {
      database,
      async [Symbol.asyncDispose]() {
        await database.close()
        await place[Symbol.asyncDispose]()
      },
    }
  })
}
