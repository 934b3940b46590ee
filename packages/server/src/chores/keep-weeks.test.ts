import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import pg from 'pg'
import { startPostgresStore } from '#test/databases/postgres-store'
import { whyNoPostgres } from '#test/databases/postgres'
import { until } from '#test/time/until'
import { openPostgres } from '../database/open-postgres.ts'
import { ChoreKeeper } from './chore-keeper.ts'
import { keepWeeks } from './keep-weeks.ts'

describe('the weeks of the deliveries', { skip: await whyNoPostgres() }, async () => {
  const postgres = await startPostgresStore()
  after(() => postgres[Symbol.asyncDispose]())

  test('leaves no connection behind, however often it runs, and none when it is closed meanwhile', async (t) => {
    await using place = await postgres.createDatabase()
    await using database = await openPostgres(place.url, { migrate: false })
    const connections = async () => {
      const { rows } = await database.pool.query(
        "select pid from pg_stat_activity where application_name = 'belfry upkeep' and datname = current_database()",
      )
      return rows.length
    }
    const { signal } = new AbortController()
    for (let times = 0; times < 3; times += 1) await keepWeeks(database).run(signal)
    await until(async () => (await connections()) === 0, t.signal)
    const closing = new AbortController()
    const running = keepWeeks(database).run(closing.signal)
    closing.abort()
    await assert.rejects(running)
    await until(async () => (await connections()) === 0, t.signal)
  })

  // Later statements queue behind one that waits for a lock on all deliveries.
  test('deliveries can be written during a long read', { timeout: 30_000 }, async (t) => {
    await using place = await postgres.createDatabase()
    await using database = await openPostgres(place.url, { migrate: false })
    const week = Math.floor(Date.now() / 86_400_000 / 7) * 7
    await database.pool.query(`drop table belfry.deliveries_${week + 21}`)
    const dump = new pg.Client({ connectionString: place.url })
    await dump.connect()
    await dump.query('begin; lock table belfry.deliveries in access share mode')
    const warned: string[] = []
    const log = { debug() {}, info() {}, error() {}, warn: (_: object, text: string) => void warned.push(text) }
    const chores = [keepWeeks(database)]
    await using _ = new ChoreKeeper({ database, chores, log, now: Date.now })
    const waits = async () =>
      (await dump.query("select 1 from pg_locks where mode = 'AccessExclusiveLock' and not granted")).rowCount === 1
    await until(waits, t.signal)
    const row = [week * 1e10 + 1]
    await database.pool.query("insert into belfry.deliveries values ($1, 1, 'accepted', null, 201, 1, 0)", row)
    await until(() => warned.length === 1, t.signal)
    await dump.query('commit')
    await dump.end()
  })

  test('remembers of a week that is over when each subscription last accepted', async () => {
    await using place = await postgres.createDatabase()
    await using database = await openPostgres(place.url, { migrate: false })
    const week = Math.floor(Date.now() / 86_400_000 / 7) * 7
    const [early, late, now] = [(week - 7) * 1e10 + 1, (week - 1) * 1e10 + 2, week * 1e10 + 3]
    await database.pool.query(`
      insert into belfry.sites values ('default', 'Default', null, '[]', null, 0);
      insert into belfry.vapid_keys values ('key', 'default', 'x', 'active', 0);
      insert into belfry.subscribers (site_id, created_at, last_seen_at) values ('default', 0, 0);
      insert into belfry.subscriptions (site_id, subscriber_id, endpoint_hash, endpoint, p256dh, auth, vapid_key_id,
        push_service, status, created_at, updated_at, last_seen_at, last_accepted_at)
      select 'default', 1, decode(lpad(n::text, 32, '0'), 'hex'), 'https://push.example/' || n,
        decode(repeat('04', 65), 'hex'), decode(repeat('05', 16), 'hex'), 'key', 'other', 'active', 0, 0, 0,
        case n when 4 then 900 end
      from generate_series(1, 6) as n;
      insert into belfry.deliveries values
        (${early}, 1, 'accepted', null, 201, 1, 100), (${late}, 1, 'accepted', null, 201, 1, 200),
        (${early}, 2, 'accepted', null, 201, 1, 100), (${late}, 2, 'gone', 'gone', 410, 1, 200),
        (${late}, 3, 'throttled', null, 429, 1, 200), (${late}, 4, 'accepted', null, 201, 1, 200),
        (${now}, 5, 'accepted', null, 201, 1, 300)`)
    const fold = async (rows: number) =>
      (await database.pool.query('select belfry.fold_acceptances($1) as seen', [rows])).rows
    assert.deepEqual(await fold(2), [{ seen: 2 }]) // so that the upkeep continues where another stopped
    await keepWeeks(database).run(new AbortController().signal)
    const { rowCount } = await database.pool.query('select 1 from belfry.folded_weeks where done = 1')
    assert.equal(rowCount, 1)
    const { rows } = await database.pool.query('select last_accepted_at as at from belfry.subscriptions order by id')
    assert.deepEqual(
      rows.map((row) => (row as { at: number | null }).at),
      [200, 100, null, 900, null, null],
    )
    assert.deepEqual(await fold(2), [{ seen: 0 }])
  })
})
