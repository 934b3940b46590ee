// Marks in the charts: people write and delete them, and Belfry adds its own.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { noteDeploy } from '../../packages/server/src/annotations/note-deploy.ts'
import { noticeBrowsers } from '../../packages/server/src/annotations/noticing/notice-browsers.ts'
import type { OpenedDatabase } from '../../packages/server/src/database/open-database.ts'
import { VERSION } from '../../packages/server/src/version.ts'
import { onEachBelfry } from '../support/belfry/each-belfry.ts'
import { onEachDatabase } from '../support/databases/each-database.ts'

let made = 0

await onEachBelfry('annotations', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    test('are written, listed by time and deleted, and say what cannot be', async () => {
      await using place = await open({})
      const made = await place.ask('POST', '/v1/annotations', {
        text: ' A new front page ',
        at: '2026-03-01T10:00:00+01:00',
      })
      assert.equal(made.status, 201)
      assert.deepEqual(
        [made.body.at, made.body.text, made.body.kind, made.body.isOfSite],
        ['2026-03-01T09:00:00.000Z', 'A new front page', 'own', true],
      )
      await place.ask('POST', '/v1/annotations', { text: 'Later', at: '2026-04-01T00:00:00Z' })
      const march = await place.ask('GET', '/v1/annotations?from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z')
      assert.deepEqual(march.body.annotations, [made.body])
      const all = (await place.ask('GET', '/v1/annotations')).body.annotations
      assert.deepEqual(
        all.map(({ text }: { text: string }) => text),
        ['A new front page', 'Later', `Belfry ${VERSION}`],
      )
      const [, , deploy] = all
      assert.equal(deploy.isOfSite, false)
      assert.equal((await place.ask('DELETE', `/v1/annotations/${encodeURIComponent(deploy.id)}`)).status, 404)
      assert.equal((await place.ask('DELETE', `/v1/annotations/${made.body.id}`)).status, 200)
      assert.equal((await place.ask('DELETE', `/v1/annotations/${made.body.id}`)).body.code, 'annotation-not-found')
      for (const body of [{}, { text: '' }, { text: 'x'.repeat(201) }, { text: 'a', at: 'soon' }, { text: 'a\0b' }]) {
        assert.equal((await place.ask('POST', '/v1/annotations', body)).status, 400)
      }
      assert.equal((await place.ask('GET', '/v1/annotations?from=yesterday')).status, 400)
    })

    test('mark the rotation of the VAPID pair', async () => {
      await using place = await open({})
      const { body } = await place.ask('POST', '/v1/vapid-keys', {})
      const { annotations } = (await place.ask('GET', '/v1/annotations')).body
      const [rotation] = annotations.filter(({ kind }: { kind: string }) => kind === 'key-rotation')
      assert.equal(rotation.text, body.id)
    })
  })
})

await onEachDatabase('automatic annotations', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    test('a start with another version makes a mark, and one with the same makes none', async () => {
      await using place = await open()
      const { database } = place
      await noteDeploy(database, '1.0.0', 1000)
      await noteDeploy(database, '1.0.0', 9_000_000)
      await noteDeploy(database, '1.1.0', 10_000_000)
      await noteDeploy(database, '1.0.0', 20_000_000)
      assert.deepEqual(await marksOf(database), ['Belfry 1.0.0', 'Belfry 1.1.0', 'Belfry 1.0.0'])
    })

    test('a browser’s next version is marked once three have it, and what was there before is not', async () => {
      await using place = await open()
      const { database } = place
      const chore = noticeBrowsers(database as never)
      const look = () => chore.run(AbortSignal.timeout(20_000))
      await prepare(database)
      await subscribe(database, 'Chrome', '149', 5)
      await subscribe(database, 'Firefox', '158', 2)
      await look()
      assert.deepEqual(await marksOf(database), [], 'the first look learns')
      await subscribe(database, 'Chrome', '150', 2)
      await subscribe(database, 'Chrome', '149', 4)
      await look()
      assert.deepEqual(await marksOf(database), [], 'two may be wrong')
      await subscribe(database, 'Chrome', '150', 1)
      await subscribe(database, 'Chrome', '148', 9)
      await subscribe(database, 'Chrome', '99999999', 9)
      await subscribe(database, 'Somebody’s own', '7', 9)
      await subscribe(database, 'Firefox', '158', 9)
      await look()
      assert.deepEqual(await marksOf(database), ['Chrome 150'])
      await look()
      await subscribe(database, 'Firefox', '159', 3)
      await look()
      assert.deepEqual(await marksOf(database), ['Chrome 150', 'Firefox 159'])
    })
  })
})

async function marksOf({ kysely }: OpenedDatabase): Promise<string[]> {
  const rows = await kysely.selectFrom('belfry_annotations').select('text').orderBy('at').execute()
  return rows.map(({ text }) => text)
}

async function prepare({ kysely }: OpenedDatabase): Promise<void> {
  const site = { id: 'default', name: 'Default', url: null, origins: '[]', contact: null, created_at: 0 }
  await kysely.insertInto('belfry_sites').values(site).execute()
  const key = { id: 'key', site_id: 'default', public_key: 'x', status: 'active', created_at: 0 } as const
  await kysely.insertInto('belfry_vapid_keys').values(key).execute()
  const person = { site_id: 'default', external_id: 'ada', created_at: 0, last_seen_at: 0 }
  await kysely
    .insertInto('belfry_subscribers')
    .values({ id: 1, ...person })
    .execute()
}

async function subscribe({ kysely }: OpenedDatabase, browser: string, version: string, count: number): Promise<void> {
  const rows = Array.from({ length: count }, () => {
    made += 1
    const hash = Buffer.alloc(16)
    hash.writeUInt32BE(made)
    return {
      site_id: 'default',
      subscriber_id: 1,
      endpoint_hash: hash,
      endpoint: `https://push.example/${made}`,
      p256dh: Buffer.alloc(65, 4),
      auth: hash,
      vapid_key_id: 'key',
      push_service: 'fcm',
      status: 'active',
      browser,
      browser_version: version,
      created_at: made,
      updated_at: made,
      last_seen_at: made,
    } as const
  })
  await kysely.insertInto('belfry_subscriptions').values(rows).execute()
}
