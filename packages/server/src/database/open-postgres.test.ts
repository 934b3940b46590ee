import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import pg from 'pg'
import { startPostgres, whyNoPostgres } from '#test/databases/postgres'
import { sqlFiles } from '#test/databases/sql-files'
import type { DatabaseError } from './database-error.ts'
import { migratePostgres } from './migrate-postgres.ts'
import { openPostgres } from './open-postgres.ts'
import type { PostgresConnection } from './postgres-connection.ts'

describe('openPostgres', { skip: await whyNoPostgres(), timeout: 60_000 }, async () => {
  const postgres = await startPostgres()
  after(() => postgres[Symbol.asyncDispose]())
  const change = (url: string, edit: (url: URL) => void) => {
    const changed = new URL(url)
    edit(changed)
    return changed.href
  }
  const run = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }

  test('makes the schema once, however many processes start at the same time', async () => {
    await using place = await postgres.createDatabase()
    const opened = await Promise.all(Array.from({ length: 6 }, () => openPostgres(place.url)))
    for (const database of opened) await database.close()
    const { rows } = await run(place.url, (client) => client.query('select number from belfry.migrations'))
    assert.deepEqual(new Set(rows.map(({ number }) => number)).size, rows.length)
    assert.ok(rows.length > 0)
  })

  test('refuses a database that a newer Belfry wrote, and leaves it as it is', async () => {
    await using place = await postgres.createDatabase()
    await (await openPostgres(place.url)).close()
    await run(place.url, (client) => client.query("insert into belfry.migrations values (9999, '9999-later.sql', 0)"))
    await assert.rejects(openPostgres(place.url), { code: 'database-newer' })
  })

  test('a migration that fails leaves nothing behind, and says which', async () => {
    await using place = await postgres.createDatabase()
    const folder = mkdtempSync(join(tmpdir(), 'belfry-migrations-'))
    writeFileSync(join(folder, '0001-good.sql'), 'create table belfry.good (id integer)')
    writeFileSync(join(folder, '0002-bad.sql'), 'create table belfry.bad (id nonsense)')
    await run(place.url, async (client) => {
      const migrate = migratePostgres(client, () => 0, sqlFiles(folder))
      await assert.rejects(migrate, { code: 'migration-failed', message: /^0002-bad\.sql failed:/ })
      const { rows } = await client.query("select to_regclass('belfry.good') as good")
      assert.deepEqual(rows, [{ good: null }])
    })
    rmSync(folder, { recursive: true })
  })

  test('a migration waits for a table in short turns, in which others wait behind it', async () => {
    await using place = await postgres.createDatabase()
    await (await openPostgres(place.url)).close()
    const folder = mkdtempSync(join(tmpdir(), 'belfry-migrations-'))
    writeFileSync(join(folder, '9000-more.sql'), 'alter table belfry.sites add column more text')
    const patience = { waitMs: 50, pauseMs: 10, attempts: 3 }
    await run(place.url, (reader) =>
      run(place.url, async (client) => {
        const migrate = () => migratePostgres(client, () => 0, sqlFiles(folder), patience)
        await reader.query('begin; select * from belfry.sites')
        await assert.rejects(migrate(), { code: 'migration-failed', message: /stays locked/ })
        const { rows } = await reader.query('select more.* from belfry.sites as more')
        assert.deepEqual(rows, [])
        await reader.query('commit')
        await migrate()
        await reader.query('select more from belfry.sites')
      }),
    )
    rmSync(folder, { recursive: true })
  })

  test('a role without the right to create works where another has migrated', async () => {
    await using place = await postgres.createDatabase()
    await (await openPostgres(place.url)).close()
    await run(place.url, async (client) => {
      await client.query("create role plain login password 'plain'")
      await client.query('grant usage on schema belfry to plain')
      await client.query('grant select on all tables in schema belfry to plain')
    })
    const url = change(place.url, (it) => {
      it.username = 'plain'
      it.password = 'plain'
    })
    await using database = await openPostgres(url)
    assert.deepEqual(await database.kysely.selectFrom('belfry_sites').selectAll().execute(), [])
  })

  describe('says in one line why it cannot start:', () => {
    const cases: [string, (url: string) => Promise<string> | string, string, RegExp][] = [
      ['nobody listens', (url) => change(url, (it) => (it.port = '1')), 'database-unavailable', /ECONNREFUSED/],
      [
        'an unknown host',
        (url) => change(url, (it) => (it.hostname = 'nowhere.invalid')),
        'database-unavailable',
        /"nowhere\.invalid" is not known/,
      ],
      [
        'a wrong password',
        (url) => change(url, (it) => (it.password = 'guess')),
        'database-refused',
        /does not let "belfry" in/,
      ],
      [
        'an unknown database',
        (url) => change(url, (it) => (it.pathname = '/nope')),
        'database-unavailable',
        /has no database of that name/,
      ],
      [
        'no right to create',
        async (url) => {
          await run(url, (client) => client.query("create role poor login password 'poor'"))
          return change(url, (it) => {
            it.username = 'poor'
            it.password = 'poor'
          })
        },
        'database-refused',
        /does not allow "poor" what Belfry needs \(permission denied for database/,
      ],
      [
        'a database that is read-only',
        async (url) => {
          const name = new URL(url).pathname.slice(1)
          await run(url, (client) => client.query(`alter database ${name} set default_transaction_read_only = on`))
          return url
        },
        'database-unsuitable',
        /read-only/,
      ],
      [
        'a server that is no PostgreSQL',
        () => `postgres://belfry:secret@127.0.0.1:${stranger}/x`,
        'database-unavailable',
        /cannot be used/,
      ],
    ]
    let stranger = 0
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    after(() => server.close())

    for (const [what, address, code, message] of cases) {
      test(what, async () => {
        if (!server.listening) await once(server.listen(0, '127.0.0.1'), 'listening')
        stranger = (server.address() as { port: number }).port
        await using place = await postgres.createDatabase()
        await assert.rejects(openPostgres(await address(place.url)), (error: DatabaseError) => {
          assert.equal(error.code, code)
          assert.match(error.message, message)
          assert.doesNotMatch(error.message, /\n/)
          const { password } = new URL(place.url)
          assert.ok(!error.message.includes(password) && !error.message.includes('guess'))
          return true
        })
      })
    }
  })

  test('a connection that is cut is away, not wrong, and the next query has another', async () => {
    await using place = await postgres.createDatabase()
    await using database = await openPostgres(place.url)
    const cut = (client: PostgresConnection) => client.query('select pg_terminate_backend(pg_backend_pid())')
    await assert.rejects(database.atomically(cut), (error) => database.isAway(error))
    await assert.rejects(
      database.transaction((tx) =>
        tx
          .selectFrom('nope' as 'belfry_sites')
          .selectAll()
          .execute(),
      ),
      (error) => !database.isAway(error),
    )
    assert.deepEqual(await database.kysely.selectFrom('belfry_sites').selectAll().execute(), [])
  })

  test("queries run in an app's own transaction and see what it sees", async () => {
    await using place = await postgres.createDatabase()
    await using database = await openPostgres(place.url)
    await run(place.url, async (client) => {
      await client.query('begin')
      const row = { id: 'a', name: 'a', url: null, origins: '[]', contact: null, created_at: 5 }
      const within = database.joining(client)
      await within.insertInto('belfry_sites').values(row).execute()
      const seen = await within.selectFrom('belfry_sites').select('created_at').execute()
      assert.deepEqual(seen, [{ created_at: 5 }])
      await client.query('rollback')
    })
    assert.deepEqual(await database.kysely.selectFrom('belfry_sites').selectAll().execute(), [])
  })
})
