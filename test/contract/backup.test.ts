// belfry backup, in a process of its own beside a Belfry that is sending, and belfry restore.

import assert from 'node:assert/strict'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { run } from '../../packages/server/src/cli/run.ts'
import { createBelfry } from '../../packages/server/src/index.ts'
import { startCommand, type Ended } from '../support/belfry/belfry-command.ts'
import { broadcastStage } from '../support/belfry/broadcast-stage.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'
import { holdPushService } from '../support/push-services/hold-push-service.ts'
import { until } from '../support/time/until.ts'

const PEOPLE = 700
const HELD_AFTER = 200

function temporaryFolder(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'belfry-backup-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) }
}

/** A command in this process. */
async function belfry(env: Record<string, string>, ...args: string[]): Promise<Ended> {
  const said = { out: '', err: '' }
  const terminal = {
    env: { PATH: process.env['PATH'], ...env },
    out: (text: string) => void (said.out += text),
    err: (text: string) => void (said.err += text),
  }
  return { code: await run(args, terminal, new AbortController().signal), ...said }
}

function testBackup(name: string, empty: () => Promise<{ old?: string; fresh?: string }>): void {
  test(`on ${name}, a backup in the middle of a broadcast is restored, and reaches everybody`, async (t) => {
    const { old, fresh } = await empty()
    using folder = temporaryFolder()
    const file = join(folder.path, 'belfry.backup')
    await using service = await startPushService()
    await using stage = await broadcastStage(service, old)
    const people = await stage.subscribe(PEOPLE, 'large')
    const held = holdPushService(service, { after: HELD_AFTER })
    const first = await stage.send('large')
    await held.holding
    await until(async () => (await stage.get(first)).progress.sent > 0, t.signal)

    const { data } = stage.options
    const of = (address: string | undefined) => (address === undefined ? {} : { DATABASE_URL: address })
    const backup = await startCommand(of(old), 'backup', file, '--data', data).ended
    assert.equal(backup.code, 0, backup.err)
    assert.match(backup.out, /1 private VAPID keys, encrypted under the master key \S+, which is not in it/)
    assert.ok(backup.out.includes(join(data, 'secrets.json')), backup.out)
    assert.equal(statSync(file).mode & 0o777, 0o600)
    const { secret } = JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as { secret: string }
    assert.ok(!readFileSync(file).includes(secret))

    held.release()
    await until(async () => (await stage.get(first)).state === 'done', t.signal)
    await stage.belfry.close()

    const elsewhere = join(folder.path, 'elsewhere')
    mkdirSync(elsewhere, { mode: 0o700 })
    const before = await belfry(of(fresh), 'restore', file, '--data', elsewhere)
    assert.equal(before.code, 0, before.err)
    assert.match(before.out, /Next: put the secrets\.json/)
    copyFileSync(join(data, 'secrets.json'), join(elsewhere, 'secrets.json'))
    const again = await belfry(of(fresh), 'restore', file, '--data', elsewhere)
    assert.equal(again.code, 1)
    assert.match(again.err, /^belfry: target-not-empty: /)

    const address = fresh ?? join(elsewhere, 'belfry.db')
    await using restored = await createBelfry({ ...stage.options, data: elsewhere, database: address })
    const { id } = await restored.notify({ to: { topic: 'large' }, title: 'After the disaster' })
    const state = async (of: string) => {
      const request = new Request(`https://example.com/v1/notifications/${of}`, {
        headers: { authorization: `Bearer ${stage.apiKey}` },
      })
      return ((await (await restored.fetch(request)).json()) as { state: string }).state
    }
    await until(async () => (await state(id)) === 'done' && (await state(first)) === 'done', t.signal)
    for (const { id: subscription } of people) {
      const titles = service.messages(subscription).map(({ text }) => titleOf(text ?? ''))
      assert.equal(titles.filter((title) => title === 'After the disaster').length, 1)
      // What was sent after the backup is sent again: browsers show it once.
      assert.ok(titles.includes('large'))
    }
  })
}

function titleOf(text: string): string {
  return (JSON.parse(text) as { notification: { title: string } }).notification.title
}

describe('belfry backup and restore', { timeout: 180_000 }, async () => {
  testBackup('SQLite', async () => ({}))

  const skip = await whyNoPostgres()
  if (skip === false) {
    const postgres = await startPostgres()
    after(() => postgres[Symbol.asyncDispose]())
    testBackup('PostgreSQL', async () => ({
      old: (await postgres.createDatabase()).url,
      fresh: (await postgres.createDatabase()).url,
    }))
  } else {
    test('on PostgreSQL', { skip }, () => undefined)
  }

  test('refuse, in one line, what would overwrite or restore nothing', async () => {
    using folder = temporaryFolder()
    const data = join(folder.path, 'data')
    const file = join(folder.path, 'belfry.backup')
    const refused = async (code: string, ...args: string[]) => {
      const { code: exit, err } = await belfry({ BELFRY_DATA: data }, ...args)
      assert.equal(exit, 1, err)
      assert.match(err, new RegExp(`^belfry: ${code}: [^\\n]+\\n$`))
    }
    await refused('store-missing', 'backup', file)
    await using site = await createBelfry({ data, url: 'https://example.com', log: 'silent', work: false })
    await site.close()
    assert.equal((await belfry({ BELFRY_DATA: data }, 'backup', file)).code, 0)
    await refused('backup-exists', 'backup', file)
    await refused('file-not-writable', 'backup', join(folder.path, 'nowhere', 'belfry.backup'))
    await refused('target-not-empty', 'restore', file)
    await refused('backup-missing', 'restore', join(folder.path, 'other'))

    const other = ['--data', join(folder.path, 'other-data')]
    writeFileSync(join(folder.path, 'text'), 'no backup')
    await refused('backup-damaged', 'restore', join(folder.path, 'text'), ...other)
    const { code, err } = await belfry({ DATABASE_URL: 'postgres://localhost/none' }, 'restore', file, ...other)
    assert.deepEqual([code, err.split(': ')[1]], [1, 'backup-of-other-database'])
    const half = join(folder.path, 'half')
    copyFileSync(file, half)
    truncateSync(half, statSync(file).size / 2)
    await refused('backup-damaged', 'restore', half, ...other)
    // Nothing of it is left behind, so the whole one can be restored there; under another master key it is of no use.
    const wrong = { BELFRY_SECRET: 'x'.repeat(40) }
    const restored = await belfry(wrong, 'restore', file, ...other)
    assert.equal(restored.code, 1)
    assert.match(restored.err, /^belfry: BELFRY_DATA: the private VAPID key \S+ .* under the master key [^\n]+\n$/)
  })
})
