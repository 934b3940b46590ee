import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe } from 'node:test'
import { openPostgres } from '../../packages/server/src/database/open-postgres.ts'
import { openSqlite } from '../../packages/server/src/database/open-sqlite.ts'
import { startPostgresStore } from '../support/postgres-store.ts'
import { whyNoPostgres } from '../support/postgres.ts'
import { testImports } from './imports.ts'

testImports('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'belfry-imports-'))
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
if (skip === false) {
  const postgres = await startPostgresStore()
  after(() => postgres[Symbol.asyncDispose]())
  testImports('PostgreSQL', async () => {
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
} else {
  describe('an import on PostgreSQL', { skip }, () => undefined)
}
