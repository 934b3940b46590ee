import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { declaredSite, masterKey, masterKeys } from '#test/belfry/declared-site'
import { openDatabase } from '../database/open-database.ts'
import { createMasterKeys } from '../keys/master-keys.ts'
import { reencryptPairs } from '../keys/reencrypt-pairs.ts'
import { USUAL_PACE } from '../pace/pace.ts'
import { createLogger } from '../telemetry/logger.ts'
import { createLiveSetUp } from './live-set-up.ts'

test('a process goes on with the keys it knows when they are encrypted under an unknown master key', async () => {
  await using opened = await emptyStore()
  const { database } = opened
  const log = createLogger('silent')
  await declaredSite(database, { id: 'default', contact: 'mailto:one@example.com' })
  const live = createLiveSetUp(database.kysely, masterKeys, log)
  const { keys: before } = await live.read()
  assert.equal(before.length, 1)

  const next = createMasterKeys([randomBytes(32), masterKey])
  await reencryptPairs(database.kysely, next)
  await declaredSite(database, { id: 'default', contact: 'mailto:two@example.com', pairs: [] })
  assert.deepEqual(
    (await live.read()).keys.map(({ privateKey, subject }) => [privateKey, subject]),
    [[before[0]?.privateKey, 'mailto:two@example.com']],
  )
  assert.deepEqual(
    (await createLiveSetUp(database.kysely, masterKeys, log).read()).keys,
    [],
    'one that starts knows none',
  )
  assert.equal((await createLiveSetUp(database.kysely, next, log).read()).keys.length, 1)
})

test('the ceilings of sites and where their pages find them are read with it', async () => {
  await using opened = await emptyStore()
  const { database } = opened
  const live = createLiveSetUp(database.kysely, masterKeys, createLogger('silent'))
  await declaredSite(database, { id: 'default' })
  await declaredSite(database, { id: 'shop', basePath: '/push', limits: { maxPerMinute: 60, maxSubscriptions: null } })
  assert.equal(live.basePathOf('shop'), undefined)
  assert.deepEqual((await live.read()).ceilings, { shop: 60 })
  assert.deepEqual((await live.read()).paces, {})
  assert.deepEqual(
    [live.basePathOf('shop'), live.basePathOf('default'), live.basePathOf('x')],
    ['/push', '', undefined],
  )
})

test('the caps of sites and of their topics are read with it', async () => {
  await using opened = await emptyStore()
  const { database } = opened
  const live = createLiveSetUp(database.kysely, masterKeys, createLogger('silent'))
  const slow = { ...USUAL_PACE, perWeek: 2 }
  await declaredSite(database, { id: 'default', pace: USUAL_PACE, topics: [{ id: 'blog', name: 'Blog' }] })
  await declaredSite(database, { id: 'shop', topics: [{ id: 'deals', name: 'Deals', pace: slow }] })
  assert.deepEqual((await live.read()).paces, {
    default: { site: USUAL_PACE, topics: {} },
    shop: { site: null, topics: { deals: slow } },
  })
})

async function emptyStore() {
  const folder = mkdtempSync(join(tmpdir(), 'belfry-live-'))
  const database = await openDatabase(join(folder, 'belfry.db'))
  return {
    database,
    async [Symbol.asyncDispose]() {
      await database.close()
      rmSync(folder, { recursive: true })
    },
  }
}
