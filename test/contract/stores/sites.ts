import assert from 'node:assert/strict'
import { test } from 'node:test'
import { vapidKeyId } from '@belfry/web-push'
import type { Queries } from '../../../packages/server/src/database/database.ts'
import { findSiteOfApiKey } from '../../../packages/server/src/sites/api-key.ts'
import { establishSite } from '../../../packages/server/src/sites/establish-site.ts'
import { findSite } from '../../../packages/server/src/sites/site-store.ts'
import {
  findActiveVapidKey,
  findVapidKey,
} from '../../../packages/server/src/sites/vapid-key-store.ts'
import { declareTopics } from '../../../packages/server/src/topics/declare-topics.ts'
import { listTopics } from '../../../packages/server/src/topics/topic-store.ts'
import type { EmptyDatabase } from '../../support/each-database.ts'
import { keys, settings, withSite, topics } from './site-fixture.ts'

/** Transactions, and what a start makes of the settings. */
export function testSites(open: () => Promise<EmptyDatabase>): void {
  test('a transaction that rejects leaves nothing, one that resolves leaves everything', async () => {
    await using harness = await open()
    const { database } = harness
    const insert = (tx: Queries) =>
      tx
        .insertInto('belfry_sites')
        .values({ id: 'a', name: 'a', url: null, origins: '[]', contact: null, created_at: 1 })
        .execute()
    await assert.rejects(
      database.transaction(async (tx) => {
        await insert(tx)
        throw new Error('no')
      }),
      /no/,
    )
    assert.equal(await findSite(database.kysely, 'a'), undefined)
    await database.transaction(insert)
    assert.deepEqual(await findSite(database.kysely, 'a'), {
      id: 'a',
      name: 'a',
      url: null,
      origins: [],
      contact: null,
    })
  })

  test('a site is made once and follows its settings, with its keys and its API key', async () => {
    await using harness = await withSite(open)
    const { database } = harness
    const rotated = { ...settings, publicKeys: [keys[1].publicKey, keys[0].publicKey] }
    const { site, orphaned } = await establishSite(
      database,
      { ...rotated, url: null, origins: [] },
      2000,
    )
    assert.equal(site.url, 'https://example.com/')
    assert.deepEqual(orphaned, [])
    const active = await findActiveVapidKey(database.kysely, 'default')
    assert.equal(active?.public_key, keys[1].publicKey)
    const old = await findVapidKey(database.kysely, 'default', vapidKeyId(keys[0].publicKey))
    assert.equal(old?.status, 'retiring')
    assert.equal(await findSiteOfApiKey(database.kysely, settings.apiKey), 'default')
    assert.equal(await findSiteOfApiKey(database.kysely, 'belfry_x'), undefined)
  })

  test('many processes that start at once make one site', async () => {
    await using harness = await open()
    const { database } = harness
    await Promise.all(Array.from({ length: 6 }, () => establishSite(database, settings, 1000)))
    await Promise.all(
      Array.from({ length: 6 }, () => declareTopics(database, 'default', topics, 1000)),
    )
    assert.deepEqual(await listTopics(database.kysely, 'default'), topics)
  })
}
