import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { generateVapidKeys, vapidKeyId, type VapidKeys } from '@belfry/web-push'
import type { Database } from '../../../packages/server/src/database/database.ts'
import { watchApiKeyUse } from '../../../packages/server/src/keys/api-key-use.ts'
import { apiKeyId, findApiKey, updateApiKey } from '../../../packages/server/src/keys/api-key-store.ts'
import { establishApiKey } from '../../../packages/server/src/keys/establish-api-key.ts'
import { establishVapidKeys, type VapidKeysOfStart } from '../../../packages/server/src/keys/establish-vapid-keys.ts'
import { createMasterKeys } from '../../../packages/server/src/keys/master-keys.ts'
import { reencryptPairs } from '../../../packages/server/src/keys/reencrypt-pairs.ts'
import { loadSigningPairs, refuseWrongMasterKey } from '../../../packages/server/src/keys/signing-pairs.ts'
import { listVapidKeyRows, saveSealed } from '../../../packages/server/src/keys/vapid-key-store.ts'
import { declaredSite, masterKey, masterKeys } from '../../support/belfry/declared-site.ts'
import type { EmptyDatabase } from '../../support/databases/each-database.ts'
import { keys, withSite } from './site-fixture.ts'

function establish(database: Database, start: Partial<VapidKeysOfStart> = {}) {
  const whole = { siteId: 'default', masterKeys, keepsKeys: false, generate: generateVapidKeys, ...start }
  return database.transaction((tx) => establishVapidKeys(tx, whole, 2000))
}

async function statuses({ kysely }: Database): Promise<Record<string, string>> {
  return Object.fromEntries((await listVapidKeyRows(kysely)).map(({ public_key, status }) => [public_key, status]))
}

/** As an earlier version left it: the public halves only. */
async function forgetPrivateHalves({ kysely }: Database): Promise<void> {
  await kysely
    .updateTable('belfry_vapid_keys')
    .set({ private_key: null, master_key_id: null, declared: null })
    .execute()
}

const declared = (pair: VapidKeys) => ({ pair, source: 'BELFRY_VAPID_PRIVATE_KEY' })

/** VAPID pairs and API keys as a start finds and leaves them. */
export function testKeys(open: () => Promise<EmptyDatabase>): void {
  test('a pair is encrypted in the database, and opens with its master key only', async () => {
    await using harness = await withSite(open)
    const { database } = harness
    const [row] = await listVapidKeyRows(database.kysely)
    const { privateKey } = keys[0]
    assert.ok(!Buffer.from(row?.private_key ?? []).includes(Buffer.from(privateKey, 'base64url')))
    const { pairs } = await loadSigningPairs(database.kysely, masterKeys)
    assert.deepEqual(
      pairs.map((pair) => pair.privateKey),
      [privateKey],
    )
    const other = createMasterKeys([randomBytes(32)])
    assert.equal((await loadSigningPairs(database.kysely, other)).unreadable.length, 1)
    await assert.rejects(refuseWrongMasterKey(database.kysely, other), { code: 'master-key-wrong' })
    await refuseWrongMasterKey(database.kysely, masterKeys)
    await database.kysely
      .updateTable('belfry_vapid_keys')
      .set({ private_key: randomBytes(61) })
      .execute()
    await assert.rejects(refuseWrongMasterKey(database.kysely, masterKeys), /is damaged/)
  })

  test('private keys are re-encrypted under another master key; those that cannot be opened stay', async () => {
    await using harness = await withSite(open)
    const { database } = harness
    await declaredSite(database, { id: 'shop' })
    const keyId = vapidKeyId(keys[0].publicKey)
    const [known, elsewhere] = [randomBytes(32), createMasterKeys([randomBytes(32)])]
    await reencryptPairs(database.kysely, createMasterKeys([known, masterKey]))
    const next = createMasterKeys([randomBytes(32), known])
    const [, shop] = await listVapidKeyRows(database.kysely)
    const lost = elsewhere.seal(randomBytes(32), 'vapid key of nobody')
    await saveSealed(database.kysely, shop?.id ?? '', lost)
    const before = await loadSigningPairs(database.kysely, createMasterKeys([known]))
    const told: string[] = []
    const first = await reencryptPairs(database.kysely, next, ({ id }) => void told.push(id))
    assert.deepEqual(
      [first.reencrypted.map(({ id }) => id), first.current, first.unreadable.map(({ id }) => id)],
      [[keyId], 0, [shop?.id]],
    )
    assert.deepEqual(told, [keyId])
    const onlyNext = await loadSigningPairs(database.kysely, next)
    assert.deepEqual(onlyNext.pairs, before.pairs)
    assert.deepEqual((await reencryptPairs(database.kysely, next)).current, 1)
    const row = (await listVapidKeyRows(database.kysely)).find(({ id }) => id === shop?.id)
    assert.deepEqual(Buffer.from(row?.private_key ?? []), Buffer.from(lost.sealed))
  })

  test('pairs of an earlier version move in from secrets.json, and again after a crash', async () => {
    await using harness = await withSite(open)
    const { database } = harness
    await forgetPrivateHalves(database)
    for (const _ of ['first', 'again']) {
      await establish(database, { kept: [keys[0], keys[1]], keepsKeys: true })
      assert.deepEqual(await statuses(database), { [keys[0].publicKey]: 'active', [keys[1].publicKey]: 'retiring' })
      assert.equal((await loadSigningPairs(database.kysely, masterKeys)).pairs.length, 2)
    }
    const restored = generateVapidKeys()
    await establish(database, { kept: [restored] })
    assert.equal((await statuses(database))[restored.publicKey], 'retiring', 'an old file brings back no old pair')
  })

  test('a declared pair becomes the active one, and stays when it is no longer declared', async () => {
    await using harness = await withSite(open)
    const { database } = harness
    await establish(database, { declared: declared(keys[1]) })
    const now = { [keys[0].publicKey]: 'retiring', [keys[1].publicKey]: 'active' }
    assert.deepEqual(await statuses(database), now)
    const marks = new Map((await listVapidKeyRows(database.kysely)).map((row) => [row.public_key, row.declared]))
    assert.equal(marks.get(keys[0].publicKey), null)
    assert.equal(marks.get(keys[1].publicKey), 'BELFRY_VAPID_PRIVATE_KEY')
    await establish(database)
    assert.deepEqual(await statuses(database), now)
    await establish(database, { declared: declared(keys[0]) })
    assert.equal((await statuses(database))[keys[0].publicKey], 'active')
  })

  test('a missing private half is a refusal, and not a new pair', async () => {
    await using harness = await withSite(open)
    const { database } = harness
    await forgetPrivateHalves(database)
    const before = await statuses(database)
    await assert.rejects(establish(database), { code: 'secrets-elsewhere' })
    await assert.rejects(establish(database, { kept: [keys[1]], keepsKeys: true }), { code: 'secrets-elsewhere' })
    assert.deepEqual(await statuses(database), before)
    await establish(database, { declared: declared(keys[1]) })
    assert.equal((await statuses(database))[keys[1].publicKey], 'active', 'a pair given on purpose becomes active')
  })

  test('each site has its own pairs', async () => {
    await using harness = await withSite(open)
    const { database } = harness
    await declaredSite(database, { id: 'shop' })
    assert.equal((await listVapidKeyRows(database.kysely, 'shop')).length, 1)
    await assert.rejects(establish(database, { siteId: 'shop', declared: declared(keys[0]) }), {
      code: 'vapid-key-taken',
    })
  })

  test('an API key that is replaced where it is declared stops working, until it is declared again', async () => {
    await using harness = await withSite(open)
    const { database } = harness
    const declare = (apiKey: string, source: string, isShared = false) =>
      database.transaction((tx) => establishApiKey(tx, { siteId: 'default', apiKey, source, isShared }, 2000))
    const revokedAt = async (apiKey: string) =>
      (await findApiKey(database.kysely, 'default', apiKeyId(apiKey)))?.revokedAt
    await declare('belfry_one', 'secrets.json a')
    const { replaced } = await declare('belfry_two', 'secrets.json a')
    assert.deepEqual(
      replaced.map(({ id }) => id),
      [apiKeyId('belfry_one')],
    )
    assert.deepEqual([await revokedAt('belfry_one'), await revokedAt('belfry_two')], [2000, null])
    await declare('belfry_one', 'secrets.json a')
    assert.deepEqual([await revokedAt('belfry_one'), await revokedAt('belfry_two')], [null, 2000])

    await declare('belfry_three', 'secrets.json b', true)
    assert.equal(await revokedAt('belfry_one'), null, 'another machine may have declared it')
    await declare('belfry_four', 'BELFRY_API_KEY')
    assert.deepEqual([await revokedAt('belfry_one'), await revokedAt('belfry_three')], [2000, 2000])

    await updateApiKey(database.kysely, apiKeyId('belfry_four'), { revoked_at: 3, revoked_because: 'asked' })
    assert.equal((await declare('belfry_four', 'BELFRY_API_KEY')).revoked, true)
    assert.equal(await revokedAt('belfry_four'), 3, 'a key that a person revoked stays revoked')
  })

  test('the last use of a key is recorded later, and never set back', async () => {
    await using harness = await withSite(open)
    const { database } = harness
    await database.transaction((tx) =>
      establishApiKey(tx, { siteId: 'default', apiKey: 'belfry_one', source: 'x', isShared: false }, 1),
    )
    const id = apiKeyId('belfry_one')
    const lastUsed = async () => (await findApiKey(database.kysely, 'default', id))?.lastUsedAt
    {
      await using use = watchApiKeyUse(database, () => 7000)
      use.note(id)
      assert.equal(await lastUsed(), null)
    }
    assert.equal(await lastUsed(), 7000)
    {
      await using use = watchApiKeyUse(database, () => 6000)
      use.note(id)
    }
    assert.equal(await lastUsed(), 7000)
  })
}
