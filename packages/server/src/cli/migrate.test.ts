import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, test } from 'node:test'
import { startPostgres, whyNoPostgres } from '#test/databases/postgres'
import { openDatabase } from '../database/open-database.ts'
import { run } from './run.ts'

async function migrate(env: NodeJS.ProcessEnv) {
  const written = { out: '', err: '' }
  const terminal = { env, out: (text: string) => (written.out += text), err: (text: string) => (written.err += text) }
  return { code: await run(['migrate'], terminal), ...written }
}

const withoutPostgres = await whyNoPostgres()

describe('belfry migrate', () => {
  test('makes the tables in a new data folder, and no secrets', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'belfry-migrate-'))
    try {
      const env = { BELFRY_DATA: join(folder, 'data') }
      for (const round of ['made', 'again']) {
        const { code, out, err } = await migrate(env)
        assert.deepEqual([code, err], [0, ''], round)
        assert.match(out, /^The tables in .*belfry\.db are up to date\.\n$/)
      }
      assert.ok(!readdirSync(join(folder, 'data')).includes('secrets.json'))
      using database = new DatabaseSync(join(folder, 'data', 'belfry.db'), { readOnly: true })
      assert.equal(database.prepare('select count(*) as n from belfry_subscriptions').get()?.['n'], 0)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('makes those of PostgreSQL', { skip: withoutPostgres }, async () => {
    await using postgres = await startPostgres()
    await using place = await postgres.createDatabase()
    const { code, out, err } = await migrate({ DATABASE_URL: place.url, BELFRY_DATA: '/nowhere/at/all' })
    assert.deepEqual([code, err], [0, ''])
    assert.ok(!out.includes('secret'), 'names no password')
    await using database = await openDatabase(place.url, { migrate: false, connections: 1 })
    const rows = await database.kysely.selectFrom('belfry_subscriptions').select('id').execute()
    assert.deepEqual(rows, [])
  })

  test('says in one line that the database is not there', async () => {
    const { code, out, err } = await migrate({ DATABASE_URL: 'postgres://belfry:hidden@127.0.0.1:1/belfry' })
    assert.deepEqual([code, out], [1, ''])
    assert.match(err, /^belfry: DATABASE_URL: [^\n]+\n$/)
    assert.ok(!err.includes('hidden'))
  })
})
