import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import pg from 'pg'
import { startPgbouncer, whyNoPgbouncer } from '#test/databases/pgbouncer'
import { startPostgresStore } from '#test/databases/postgres-store'
import { whyNoPostgres } from '#test/databases/postgres'
import { openSecrets } from '../config/secrets.ts'
import { openPostgres } from '../database/open-postgres.ts'
import { openBoss } from '../queue/open-boss.ts'
import { run } from './run.ts'

const limit = { timeout: 60_000 }

describe('the command line on PostgreSQL', { skip: await whyNoPostgres() }, async () => {
  const postgres = await startPostgresStore({
    prepare: async (url) => {
      await using database = await openPostgres(url)
      await (await openBoss(database.pool, { supervise: false })).stop({ graceful: false })
    },
  })
  const data = mkdtempSync(join(tmpdir(), 'belfry-cli-'))
  openSecrets(data)
  after(async () => {
    rmSync(data, { recursive: true })
    await postgres[Symbol.asyncDispose]()
  })

  async function belfry(args: string[], url: string) {
    const written = { out: '', err: '' }
    const env = { DATABASE_URL: url, BELFRY_DATA: data, BELFRY_LOG_LEVEL: 'silent', PORT: '0' }
    const terminal = {
      env,
      out: (text: string) => void (written.out += text),
      err: (text: string) => void (written.err += text),
    }
    const code = await run(args, terminal, AbortSignal.abort())
    return { code, ...written }
  }
  const sql = async (url: string, ...texts: string[]) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    for (const text of texts) await client.query(text)
    await client.end()
  }
  const as = (url: string, user: string) => {
    const changed = new URL(url)
    changed.username = user
    changed.password = user
    return changed.href
  }
  const nameOf = (url: string) => new URL(url).pathname.slice(1)

  test('belfry doctor finds all well, behind PgBouncer too, where it names the cost', limit, async () => {
    await using place = await postgres.createDatabase()
    const well = await belfry(['doctor'], place.url)
    assert.equal(well.code, 0, well.out)
    for (const line of [
      /✔ postgres:\/\/belfry@127\.0\.0\.1:\d+\/\w+ answers: PostgreSQL \d+\.\d+, which takes writes/,
      /✔ the tables are at version \d+, the newest/,
      /✔ this user may read and write all of them/,
      /✔ the queue is there: pg-boss, schema version \d+/,
      /✔ its clock and this machine's agree to \d+ ms/,
      /✔ LISTEN works: new work is picked up at once/,
    ])
      assert.match(well.out, line)
    assert.ok(!well.out.includes(new URL(place.url).password))
    if (await whyNoPgbouncer()) return
    await using bouncer = await startPgbouncer(place.url)
    const pooled = await belfry(['doctor'], bouncer.url)
    assert.equal(pooled.code, 0, pooled.out)
    assert.match(pooled.out, /! LISTEN hears nothing, as behind PgBouncer/)
  })

  test('belfry doctor reports missing parts', limit, async () => {
    await using place = await postgres.createDatabase()
    await sql(
      place.url,
      "create role reader login password 'reader'",
      'grant usage on schema belfry, belfry_queue to reader',
      'grant select on all tables in schema belfry to reader',
    )
    const reader = await belfry(['doctor'], as(place.url, 'reader'))
    assert.equal(reader.code, 1)
    assert.match(reader.out, /✖ this user may not read and write belfry\.\w+, .*: grant select, insert, update, delete/)
    assert.match(reader.out, /✖ this user may not read and write belfry_queue\./)

    await sql(place.url, 'delete from belfry.migrations where number = (select max(number) from belfry.migrations)')
    const older = await belfry(['doctor'], place.url)
    assert.equal(older.code, 0)
    assert.match(older.out, /! the tables are at version \d+ of \d+: belfry serve brings them up to date/)

    await sql(place.url, "insert into belfry.migrations values (9999, '9999-later.sql', 0)")
    const newer = await belfry(['doctor'], place.url)
    assert.equal(newer.code, 1)
    assert.match(newer.out, /✖ the tables are at version 9999, this Belfry knows \d+/)

    await sql(place.url, 'drop schema belfry cascade', 'drop schema belfry_queue cascade')
    const empty = await belfry(['doctor'], place.url)
    assert.equal(empty.code, 0)
    assert.match(empty.out, /! there are no tables of Belfry yet: belfry serve makes them/)
    assert.match(empty.out, /! the queue \(schema belfry_queue\) is not there yet/)
    const poor = await belfry(['doctor'], as(place.url, 'reader'))
    assert.equal(poor.code, 1)
    assert.match(poor.out, /✖ .* this user may not make them: grant create on database/)
  })

  describe('a database that cannot be used is one line and the exit code 1:', () => {
    const cases: [string, (url: string) => Promise<string> | string, RegExp][] = [
      ['nobody listens', (url) => url.replace(/:\d+\//, ':1/'), /cannot be used: .*ECONNREFUSED/],
      [
        'a wrong password',
        (url) => as(url, 'belfry'),
        /does not let "belfry" in: check user name, password and pg_hba\.conf/,
      ],
      [
        'a missing privilege',
        async (url) => {
          await sql(url, "create role stranger login password 'stranger'")
          return as(url, 'stranger')
        },
        /does not allow "stranger" what Belfry needs \(permission denied/,
      ],
      [
        'read-only',
        async (url) => {
          await sql(url, `alter database ${nameOf(url)} set default_transaction_read_only = on`)
          return url
        },
        /is read-only there, a standby perhaps: give the address of the primary/,
      ],
      [
        'too old',
        (url) => pretend(url, /\b1[4-9](\d{4})\b/g, '13$1'),
        /PostgreSQL 13 is too old: Belfry needs 14 or newer/,
      ],
      [
        'of a newer Belfry',
        async (url) => {
          await sql(url, "insert into belfry.migrations values (9999, '9999-later.sql', 0)")
          return url
        },
        /the database is at schema 9999, this Belfry knows \d+: start the newer Belfry/,
      ],
      [
        'one that goes away in the middle of the start',
        (url) => fewConnections(url, 2),
        /cannot be used: (Connection terminated unexpectedly|read ECONNRESET)/,
      ],
    ]

    for (const [what, prepare, message] of cases) {
      test(what, limit, async () => {
        await using place = await postgres.createDatabase()
        const url = await prepare(place.url)
        for (const command of ['serve', 'work']) {
          const { code, out, err } = await belfry([command], url)
          assert.equal(code, 1)
          assert.equal(out, '')
          assert.match(err, /^belfry: DATABASE_URL: [^\n]+\n$/)
          assert.match(err, message)
        }
        const examined = await belfry(['doctor'], url)
        assert.equal(examined.code, 1)
        assert.match(examined.out, /^✖ /m)
      })
    }
  })

  /** A server that answers as the real one does, with one exception. */
  function pretend(url: string, from: RegExp, to: string): Promise<string> {
    return through(url, (near, far) => {
      near.pipe(far)
      far.on('data', (chunk) => near.write(Buffer.from(chunk.toString('latin1').replaceAll(from, to), 'latin1')))
    })
  }

  /** A server that takes no more than so many connections, ever. */
  function fewConnections(url: string, most: number): Promise<string> {
    let made = 0
    return through(url, (near, far) => {
      made += 1
      if (made > most) far.destroy()
      else near.pipe(far).pipe(near)
    })
  }

  async function through(url: string, join: (near: Socket, far: Socket) => void): Promise<string> {
    const { hostname, port } = new URL(url)
    const server = createServer((near) => {
      const far = connect(Number(port), hostname)
      for (const socket of [near, far]) socket.on('error', () => far.destroy())
      far.on('close', () => near.destroy())
      join(near, far)
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    after(() => server.close())
    const changed = new URL(url)
    changed.port = String((server.address() as AddressInfo).port)
    return changed.href
  }
})
