import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { runOnPostgres } from './run-on-postgres.ts'
import { runOnSqlite } from './run-on-sqlite.ts'
import { statement } from './statement.ts'

const lookUp = statement(
  'select id::text from belfry.topics where site_id = :site and id = any(:ids::text[]) and name <> :site for no ' +
    'key update',
)

test('one text is translated for both databases', () => {
  assert.deepEqual(lookUp.names, ['site', 'ids'])
  assert.equal(
    lookUp.postgres,
    'select id::text from belfry.topics where site_id = $1 and id = any($2::text[]) and name <> $1 for no key update',
  )
  assert.equal(
    lookUp.sqlite,
    'select id from belfry_topics where site_id = :site and id in (select value from json_each(:ids)) and name ' +
      '<> :site ',
  )
})

test('on SQLite an unnamed value does no harm, a list is one value, and rows come in two forms', () => {
  using raw = new DatabaseSync(':memory:')
  raw.exec(
    "create table belfry_topics (site_id, id, name); insert into belfry_topics values ('a', 'x', 'X'), ('a', 'y', 'Y')",
  )
  const runner = runOnSqlite(raw)
  const values = { site: 'a', ids: ['y', 'z'], other: 1 }
  assert.deepEqual(
    [
      (runner.run(raw, lookUp, values) as { rows: object[] }).rows.map((row) => ({ ...row })),
      runner.table(raw, lookUp, values),
    ],
    [[{ id: 'y' }], [['y']]],
  )
  const rename = statement('update belfry.topics set name = :name')
  assert.deepEqual(runner.run(raw, rename, { name: 'Z' }), { rows: [], rowCount: 2 })
  using other = new DatabaseSync(':memory:')
  assert.throws(() => runner.run(other, lookUp, values), /the connection that it is prepared on/)
})

test('on PostgreSQL a missing value is reported by its name', () => {
  const nowhere = { query: () => Promise.resolve({ rows: [], rowCount: 0 }) }
  assert.throws(() => runOnPostgres.run(nowhere, lookUp, { site: 'a' }), /value ids is missing/)
})
