import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { generateVapidKeys, vapidKeyId, type VapidKeys } from '@belfry/web-push'
import { createBelfry, type Belfry, type BelfryOptions } from '../index.ts'

const API_KEY = `belfry_${'k'.repeat(43)}`
const [pair, older] = [generateVapidKeys(), generateVapidKeys()]

let data: string
let logged: string[]
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'belfry-upgrade-'))
  logged = []
})
afterEach(() => rmSync(data, { recursive: true }))

const secrets = () => join(data, 'secrets.json')
const note = (fields: object, message: string) => void logged.push(JSON.stringify({ message, ...fields }))
const start = (options: Partial<BelfryOptions> = {}) =>
  createBelfry({
    data,
    url: 'https://example.com',
    log: { debug: note, info: note, warn: note, error: note },
    ...options,
  })

function edit(...statements: string[]): void {
  using db = new DatabaseSync(join(data, 'belfry.db'))
  for (const statement of statements) db.exec(statement)
}

/** Leaves the folder as an earlier version would: private halves and API key in secrets.json only. */
async function asBefore(pairs: readonly VapidKeys[] = [pair, older]): Promise<void> {
  await (await start({ secrets: { apiKey: API_KEY, vapidPrivateKey: pair.privateKey } })).close()
  const { secret } = JSON.parse(readFileSync(secrets(), 'utf8')) as { secret: string }
  writeFileSync(secrets(), JSON.stringify({ advice: 'x', version: 1, secret, vapid: pairs, apiKey: API_KEY }))
  edit(
    'update belfry_vapid_keys set private_key = null, master_key_id = null, declared = null',
    `insert into belfry_vapid_keys (id, site_id, public_key, status, created_at)
     values ('${vapidKeyId(older.publicKey)}', 'default', '${older.publicKey}', 'retiring', 1)`,
    `update belfry_api_keys set declared = 'secrets.json'`,
  )
}

async function keyOf(belfry: Belfry): Promise<string> {
  const response = await belfry.fetch(new Request('https://example.com/b/default/config'))
  return ((await response.json()) as { vapidKey: { publicKey: string } }).vapidKey.publicKey
}

const statusWith = async (belfry: Belfry, apiKey: string) =>
  (await belfry.fetch(new Request('https://example.com/v1/jobs', { headers: { authorization: `Bearer ${apiKey}` } })))
    .status

describe('a store of an earlier version', () => {
  test('starts unchanged, and its private keys move into the database', async () => {
    await asBefore()
    {
      await using belfry = await start()
      assert.equal(await keyOf(belfry), pair.publicKey)
      assert.equal(await statusWith(belfry, API_KEY), 200)
    }
    const text = readFileSync(secrets(), 'utf8')
    const database = readFileSync(join(data, 'belfry.db'))
    for (const { privateKey } of [pair, older]) {
      assert.ok(!text.includes(privateKey))
      assert.ok(!database.includes(privateKey) && !database.includes(Buffer.from(privateKey, 'base64url')))
    }
    assert.match(logged.join(), /moved the VAPID keys from secrets\.json into the database/)
    await using again = await start()
    assert.equal(await keyOf(again), pair.publicKey)
    assert.equal(logged.filter((line) => line.includes('moved the VAPID')).length, 1)
  })

  test('starts again when it was killed between the database and the file', async () => {
    await asBefore()
    const before = readFileSync(secrets())
    await (await start()).close()
    writeFileSync(secrets(), before)
    await using belfry = await start()
    assert.equal(await keyOf(belfry), pair.publicKey)
    assert.ok(!readFileSync(secrets(), 'utf8').includes(pair.privateKey))
  })

  test('ends the API keys that were replaced before, which still worked', async () => {
    await asBefore()
    edit(
      `insert into belfry_api_keys (id, site_id, name, prefix, hash, created_at, declared)
       values ('old', 'default', 'first', 'belfry_old', x'00', 1, 'secrets.json')`,
    )
    await (await start()).close()
    using reader = new DatabaseSync(join(data, 'belfry.db'))
    const rows = reader.prepare('select id from belfry_api_keys where revoked_at is not null').all()
    assert.deepEqual(
      rows.map((row) => row['id']),
      ['old'],
    )
  })
})

describe('a database whose secrets.json is lost', () => {
  test('is refused before anything is made anew, and starts with the file from a backup', async () => {
    await (await start()).close()
    const backup = readFileSync(secrets())
    rmSync(secrets())
    await assert.rejects(start(), { code: 'secrets-elsewhere', message: /restore it from a backup/ })
    assert.throws(() => readFileSync(secrets()), { code: 'ENOENT' })
    writeFileSync(secrets(), JSON.stringify({ ...JSON.parse(String(backup)), secret: 'x'.repeat(43) }))
    await assert.rejects(start(), { code: 'master-key-wrong' })
    writeFileSync(secrets(), backup)
    await (await start()).close()
  })
})

describe('an API key', () => {
  test('that is replaced in secrets.json or in the options stops working at the next start', async () => {
    const [one, two] = ['a'.repeat(40), 'b'.repeat(40)]
    const works = async (secret: BelfryOptions['secrets'], ...keys: string[]) => {
      await using belfry = await start(secret ? { secrets: secret } : {})
      return Promise.all(keys.map((key) => statusWith(belfry, key)))
    }
    assert.deepEqual(await works({ apiKey: one }, one), [200])
    assert.deepEqual(await works({ apiKey: two }, one, two), [401, 200])
    await works(undefined)
    const file = JSON.parse(readFileSync(secrets(), 'utf8')) as { apiKey: string }
    writeFileSync(secrets(), JSON.stringify({ ...file, apiKey: 'c'.repeat(40) }))
    assert.deepEqual(await works(undefined, file.apiKey, two, 'c'.repeat(40)), [401, 401, 200])
    assert.match(logged.join(), /an API key has stopped working/)
  })
})
