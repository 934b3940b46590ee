import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { generateVapidKeys, vapidKeyId } from '@belfry/web-push'
import { openSqlite, type SqliteDatabase } from '../database/open-sqlite.ts'
import { findSiteOfApiKey } from './api-key.ts'
import { contactSubject } from './contact-subject.ts'
import { establishSite } from './establish-site.ts'
import { findActiveVapidKey, findVapidKey } from './vapid-key-store.ts'

let folder: string
let database: SqliteDatabase
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'belfry-sites-'))
  database = await openSqlite(join(folder, 'belfry.db'))
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

const [first, second] = [generateVapidKeys().publicKey, generateVapidKeys().publicKey]
const settings = {
  id: 'default',
  url: 'https://example.com/',
  origins: ['https://example.com'],
  contact: 'mailto:ops@example.com',
  publicKeys: [first],
  apiKey: 'belfry_one',
}
const nothing = { url: null, origins: [], contact: null }

describe('establishSite', () => {
  test('keeps what the settings do not say', async () => {
    await establishSite(database, settings, 1)
    const { site } = await establishSite(database, { ...settings, ...nothing }, 2)
    assert.deepEqual(site, {
      id: 'default',
      name: 'default',
      url: 'https://example.com/',
      origins: ['https://example.com'],
      contact: 'mailto:ops@example.com',
    })
  })

  test('changes the active key without forgetting the one before, and never has two', async () => {
    await establishSite(database, settings, 1)
    await establishSite(database, { ...settings, publicKeys: [second, first] }, 2)
    assert.equal((await findActiveVapidKey(database.kysely, 'default'))?.public_key, second)
    assert.equal((await findVapidKey(database.kysely, 'default', vapidKeyId(first)))?.status, 'retiring') // prettier-ignore
    await establishSite(database, { ...settings, publicKeys: [first, second] }, 3)
    assert.equal((await findActiveVapidKey(database.kysely, 'default'))?.public_key, first)
  })

  test('tells how many subscriptions are lost with a private key', async () => {
    await establishSite(database, settings, 1)
    database.raw.exec(`
      insert into belfry_subscribers (site_id, created_at, last_seen_at) values ('default', 1, 1);
      insert into belfry_subscriptions (site_id, subscriber_id, endpoint_hash, endpoint, p256dh, auth, vapid_key_id, push_service, status, created_at, updated_at, last_seen_at)
      values ('default', 1, zeroblob(16), 'https://push.example.com', zeroblob(65), zeroblob(16), '${vapidKeyId(first)}', 'other', 'active', 1, 1, 1)`)
    const missing = await establishSite(database, { ...settings, publicKeys: [second] }, 2)
    assert.deepEqual(missing.orphaned, [{ keyId: vapidKeyId(first), subscriptions: 1 }])
    const found = await establishSite(database, { ...settings, publicKeys: [second, first] }, 3)
    assert.deepEqual(found.orphaned, [])
  })

  test('lets an API key act for its site until it is revoked', async () => {
    await establishSite(database, settings, 1)
    assert.equal(await findSiteOfApiKey(database.kysely, 'belfry_one'), 'default')
    assert.equal(await findSiteOfApiKey(database.kysely, 'belfry_two'), undefined)
    await establishSite(database, { ...settings, apiKey: 'belfry_two' }, 2)
    assert.equal(await findSiteOfApiKey(database.kysely, 'belfry_two'), 'default')
    database.raw.exec('update belfry_api_keys set revoked_at = 3')
    assert.equal(await findSiteOfApiKey(database.kysely, 'belfry_one'), undefined)
  })
})

describe('contactSubject', () => {
  const cases: [string, { contact: string | null; url: string | null }, string][] = [
    ['is the contact', { contact: 'mailto:ops@example.com', url: 'https://example.com/' }, 'mailto:ops@example.com'],
    ['is the address of the site when there is no contact', { contact: null, url: 'https://example.com/shop' }, 'https://example.com'],
    ['is never localhost, which Apple refuses', { contact: null, url: 'http://localhost:8030/' }, 'mailto:contact-not-set@example.com'],
    ['is never missing', { contact: null, url: null }, 'mailto:contact-not-set@example.com'],
  ] // prettier-ignore
  for (const [sentence, site, expected] of cases) {
    test(sentence, () => assert.equal(contactSubject(site), expected))
  }
})
