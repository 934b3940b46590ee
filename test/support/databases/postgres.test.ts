import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { findPostgres } from '../../../setup/postgres.ts'
import { startPostgres, whyNoPostgres } from './postgres.ts'

describe('a PostgreSQL for tests', { skip: await whyNoPostgres() }, () => {
  it('gives each file its own database, copied from the prepared template', async () => {
    await using postgres = await startPostgres({
      prepare: async (url) => {
        sql(url, 'create table bells (name text)')
      },
    })
    await using first = await postgres.createDatabase()
    await using second = await postgres.createDatabase()
    sql(first.url, "insert into bells values ('Great Paul')")
    assert.equal(sql(first.url, 'select count(*) from bells'), '1')
    assert.equal(sql(second.url, 'select count(*) from bells'), '0')
  })

  it('is gone when disposed of, even with connected clients', async () => {
    const postgres = await startPostgres()
    const { url } = await postgres.createDatabase()
    await postgres[Symbol.asyncDispose]()
    assert.throws(() => sql(url, 'select 1'), /refused/)
  })

  it('leaves nothing running when its preparation fails', async () => {
    let url = ''
    const failing = startPostgres({
      prepare: (template) => {
        url = template
        return Promise.reject(new Error('no such migration'))
      },
    })
    await assert.rejects(failing, /no such migration/)
    assert.throws(() => sql(url, 'select 1'), /refused/)
  })

  it('lets nobody in without the password', async () => {
    await using postgres = await startPostgres()
    const stranger = new URL(postgres.url)
    stranger.password = 'guess'
    assert.throws(() => sql(stranger.href, 'select 1'), /password authentication failed/)
  })
})

function sql(url: string, statement: string): string {
  const psql = join(findPostgres() ?? '', 'psql')
  assert.ok(existsSync(psql))
  return execFileSync(psql, ['-X', '-At', '-d', url, '-c', statement], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()
}
