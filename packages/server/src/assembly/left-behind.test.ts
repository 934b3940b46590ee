import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { temporaryBelfry, browserSubscription } from '#test/belfry/temporary-belfry'
import { startPostgres, whyNoPostgres } from '#test/databases/postgres'
import { markMoving } from '../database/moved-store.ts'
import { createBelfry } from '../index.ts'
import { countLeftBehind } from './left-behind.ts'

const withoutPostgres = await whyNoPostgres()
const elsewhere = 'postgres://belfry@db.example.com/belfry'

test('subscriptions in the file of the data folder are counted, unless they were moved', async () => {
  await using stand = await temporaryBelfry()
  await stand.page('PUT', '/b/default/subscription', browserSubscription())
  assert.equal(countLeftBehind({ data: stand.data, database: elsewhere }), 1)
  assert.equal(countLeftBehind({ data: stand.data, database: join(stand.data, 'belfry.db') }), 0)
  using store = new DatabaseSync(join(stand.data, 'belfry.db'))
  markMoving(store, elsewhere, 1)
  assert.equal(countLeftBehind({ data: stand.data, database: elsewhere }), 0)
})

test('a folder without a store, and a file that is none, are not reported', () => {
  const data = mkdtempSync(join(tmpdir(), 'belfry-left-'))
  try {
    assert.equal(countLeftBehind({ data, database: elsewhere }), 0)
    new DatabaseSync(join(data, 'belfry.db')).exec('create table other (x)')
    assert.equal(countLeftBehind({ data, database: elsewhere }), 0)
  } finally {
    rmSync(data, { recursive: true })
  }
})

test('a start on PostgreSQL names migrate-store', { skip: withoutPostgres }, async () => {
  await using postgres = await startPostgres()
  await using place = await postgres.createDatabase()
  await using stand = await temporaryBelfry()
  await stand.page('PUT', '/b/default/subscription', browserSubscription())
  const said: string[] = []
  const say = (_: object, message: string) => void said.push(message)
  const options = { data: stand.data, database: place.url, url: 'https://example.com' }
  await using _ = await createBelfry({ ...options, log: { debug: say, info: say, warn: say, error: say } })
  assert.match(said.join('\n'), /1 subscriptions .* are not in this database: .*belfry migrate-store/)
})
