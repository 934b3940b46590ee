import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, describe, test } from 'node:test'
import { startPostgresStore } from '#test/databases/postgres-store'
import { whyNoPostgres } from '#test/databases/postgres'
import { countRoundTrips } from '#test/network/count-round-trips'
import { until } from '#test/time/until'
import { openPostgres } from '../../database/open-postgres.ts'
import type { PostgresConnection } from '../../database/postgres-connection.ts'
import { openPostgresQueue } from '../../queue/postgres-queue.ts'
import type { Job, NewJob } from '../../queue/queue.ts'
import type { JobEnd } from '../delivery-store.ts'
import { createDeliveryStore } from './create-delivery-store.ts'
import { postgresOutcomeRows as rows } from './postgres-outcome-rows.ts'
import type { JobTable } from './store-context.ts'

describe('the delivery store on PostgreSQL', { skip: await whyNoPostgres(), timeout: 30_000 }, async () => {
  const postgres = await startPostgresStore()
  after(() => postgres[Symbol.asyncDispose]())

  test('a retry due in a second stays so when the clock is set during a write', async () => {
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
      become: () => Promise.resolve(),
      turn: () => Promise.resolve(0),
      enqueue(_: unknown, added: readonly NewJob[]) {
        delays.push(...added.map(({ runAt = 0 }) => runAt - clock))
        return Promise.resolve()
      },
    } satisfies JobTable<PostgresConnection>
    await createDeliveryStore({ database, rows, jobs, now: () => clock }).record([], [end])
    assert.deepEqual(delays, [1000])
  })

  test('two workers that settle jobs of the same notifications, one paused, only wait for each other', async (t) => {
    await using place = await postgres.createDatabase()
    await using database = await openPostgres(place.url, { migrate: false })
    await database.pool.query(`
        insert into belfry.sites values ('default', 'Default', null, '[]', null, 0);
        insert into belfry.notifications (number, id, site_id, request_hash, audience, content, payload, urgency,
          privacy,
          lane, state, jobs_open, created_at, expires_at)
        select n, 'n' || n, 'default', '', '{"all":true}', '{}', '{}', 'normal', 'full', 'bulk',
          case n when 5 then 'paused' else 'sending' end, 10, 0, 0 from unnest(array[3, 5]) as n`)
    const end = (notification: number, kind: 'done' | 'park', id: string): JobEnd => ({
      job: { id, lane: 'bulk', kind: 'deliver', turn: 0, payload: {} } as unknown as Job,
      lane: 'bulk',
      payload: { notification, from: 0, to: 9 },
      next: { kind },
    })
    const completed: string[] = []
    let isOtherDone = false
    const isOtherWaiting = async () =>
      isOtherDone || (await database.pool.query('select 1 from pg_locks where not granted')).rowCount !== 0
    const jobs: JobTable<PostgresConnection> = {
      async complete(_, { id }) {
        completed.push(id)
        if (id === 'a3') await until(isOtherWaiting, t.signal)
        return true
      },
      become: () => Promise.resolve(),
      turn: () => Promise.resolve(0),
      enqueue: () => Promise.resolve(),
    }
    const store = createDeliveryStore({ database, rows, jobs })
    const one = store.record([], [end(5, 'park', 'a5'), end(3, 'done', 'a3')])
    await until(() => completed.includes('a3'), t.signal)
    const other = store.record([], [end(3, 'done', 'b3'), end(5, 'done', 'b5')]).finally(() => (isOtherDone = true))
    await Promise.all([one, other])
    assert.deepEqual(completed.toSorted(), ['a3', 'a5', 'b3', 'b5'], 'a deadlock: run again')
    const left = await database.pool.query('select jobs_open as open from belfry.notifications order by number')
    assert.deepEqual(left.rows, [{ open: 8 }, { open: 9 }])
  })

  const toOnePerson = `
      insert into belfry.sites values ('default', 'Default', null, '[]', null, 0);
      insert into belfry.vapid_keys (id, site_id, public_key, status, created_at)
        values ('key', 'default', '', 'active', 0);
      insert into belfry.subscribers (id, site_id, external_id, created_at, last_seen_at)
        values (1, 'default', 'ada', 0, 0);
      insert into belfry.subscriptions (site_id, subscriber_id, endpoint_hash, endpoint, p256dh, auth, vapid_key_id,
        push_service, status, created_at, updated_at, last_seen_at)
        values ('default', 1, decode(repeat('01', 16), 'hex'), 'https://push.example',
          decode(repeat('04', 65), 'hex'), decode(repeat('01', 16), 'hex'), 'key', 'other', 'active', 0, 0, 0);
      insert into belfry.notifications (number, id, site_id, request_hash, audience, content, payload, urgency,
        privacy, lane, state, jobs_open, created_at, expires_at)
        values (3, 'n3', 'default', '', '{"subscriber":"ada"}', '{}', '{}', 'normal', 'full', 'transactional',
          'planning', 1, 0, 0)`
  const planJob = () =>
    ({ id: '1', lane: 'transactional', kind: 'plan', payload: { notification: 3 } }) as unknown as Job

  test('the plan of a notification to one person takes three round trips, with its commit', async () => {
    await using place = await postgres.createDatabase()
    await using database = await openPostgres(place.url, { migrate: false })
    await database.pool.query(toOnePerson)
    await using road = await countRoundTrips(place.url)
    await using distant = await openPostgres(road.url, { migrate: false })
    await distant.pool.query('select 1') // connects
    const become = async (tx: PostgresConnection) => void (await tx.query('select 1'))
    const jobs = { become } as unknown as JobTable<PostgresConnection>
    const job = planJob()
    road.taken()
    const planned = await createDeliveryStore({ database: distant, rows, jobs }).plan(job, 3)
    assert.equal(road.taken(), 3)
    assert.ok(planned.kind === 'planned' && planned.batch)
    assert.equal(planned.batch.due.length, 1)
    assert.deepEqual([job.kind, job.payload], ['deliver', { notification: 3, subscribers: [1] }])
    const { rows: left } = await database.pool.query('select state, jobs_open as open from belfry.notifications')
    assert.deepEqual(left, [{ state: 'sending', open: 1 }])
  })

  test('the plan of a job that another worker has taken over leaves nothing, though its commit went out', async () => {
    await using place = await postgres.createDatabase()
    await using database = await openPostgres(place.url, { migrate: false })
    await database.pool.query(toOnePerson)
    await using queue = await openPostgresQueue(database)
    const job = { ...planJob(), id: randomUUID(), attempts: 1 }
    const progress = await createDeliveryStore({ database, rows, jobs: queue }).plan(job, 3)
    assert.deepEqual(progress, { kind: 'ended' })
    assert.equal(job.kind, 'plan')
    const { rows: left } = await database.pool.query('select state, jobs_open as open from belfry.notifications')
    assert.deepEqual(left, [{ state: 'planning', open: 1 }])
  })
})
