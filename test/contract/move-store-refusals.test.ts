import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, test } from 'node:test'
import { openPostgres } from '../../packages/server/src/database/open-postgres.ts'
import { belfry, moveStages } from '../support/belfry/move-stage.ts'
import { whyNoPostgres } from '../support/databases/postgres.ts'

describe(
  'belfry migrate-store refuses, in one line and with exit code 1,',
  { skip: await whyNoPostgres(), timeout: 120_000 },
  () => {
    const stages = moveStages()
    after(() => stages[Symbol.asyncDispose]())

    test('a source that is no store', async () => {
      await using s = await stages.make()
      const from = async (path: string) => {
        const { code, err } = await belfry(['migrate-store', '--from', path, '--to', s.url])
        assert.equal(code, 1, path)
        return err
      }
      assert.match(await from('/nowhere'), /^belfry: source-missing: [^\n]+\n$/)
      assert.match(await from(s.data), /^belfry: source-missing: [^\n]+\n$/)
      const text = join(s.data, 'notes.txt')
      writeFileSync(text, 'Not a database at all. '.repeat(100))
      assert.match(await from(text), /^belfry: source-missing: [^\n]+\n$/)
      const strange = join(s.data, 'strange.db')
      {
        using db = new DatabaseSync(strange)
        db.exec('create table comments (text text)')
      }
      const before = readFileSync(strange)
      assert.match(await from(strange), /^belfry: source-missing: [^\n]+no tables of Belfry[^\n]+\n$/)
      assert.deepEqual(readFileSync(strange), before)
      const abandoned = await belfry(['migrate-store', '--from', strange, '--abandon'])
      assert.deepEqual([abandoned.code, abandoned.out], [1, ''])
      assert.match(abandoned.err, /^belfry: source-missing: [^\n]+\n$/)
      const none = await belfry(['migrate-store', '--to', s.url])
      assert.equal(none.code, 1)
      assert.match(none.err, /^belfry: --from: [^\n]+\n$/)
    })

    test('a source that a process has open, even one that only accepts', async () => {
      await using s = await stages.make()
      const running = await s.embedded()
      assert.match((await s.move()).err, /^belfry: source-in-use: [^\n]+\n$/)
      await running.close()
      const accepting = await s.embedded({ work: false })
      assert.match((await s.move()).err, /^belfry: source-in-use: [^\n]+\n$/)
      assert.match((await s.move('--abandon')).err, /^belfry: source-in-use: [^\n]+\n$/)
      await accepting.notify({ to: { topic: 'blog' }, title: 'Accepted meanwhile' })
      await accepting.close()
      assert.equal((await s.move()).code, 0)
    })

    test('a target that is no database, is in use or is not empty', async () => {
      await using s = await stages.make()
      await (await s.embedded()).close()
      const to = (url: string) => belfry(['migrate-store', '--from', s.data, '--to', url])
      const wrong = await to('mysql://x')
      assert.equal(wrong.code, 1)
      assert.match(wrong.err, /^belfry: --to: must be a URL[^\n]+\n$/)
      const away = await to('postgres://x:secret@127.0.0.1:1/x')
      assert.equal(away.code, 1)
      assert.match(away.err, /^belfry: --to: [^\n]+cannot be used[^\n]+\n$/)
      assert.doesNotMatch(away.err, /secret@/)
      await (await openPostgres(s.url)).close()
      await s.sql("insert into belfry.sites values ('other', 'x', null, '[]', null, 1)")
      const full = await s.move()
      assert.equal(full.code, 1)
      assert.match(full.err, /^belfry: target-not-empty: [^\n]+belfry\.sites[^\n]+\n$/)
      await s.sql('delete from belfry.sites')
      const database = await openPostgres(s.url)
      await database.pool.query('select 1')
      const used = await s.move()
      await database.close()
      assert.equal(used.code, 1)
      assert.match(used.err, /^belfry: target-in-use: [^\n]+\n$/)
      assert.equal((await s.move()).code, 0)
    })
  },
)
