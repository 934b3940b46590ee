import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { sqlFiles } from '#test/databases/sql-files'
import { migrateSqlite } from './migrate-sqlite.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belfry-migrations-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql)
const migrate = (raw: DatabaseSync) => migrateSqlite(raw, () => 7, sqlFiles(folder))

test('applies the files in the order of their numbers, each once', () => {
  using raw = new DatabaseSync(':memory:')
  write('0002-more.sql', 'insert into things values (2);')
  write('0001-init.sql', 'create table things (n integer); insert into things values (1);')
  migrate(raw)
  migrate(raw)
  write('0003-even-more.sql', 'insert into things values (3);')
  migrate(raw)
  const numbers = raw
    .prepare('select n from things order by rowid')
    .all()
    .map((row) => row['n'])
  assert.deepEqual(numbers, [1, 2, 3])
  const applied = raw.prepare('select number, applied_at from belfry_migrations').all()
  assert.deepEqual(
    applied.map((row) => [row['number'], row['applied_at']]),
    [1, 2, 3].map((number) => [number, 7]),
  )
})

test('a file that fails leaves nothing behind and names itself', () => {
  using raw = new DatabaseSync(':memory:')
  write('0001-init.sql', 'create table things (n integer);')
  write('0002-broken.sql', 'create table half (n integer); this is no SQL;')
  assert.throws(() => migrate(raw), { code: 'migration-failed', message: /^0002-broken\.sql/ })
  const tables = raw.prepare(`select name from sqlite_master where name = 'half'`).all()
  assert.deepEqual(tables, [])
  assert.equal(raw.isTransaction, false)
})

test('says so when the SQL files are missing beside the code', () => {
  using raw = new DatabaseSync(':memory:')
  const missing = [pathToFileURL(join(folder, '0001-init.sql'))]
  assert.throws(() => migrateSqlite(raw, () => 7, missing), { code: 'migrations-missing', message: /^0001-init\.sql/ })
})
