import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { generateVapidKeys, vapidKeyId } from '@belfry/web-push'
import { openDatabase } from '../../packages/server/src/database/open-database.ts'
import { createBelfry } from '../../packages/server/src/index.ts'
import { createMasterKeys, masterKeyId } from '../../packages/server/src/keys/master-keys.ts'
import { openPair, sealPair } from '../../packages/server/src/keys/vapid-pair.ts'
import { insertVapidKey, listVapidKeyRows } from '../../packages/server/src/keys/vapid-key-store.ts'
import { startCommand } from '../support/belfry/belfry-command.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'

// Enough that the command is still running after its first output.
const PAIRS = 400

describe('belfry keys reencrypt, on SQLite', { timeout: 120_000 }, () => killed())

describe('belfry keys reencrypt, on PostgreSQL', { skip: await whyNoPostgres(), timeout: 120_000 }, () =>
  killed(startPostgres),
)

function killed(startDatabase?: typeof startPostgres): void {
  test('killed in the middle loses no key, and continues when it is run again', async () => {
    const data = mkdtempSync(join(tmpdir(), 'belfry-reencrypt-'))
    await using postgres = await startDatabase?.()
    try {
      await kill(data, (await postgres?.createDatabase())?.url)
    } finally {
      rmSync(data, { recursive: true })
    }
  })
}

async function kill(data: string, url?: string): Promise<void> {
  const [old, next] = [randomBytes(32), randomBytes(32)]
  const options = { data, ...(url !== undefined && { database: url }), log: 'error', work: false } as const
  await (await createBelfry({ ...options, secrets: { masterKey: old.toString('hex') } })).close()
  const pairs = new Map(
    Array.from({ length: PAIRS }, generateVapidKeys).map((pair) => [vapidKeyId(pair.publicKey), pair]),
  )
  const database = await openDatabase(url ?? join(data, 'belfry.db'))
  await using _ = { [Symbol.asyncDispose]: () => database.close() }
  await database.transaction(async (tx) => {
    for (const [id, pair] of pairs) {
      const sealed = sealPair(pair, createMasterKeys([old]))
      const { publicKey } = pair
      await insertVapidKey(tx, { id, siteId: 'default', publicKey, status: 'retired', sealed }, 1)
    }
  })
  /** The number of pairs under the new key, after opening each with the key that its row names. */
  const underNext = async () => {
    const rows = await listVapidKeyRows(database.kysely)
    assert.equal(rows.length, PAIRS + 1)
    const both = createMasterKeys([next, old])
    for (const row of rows) {
      const opened = openPair(row, both)
      assert.ok(opened !== undefined && opened === (pairs.get(row.id)?.privateKey ?? opened), row.id)
    }
    return rows.filter((row) => row.master_key_id === masterKeyId(next)).length
  }
  const env = {
    BELFRY_DATA: data,
    ...(url !== undefined && { DATABASE_URL: url }),
    BELFRY_MASTER_KEY: next.toString('base64'),
  }
  const withOld = { ...env, BELFRY_OLD_MASTER_KEYS: old.toString('hex') }

  const alone = await startCommand(env, 'keys', 'reencrypt').ended
  assert.equal(alone.code, 1)
  assert.match(
    alone.err,
    new RegExp(`^belfry: master-key-wrong: .* the master key ${masterKeyId(old)} in BELFRY_OLD_M`),
  )
  assert.equal(await underNext(), 0)

  const command = startCommand(withOld, 'keys', 'reencrypt')
  assert.match(await command.spoken, /^\S+ of the site default: under the master key \S+ now, not \S+\n/)
  command.kill()
  assert.equal((await command.ended).code, null)
  const done = await underNext()
  assert.ok(done > 0 && done <= PAIRS, `${done} of ${PAIRS + 1}: killed in the middle`)

  const again = await startCommand(withOld, 'keys', 'reencrypt', '--json').ended
  assert.equal(again.code, 0, again.err)
  const { reencrypted, current, unreadable } = JSON.parse(again.out)
  assert.deepEqual([reencrypted.length, current, unreadable], [PAIRS + 1 - done, done, []])
  assert.equal(await underNext(), PAIRS + 1)

  const finished = await startCommand(env, 'keys', 'reencrypt').ended
  assert.equal(finished.code, 0, 'no old key is needed any more')
  assert.match(finished.out, /^0 private keys in .* encrypted anew, 401 were under \S+ already\.\nNo other master key/)
}
