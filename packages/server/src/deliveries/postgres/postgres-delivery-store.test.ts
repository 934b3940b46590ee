import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { startPostgresStore } from '../../../../../test/support/postgres-store.ts'
import { whyNoPostgres } from '../../../../../test/support/postgres.ts'
import { openPostgres } from '../../database/open-postgres.ts'
import type { Job, NewJob } from '../../queue/queue.ts'
import type { JobEnd } from '../delivery-store.ts'
import { postgresDeliveryStore, type JobTable } from './postgres-delivery-store.ts'

describe(
  'the delivery store on PostgreSQL',
  { skip: await whyNoPostgres(), timeout: 30_000 },
  async () => {
    const postgres = await startPostgresStore()
    after(() => postgres[Symbol.asyncDispose]())

    test('what is to happen in a second is so when somebody sets the clock while the database writes', async () => {
      await using place = await postgres.createDatabase()
      await using database = await openPostgres(place.url, { migrate: false })
      let clock = 1_000_000
      const delays: (number | undefined)[] = []
      const end = {
        job: { id: '1', lane: 'bulk', turn: 0 } as unknown as Job,
        lane: 'bulk',
        payload: { notification: 1, from: 0, to: 9 },
        next: { kind: 'later', at: clock + 1000 },
      } satisfies JobEnd
      const jobs = {
        complete() {
          clock += 3_600_000
          return Promise.resolve(true)
        },
        turn: () => Promise.resolve(0),
        enqueue(_: unknown, added: readonly NewJob[]) {
          delays.push(...added.map(({ runAt = 0 }) => runAt - clock))
          return Promise.resolve()
        },
      } satisfies JobTable
      await postgresDeliveryStore(database, jobs, () => clock).record([], [end])
      assert.deepEqual(delays, [1000])
    })
  },
)
