import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { startPostgresStore } from '#test/databases/postgres-store'
import { whyNoPostgres } from '#test/databases/postgres'
import { countRoundTrips } from '#test/network/count-round-trips'
import { openPostgres } from '../database/open-postgres.ts'
import { openBoss } from '../queue/open-boss.ts'
import { enqueueWithQueries } from '../queue/postgres-enqueue.ts'
import { createNotifications } from './notifications.ts'

describe('accepting a notification on PostgreSQL', { skip: await whyNoPostgres(), timeout: 30_000 }, async () => {
  const postgres = await startPostgresStore()
  after(() => postgres[Symbol.asyncDispose]())

  test('takes three round trips until its job is committed', async () => {
    await using place = await postgres.createDatabase()
    await using database = await openPostgres(place.url, { migrate: false })
    await using road = await countRoundTrips(place.url)
    await using distant = await openPostgres(road.url, { migrate: false })
    const boss = await openBoss(distant.pool, { supervise: false })
    await using opened = new AsyncDisposableStack()
    opened.defer(() => boss.stop({ graceful: false }))
    await database.pool.query(`
      insert into belfry.sites (id, name, url, origins, contact, created_at) values
        ('default', 'Example', 'https://example.com', '["https://example.com"]', 'mailto:ops@example.com', 0)`)
    const untilCommit: number[] = []
    const notifications = createNotifications({
      database: distant,
      enqueue: (tx, jobs, now) => enqueueWithQueries(boss, tx, jobs, now),
      wake: () => void untilCommit.push(road.taken()),
      now: Date.now,
    })
    const send = () => notifications.create('default', { to: { subscriber: 'ada' }, title: 'Hello' }, {})
    await send()
    road.taken()
    const { notification } = await send()
    assert.deepEqual(untilCommit.at(-1), 3)
    assert.ok(notification.note)
    const { rows } = await database.pool.query("select data ->> 'kind' as kind from belfry_queue.job")
    assert.deepEqual(rows, [{ kind: 'plan' }, { kind: 'plan' }])
  })
})
