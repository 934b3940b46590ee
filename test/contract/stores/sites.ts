import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Database, Queries } from '../../../packages/server/src/database/database.ts'
import { apiKeyId, insertApiKey, updateApiKey } from '../../../packages/server/src/keys/api-key-store.ts'
import { blankSite, declareSite, type SiteDeclaration } from '../../../packages/server/src/sites/declare-site.ts'
import { createSiteDirectory } from '../../../packages/server/src/sites/site-directory.ts'
import { findSite, saveSite } from '../../../packages/server/src/sites/site-store.ts'
import { declareTopics } from '../../../packages/server/src/topics/declare-topics.ts'
import { listTopics, saveTopic } from '../../../packages/server/src/topics/topic-store.ts'
import { declaredSite, topicOf } from '../../support/belfry/declared-site.ts'
import type { EmptyDatabase } from '../../support/databases/each-database.ts'
import { settings, topics, withSite } from './site-fixture.ts'

const ENVIRONMENT = { sourceOf: (field: string) => `BELFRY_${field.toUpperCase()}`, releases: () => true }
const GUEST = { ...ENVIRONMENT, releases: () => false }

function declare(database: Database, declaration: Omit<SiteDeclaration, 'id'>, declaring = ENVIRONMENT) {
  return database.transaction((tx) => declareSite(tx, { id: 'default', ...declaration }, declaring, 2000))
}

/** Transactions, and a start's reading of the settings. */
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
    assert.deepEqual(await findSite(database.kysely, 'a'), blankSite('a', 1))
  })

  test('declared settings of a site win and are marked, and the rest stays as in the database', async () => {
    await using harness = await open()
    const { database } = harness
    const made = await declare(database, { url: 'https://example.com/' })
    assert.deepEqual(made.origins, ['https://example.com'])
    assert.deepEqual(made.declared, { url: 'BELFRY_URL' })
    await saveSite(database.kysely, { ...made, contact: 'mailto:ops@example.com' })
    const later = await declare(database, { url: 'https://example.org/' })
    assert.deepEqual([later.contact, later.origins], ['mailto:ops@example.com', ['https://example.org']])
    const own = await declare(database, { origins: ['https://a.example', 'https://b.example'] })
    assert.deepEqual(own.declared, { origins: 'BELFRY_ORIGINS' }, 'the URL is no longer declared, and stays')
    assert.equal(own.url, 'https://example.org/')
    assert.deepEqual(await findSite(database.kysely, 'default'), own)
    const guest = await declare(database, { contact: 'mailto:else@example.com' }, GUEST)
    assert.deepEqual(guest.declared, { origins: 'BELFRY_ORIGINS', contact: 'BELFRY_CONTACT' })
    const moved = await declare(database, { url: 'https://example.net/' })
    assert.deepEqual(moved.origins, ['https://a.example', 'https://b.example'], 'origins that were chosen stay')
  })

  test('a base path that is no longer declared is removed', async () => {
    await using harness = await open()
    const { database } = harness
    assert.equal((await declare(database, { basePath: '/app' })).basePath, '/app')
    assert.equal((await declare(database, {}, GUEST)).basePath, '/app')
    const root = await declare(database, {})
    assert.deepEqual([root.basePath, root.declared], ['', {}])
    await saveSite(database.kysely, { ...root, basePath: '/push' })
    assert.equal((await declare(database, {})).basePath, '/push', 'one that was set over the API stays')
  })

  test('the address that a server guesses yields to any given one', async () => {
    await using harness = await open()
    const { database } = harness
    const first = await declare(database, { fallbackUrl: 'http://localhost:8030/' })
    assert.equal(first.origins.length, 3)
    const second = await declare(database, { fallbackUrl: 'http://localhost:9000/' })
    assert.deepEqual([second.url, second.declared], ['http://localhost:9000/', {}])
    assert.equal(second.origins[0], 'http://localhost:9000')
    await saveSite(database.kysely, { ...second, url: 'https://example.com/' })
    const third = await declare(database, { fallbackUrl: 'http://localhost:9000/' })
    assert.equal(third.url, 'https://example.com/')
  })

  test('topics that are declared are marked, and free again when they are not', async () => {
    await using harness = await withSite(open)
    const { database } = harness
    const { kysely } = database
    const declareIn = (source: string, ...given: Parameters<typeof topicOf>[0][]) =>
      database.transaction((tx) => declareTopics(tx, { siteId: 'default', topics: given.map(topicOf), source }, 2000))
    await saveTopic(kysely, 'default', { ...topicOf({ id: 'own', name: 'Own' }), declared: null, createdAt: 1500 })
    await declareIn('createBelfry', { id: 'blog', name: 'Weblog', default: true }, { id: 'news', name: 'News' })
    await declareIn('createBelfry', { id: 'news', name: 'News' })
    const found = await listTopics(kysely, 'default')
    assert.deepEqual(
      found.map(({ id, name, declared, default: isDefault }) => [id, name, declared, isDefault]),
      [
        ['blog', 'Weblog', null, true],
        ['feedback', 'Feedback', 'a test', false],
        ['news', 'News', 'createBelfry', false],
        ['own', 'Own', null, false],
      ],
    )
  })

  test('many processes that start at once make one site', async () => {
    await using harness = await open()
    const { database } = harness
    await Promise.all(Array.from({ length: 6 }, () => declaredSite(database, settings)))
    const found = await listTopics(database.kysely, 'default')
    assert.deepEqual(
      found.map(({ id }) => id),
      topics.map(({ id }) => id),
    )
  })

  test('the directory shows any change once it has looked, and is stale for at most half a second', async () => {
    await using harness = await withSite(open)
    const { kysely } = harness.database
    let time = 0
    const directory = createSiteDirectory(kysely, { elapsed: () => time })
    const site = await directory.site('default')
    assert.ok(site)
    assert.equal((await directory.topics('default')).length, 2)
    assert.equal(await directory.apiKey('belfry_one'), undefined)
    const version = await directory.refresh()
    await saveSite(kysely, { ...site, name: 'Renamed' })
    const key = {
      siteId: 'default',
      name: 'one',
      reach: 'site',
      scopes: [],
      dates: null,
      addresses: [],
      topics: [],
      expiresAt: null,
      declared: null,
    } as const
    await insertApiKey(kysely, 'belfry_one', key, 1)
    assert.equal((await directory.site('default'))?.name, 'default')
    time += 501
    assert.equal((await directory.site('default'))?.name, 'Renamed')
    assert.equal((await directory.apiKey('belfry_one'))?.name, 'one')
    await updateApiKey(kysely, apiKeyId('belfry_one'), { revoked_at: 3 })
    assert.notEqual(await directory.refresh(), version)
    assert.equal((await directory.apiKey('belfry_one'))?.revokedAt, 3)
    assert.equal(await directory.site('nobody'), undefined)
    await saveTopic(kysely, 'default', { ...topicOf({ id: 'x', name: 'X' }), declared: null, createdAt: 1 })
    await directory.refresh()
    assert.equal((await directory.topics('default')).length, 3)
    await kysely.updateTable('belfry_vapid_keys').set({ status: 'retired' }).execute()
    await directory.refresh()
    assert.deepEqual(new Set((await directory.vapidKeys('default')).map(({ status }) => status)), new Set(['retired']))
  })

  test('the version changes with every change, and not when a key is used', async () => {
    await using harness = await withSite(open)
    const { kysely } = harness.database
    const version = async () =>
      (await kysely.selectFrom('belfry_setup').select('version').executeTakeFirstOrThrow()).version
    const key = {
      siteId: 'default',
      name: 'one',
      reach: 'site',
      scopes: [],
      dates: null,
      addresses: [],
      topics: [],
      expiresAt: null,
      declared: null,
    } as const
    await insertApiKey(kysely, 'belfry_one', key, 1)
    const changes = [
      () => kysely.updateTable('belfry_sites').set({ name: 'x' }).execute(),
      () => kysely.updateTable('belfry_topics').set({ name: 'x' }).execute(),
      () => kysely.updateTable('belfry_vapid_keys').set({ status: 'retired' }).execute(),
      () => kysely.updateTable('belfry_api_keys').set({ revoked_at: 1 }).execute(),
      () => kysely.deleteFrom('belfry_topics').execute(),
      () => kysely.deleteFrom('belfry_api_keys').execute(),
    ]
    for (const change of changes) {
      const before = await version()
      await change()
      assert.ok((await version()) > before, change.toString())
    }
    await insertApiKey(kysely, 'belfry_two', key, 1)
    const before = await version()
    await kysely.updateTable('belfry_api_keys').set({ last_used_at: 5 }).execute()
    assert.equal(await version(), before)
  })
}
