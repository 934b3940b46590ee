import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe } from 'node:test'
import { openPostgres } from '../../../packages/server/src/database/open-postgres.ts'
import { openSqlite } from '../../../packages/server/src/database/open-sqlite.ts'
import { openBackend } from '../../../packages/server/src/deliveries/engine/open-backend.ts'
import { enqueueJobs } from '../../../packages/server/src/queue/enqueue-jobs.ts'
import { openBoss } from '../../../packages/server/src/queue/open-boss.ts'
import { enqueueWithQueries } from '../../../packages/server/src/queue/postgres-enqueue.ts'
import { startPostgresStore } from '../../support/databases/postgres-store.ts'
import { whyNoPostgres } from '../../support/databases/postgres.ts'
import { testDeliveries } from './deliveries.ts'

const report = () => undefined

testDeliveries('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'belfry-deliveries-'))
  const database = await openSqlite(join(folder, 'belfry.db'))
  const backend = await openBackend({ address: database.address, instance: 'one', report })
  return {
    database,
    backend,
    enqueue: enqueueJobs,
    async [Symbol.asyncDispose]() {
      await backend.queue[Symbol.asyncDispose]()
      await backend.database.close()
      await database.close()
      rmSync(folder, { recursive: true })
    },
  }
})

const skip = await whyNoPostgres()
if (skip === false) {
  const postgres = await startPostgresStore({
    prepare: async (url) => {
      await using database = await openPostgres(url)
      await (await openBoss(database.pool, { supervise: false })).stop({ graceful: false })
    },
  })
  after(() => postgres[Symbol.asyncDispose]())
  testDeliveries('PostgreSQL', async () => {
    const place = await postgres.createDatabase()
    const database = await openPostgres(place.url)
    const boss = await openBoss(database.pool, { supervise: false })
    const backend = await openBackend({ address: place.url, instance: 'one', report })
    return {
      database,
      backend,
      enqueue: (tx, jobs, now) => enqueueWithQueries(boss, tx, jobs, now),
      async [Symbol.asyncDispose]() {
        await backend.queue[Symbol.asyncDispose]()
        await backend.database.close()
        await boss.stop({ graceful: false })
        await database.close()
        await place[Symbol.asyncDispose]()
      },
    }
  })
} else {
  describe('the delivery store on PostgreSQL', { skip }, () => undefined)
}
