import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { createLogFlusher } from './flush-log.ts'
import { openSqlite } from './open-sqlite.ts'

const folder = mkdtempSync(join(tmpdir(), 'belfry-database-'))
after(() => rmSync(folder, { recursive: true }))
let files = 0
const newFile = () => join(folder, `${++files}.db`)

const site = (id: string) => ({
  id,
  name: id,
  url: null,
  origins: '[]',
  contact: null,
  created_at: 1,
})

describe('openSqlite', () => {
  test('makes a file that only its owner can read, in WAL mode, and flushes it off the loop', async () => {
    const file = newFile()
    await using database = await openSqlite(file)
    await database.kysely.insertInto('belfry_sites').values(site('a')).execute()
    for (const suffix of ['', '-wal', '-shm']) {
      assert.equal(statSync(file + suffix).mode & 0o777, 0o600, suffix)
    }
    const pragma = (name: string) => Object.values(database.raw.prepare(`pragma ${name}`).get()!)[0]
    assert.equal(pragma('journal_mode'), 'wal')
    assert.equal(pragma('synchronous'), 1)
    assert.equal(pragma('foreign_keys'), 1)
    assert.equal(pragma('cache_size'), -65536)
  })

  test('reports a full disk, keeps nothing of the transaction, and goes on when there is space', async () => {
    await using database = await openSqlite(newFile())
    const { raw } = database
    const pages = Number(raw.prepare('pragma page_count').get()?.['page_count'])
    raw.exec(`pragma max_page_count = ${pages}`)
    const fill = database.transaction(async (tx) => {
      for (let n = 0; n < 100; n += 1) {
        await tx
          .insertInto('belfry_sites')
          .values({ ...site(`full-${n}`), name: 'x'.repeat(4000) })
          .execute()
      }
    })
    await assert.rejects(fill, (error: Error) => {
      assert.match(error.message, /disk is full/)
      return database.isAway(error)
    })
    raw.exec(`pragma max_page_count = ${pages + 1000}`)
    await database.transaction((tx) => tx.insertInto('belfry_sites').values(site('a')).execute())
    const left = await database.kysely.selectFrom('belfry_sites').select('id').execute()
    assert.deepEqual(
      left.map(({ id }) => id),
      ['a'],
    )
  })

  test('keeps its rows when it is opened again', async () => {
    const file = newFile()
    {
      await using database = await openSqlite(file)
      await database.kysely.insertInto('belfry_sites').values(site('a')).execute()
    }
    await using database = await openSqlite(file)
    const row = await database.kysely.selectFrom('belfry_sites').select('id').executeTakeFirst()
    assert.deepEqual({ ...row }, { id: 'a' })
  })

  test('rolls a transaction back when its work rejects', async () => {
    await using database = await openSqlite(newFile())
    const work = database.transaction(async (tx) => {
      await tx.insertInto('belfry_sites').values(site('a')).execute()
      throw new Error('no')
    })
    await assert.rejects(work, /no/)
    assert.deepEqual(await database.kysely.selectFrom('belfry_sites').selectAll().execute(), [])
  })

  test('rolls synchronous statements back when they throw', async () => {
    await using database = await openSqlite(newFile())
    const work = database.atomically((raw) => {
      raw.exec(`insert into belfry_sites (id, name, origins, created_at) values ('a', 'a', '[]', 1)`)
      throw new Error('no')
    })
    await assert.rejects(work, /no/)
    assert.equal(database.raw.isTransaction, false)
    assert.deepEqual(await database.kysely.selectFrom('belfry_sites').selectAll().execute(), [])
  })

  test('runs transactions one after another, none inside another', async () => {
    await using database = await openSqlite(newFile())
    const seen: number[] = []
    const count = (n: number) =>
      database.transaction(async (tx) => {
        const rows = await tx.selectFrom('belfry_sites').select('id').execute()
        seen.push(rows.length)
        await tx
          .insertInto('belfry_sites')
          .values(site(`site-${n}`))
          .execute()
      })
    await Promise.all([1, 2, 3, 4].map(count))
    assert.deepEqual(seen, [0, 1, 2, 3])
  })

  test('holds the write lock from the first statement, so that reading before writing is safe', async () => {
    const file = newFile()
    await using database = await openSqlite(file)
    using other = new DatabaseSync(file, { timeout: 0 })
    await database.transaction(async (tx) => {
      await tx.selectFrom('belfry_sites').selectAll().execute()
      assert.throws(() => other.exec('begin immediate'), /locked/)
      await tx.insertInto('belfry_sites').values(site('a')).execute()
    })
  })

  test('waits for a write lock without blocking the thread that may hold it', async () => {
    const file = newFile()
    await using database = await openSqlite(file)
    using app = new DatabaseSync(file)
    app.exec('begin immediate')
    const write = database.kysely.insertInto('belfry_sites').values(site('a')).execute()
    // The app, in this thread, commits only when the event loop runs again.
    setTimeout(() => app.exec('commit'), 10)
    await write
    assert.equal(app.prepare('select count(*) as n from belfry_sites').get()?.['n'], 1)
  })

  test('holds the write lock no longer than its own work, and answers when the disk has it', async () => {
    const file = newFile()
    const disk = Promise.withResolvers<void>()
    const flusher = (path: string) => createLogFlusher(path, () => disk.promise)
    await using database = await openSqlite(file, { flusher })
    let isDurable = false
    const committed = Promise.withResolvers<string>()
    const write = database
      .transaction(
        (tx) =>
          tx
            .insertInto('belfry_sites')
            .values(site('a'))
            .execute()
            .then(() => 'a'),
        committed.resolve,
      )
      .then(() => (isDurable = true))
    using other = new DatabaseSync(file, { timeout: 0 })
    const sites = () => other.prepare('select count(*) as n from belfry_sites').get()?.['n']
    assert.equal(await committed.promise, 'a')
    assert.equal(sites(), 1)
    other.exec(`begin immediate; delete from belfry_sites; commit`)
    await database.atomically((raw) => raw.exec(`pragma user_version = 7`))
    assert.equal(isDurable, false)
    disk.resolve()
    await write
    assert.equal(sites(), 0)
  })

  test('a transaction that somebody waits for leaves the log to others, up to a bound', async () => {
    await using database = await openSqlite(newFile(), { checkpointAtMiB: 1 })
    database.raw.exec('create table filler (bytes)')
    const write = (movesLog: boolean, mib: number) =>
      database.atomically((raw) => raw.exec(`insert into filler values (zeroblob(${mib * 2 ** 20}))`), { movesLog })
    // https://sqlite.org/pragma.html#pragma_wal_checkpoint: what is in the log, and of that in the file, too
    const left = () => {
      const { log, checkpointed } = database.raw.prepare('pragma wal_checkpoint(noop)').get() as Record<string, number>
      return (log as number) - (checkpointed as number)
    }
    await write(false, 2)
    assert.ok(left() >= 512)
    await write(true, 0)
    assert.equal(left(), 0)
    await write(false, 17)
    assert.equal(left(), 0)
  })

  test('a write outside of a transaction is on the disk, too, when it resolves', async () => {
    const flushes: string[] = []
    const flusher = (path: string) => ({
      ...createLogFlusher(path),
      flush: () => Promise.resolve(void flushes.push(path)),
    })
    const file = newFile()
    await using database = await openSqlite(file, { flusher })
    await database.kysely.insertInto('belfry_sites').values(site('a')).execute()
    assert.deepEqual(flushes, [file])
    await database.kysely.selectFrom('belfry_sites').selectAll().execute()
    assert.deepEqual(flushes, [file])
  })

  test('rejects for waiting callers when the disk fails, and counts that as being away', async () => {
    const flusher = (path: string) =>
      createLogFlusher(path, () => Promise.reject(new Error('EIO: i/o error, fdatasync')))
    await using database = await openSqlite(newFile(), { flusher })
    const write = database.transaction((tx) => tx.selectFrom('belfry_sites').selectAll().execute())
    await assert.rejects(write, (error: Error) => {
      assert.equal(error.name, 'LogFlushError')
      return database.isAway(error)
    })
  })

  test('an app that writes between two awaits never waits for a transaction that waits for it', async () => {
    const file = newFile()
    await using database = await openSqlite(file)
    // As better-sqlite3 does: it waits for the lock and blocks the thread meanwhile.
    using app = new DatabaseSync(file, { timeout: 200 })
    app.exec('create table visits (n integer)')
    const transactions = Array.from({ length: 20 }, (_, n) =>
      database.transaction(async (tx) => {
        for (const part of ['a', 'b', 'c']) {
          await tx
            .insertInto('belfry_sites')
            .values(site(`${n}-${part}`))
            .execute()
        }
      }),
    )
    const visits = { written: 0, wanted: true }
    const written = Promise.all(transactions).finally(() => (visits.wanted = false))
    while (visits.wanted) {
      for (let n = 0; n < 20; n += 1) {
        await Promise.resolve()
        app.exec(`insert into visits values (${visits.written++})`)
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
    await written
    assert.equal(app.prepare('select count(*) as n from belfry_sites').get()?.['n'], 60)
  })

  test('reads while a transaction waits for the write lock', async () => {
    const file = newFile()
    await using database = await openSqlite(file)
    using app = new DatabaseSync(file)
    app.exec('begin immediate')
    const write = database.transaction((tx) => tx.insertInto('belfry_sites').values(site('a')).execute())
    assert.deepEqual(await database.kysely.selectFrom('belfry_sites').selectAll().execute(), [])
    app.exec('commit')
    await write
  })

  test('refuses a database that a newer Belfry has migrated', async () => {
    const file = newFile()
    {
      await using database = await openSqlite(file)
      database.raw.exec(`insert into belfry_migrations values (9999, '9999-later.sql', 1)`)
    }
    await assert.rejects(openSqlite(file), { name: 'DatabaseError', code: 'database-newer' })
  })

  test('says so when the file is no database', async () => {
    const file = newFile()
    writeFileSync(file, 'just text, '.repeat(100))
    await assert.rejects(openSqlite(file), { code: 'database-unavailable', message: /cannot open/ })
    await assert.rejects(openSqlite(join(folder, 'no', 'such', 'folder.db')), {
      code: 'database-unavailable',
    })
  })

  test('is migrated once when many processes open a new file together', async () => {
    const file = newFile()
    const script = `import { openSqlite } from ${JSON.stringify(new URL('./open-sqlite.ts', import.meta.url).href)}
      await using database = await openSqlite(process.argv[1])
      console.log(database.raw.prepare('select count(*) as n from belfry_migrations').get().n)`
    const run = promisify(execFile)
    const outputs = await Promise.all(
      [1, 2, 3].map(() => run(process.execPath, ['--input-type=module', '-e', script, file])),
    )
    for (const { stdout } of outputs) assert.match(stdout, /^\d+\n$/)
    assert.equal(new Set(outputs.map(({ stdout }) => stdout)).size, 1)
  })

  test('closes twice without complaint, also when no query has run', async () => {
    const database = await openSqlite(newFile())
    await database.close()
    await database.close()
    assert.equal(database.raw.isOpen, false)
  })
})

describe('join', () => {
  test("takes an app's connection with an open transaction on the same file, also through a link", async () => {
    const file = newFile()
    await using database = await openSqlite(file)
    symlinkSync(file, `${file}-link`)
    using app = new DatabaseSync(`${file}-link`)
    app.exec('begin immediate')
    assert.equal(database.join(app), app)
    app.exec('rollback')
  })

  test('refuses a connection without a transaction, or on another database', async () => {
    await using database = await openSqlite(newFile())
    using app = new DatabaseSync(database.file)
    assert.throws(() => database.join(app), { code: 'transaction-not-open' })
    using other = new DatabaseSync(newFile())
    other.exec('begin')
    assert.throws(() => database.join(other), { code: 'transaction-other-database' })
    using memory = new DatabaseSync(':memory:')
    memory.exec('begin')
    assert.throws(() => database.join(memory), { code: 'transaction-other-database' })
  })
})
