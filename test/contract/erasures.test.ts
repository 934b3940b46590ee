import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { describe, test } from 'node:test'
import type { Database } from '../../packages/server/src/database/database.ts'
import { eraseSubscriber } from '../../packages/server/src/erasures/erase-subscriber.ts'
import { refuseRevoked } from '../../packages/server/src/subscribers/revoked-tokens.ts'
import { onEachDatabase, type EmptyDatabase } from '../support/databases/each-database.ts'
import { personEverywhere, serverKey, type PersonEverywhere } from '../support/databases/person-everywhere.ts'
import { tablesOf, textOf } from '../support/databases/tables-of.ts'
import { keys, withSite } from './stores/site-fixture.ts'

// Erasing a person, on every database.
await onEachDatabase('erasing', (on, open) => {
  describe(on, { timeout: 180_000 }, () => {
    test('erases a person and the notifications only for them, and nothing of anybody else', async () => {
      await using stand = await people(open)
      const { database } = stand
      assert.deepEqual(await erase(database, 'ada'), { subscriptions: 2, notifications: 1 })
      assert.deepEqual(await stand.all(), {
        people: ['grace', null],
        subscriptions: 2,
        audiences: ['{"all":true}', '{"subscriber":"grace"}', '{"subscribers":["grace"]}', '{"topic":"blog"}'],
        deliveries: 8,
      })
    })

    test('erases a list that named only this person', async () => {
      await using stand = await people(open)
      await stand.notify({ subscribers: ['ada'] })
      assert.equal((await erase(stand.database, 'ada'))?.notifications, 2)
    })

    test('finds nobody under another id, on another site, or twice', async () => {
      await using stand = await people(open)
      for (const id of ['lin', 'Ada', '%', '']) {
        assert.equal(await erase(stand.database, id), undefined, id)
      }
      assert.equal(await erase(stand.database, 'ada', 'other'), undefined)
      assert.ok(await erase(stand.database, 'ada'))
      assert.equal(await erase(stand.database, 'ada'), undefined)
    })

    test('leaves nothing of the person in any table, and in no file of SQLite', async () => {
      await using harness = await withSite(open)
      const { database } = harness
      const [ben, ada, eve] = ['ben', 'ada', 'eve'].map((name) => `${name}-${randomBytes(8).toString('hex')}`)
      const others = [await personEverywhere(database, ben!, 1)]
      await crowd(database)
      const person = await personEverywhere(database, ada!, 2)
      await crowd(database)
      others.push(await personEverywhere(database, eve!, 3))
      const looked = { ...person, database }
      assert.ok((await foundIn(looked)).length > 5, 'the search finds what is there')
      assert.deepEqual(await erase(database, person.id), { subscriptions: 1, notifications: 3 })
      assert.deepEqual(await foundIn(looked), [])
      for (const other of others)
        assert.ok((await foundIn({ ...other, database })).length > 5, 'others are still there')
    })

    test('a token from before the erasure brings nobody back, a newer one does', async () => {
      await using harness = await withSite(open)
      const { database } = harness
      const ada = await personEverywhere(database, 'ada', 1)
      await erase(database, 'ada')
      const identity = (iat: number | undefined) => ({
        site: 'default',
        subscriber: 'ada',
        topics: [],
        exp: 7200,
        ...(iat === undefined ? {} : { iat }),
      })
      for (const iat of [undefined, 99]) {
        await assert.rejects(refuseRevoked(database.kysely, 'default', identity(iat), serverKey), {
          code: 'identity-revoked',
        })
      }
      assert.equal(await refuseRevoked(database.kysely, 'default', identity(100), serverKey), undefined)
      const back = await personEverywhere(database, 'ben', 2)
      assert.notEqual(back.browser.endpoint, ada.browser.endpoint)
      await refuseRevoked(database.kysely, 'default', { ...identity(1), subscriber: 'ben' }, serverKey)
      // After a year no such token is valid any more, and the mark goes with the next erasure.
      await eraseSubscriber(database, { siteId: 'default', externalId: 'ben', key: serverKey }, 400 * 86_400_000)
      assert.equal(await refuseRevoked(database.kysely, 'default', identity(99), serverKey), undefined)
    })
  })
})

function erase(database: Database, externalId: string, siteId = 'default') {
  return eraseSubscriber(database, { siteId, externalId, key: serverKey }, 100_000)
}

/** So many that pages of the tables and of their indexes split, and rows move. */
async function crowd({ kysely }: Database): Promise<void> {
  const vapid = await kysely.selectFrom('belfry_vapid_keys').select('id').executeTakeFirstOrThrow()
  const times = { created_at: 1, last_seen_at: 1 }
  const names = Array.from({ length: 400 }, () => randomBytes(12).toString('hex'))
  const people = await kysely
    .insertInto('belfry_subscribers')
    .values(names.map((name) => ({ site_id: 'default', external_id: name, locale: null, time_zone: null, ...times })))
    .returning('id')
    .execute()
  const rows = people.map(({ id }) => ({
    site_id: 'default',
    subscriber_id: id,
    endpoint: `https://fcm.googleapis.com/fcm/send/${randomBytes(60).toString('hex')}`,
    endpoint_hash: randomBytes(16),
    vapid_key_id: vapid.id,
    push_service: 'fcm',
    p256dh: Buffer.from(keys[1].publicKey, 'base64url'),
    auth: randomBytes(16),
    status: 'active' as const,
    updated_at: 1,
    ...times,
  }))
  await kysely.insertInto('belfry_subscriptions').values(rows).execute()
}

/** Where anything of a person is: the tables, and on SQLite the files. */
async function foundIn({ database, words, bytes }: PersonEverywhere & { database: Database }): Promise<string[]> {
  const found: string[] = []
  const hex = bytes.map((one) => one.toString('hex'))
  for (const { name } of await tablesOf(database)) {
    const text = await textOf(database, name)
    if ([...words, ...hex].some((word) => text.includes(word))) found.push(name)
  }
  if (database.dialect === 'sqlite') {
    const needles = [...words.map((word) => Buffer.from(word)), ...bytes]
    for (const file of [database.address, `${database.address}-wal`, `${database.address}-shm`]) {
      const content = await readFile(file)
      if (needles.some((needle) => content.includes(needle))) found.push(file)
    }
  }
  return found
}

/** Ada with two browsers, Grace and somebody anonymous with one each, and a notification of each kind for them. */
async function people(open: () => Promise<EmptyDatabase>) {
  const harness = await withSite(open)
  const { kysely } = harness.database
  const vapid = await kysely.selectFrom('belfry_vapid_keys').select('id').executeTakeFirstOrThrow()
  const subscriptions: number[] = []
  for (const [external_id, count] of [
    ['ada', 2],
    ['grace', 1],
    [null, 1],
  ] as const) {
    const person = { site_id: 'default', external_id, locale: null, time_zone: null, created_at: 1, last_seen_at: 1 }
    const { id: subscriber_id } = await kysely
      .insertInto('belfry_subscribers')
      .values(person)
      .returning('id')
      .executeTakeFirstOrThrow()
    for (let n = 0; n < count; n += 1) {
      const endpoint = `https://fcm.googleapis.com/fcm/send/${randomBytes(8).toString('hex')}`
      const { id } = await kysely
        .insertInto('belfry_subscriptions')
        .values({
          site_id: 'default',
          subscriber_id,
          endpoint,
          vapid_key_id: vapid.id,
          push_service: 'fcm',
          endpoint_hash: createHash('sha256').update(endpoint).digest().subarray(0, 16),
          p256dh: Buffer.from(keys[1].publicKey, 'base64url'),
          auth: randomBytes(16),
          status: 'active',
          created_at: 1,
          updated_at: 1,
          last_seen_at: 1,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      subscriptions.push(id)
    }
  }

  const day = Math.floor(Date.now() / 86_400_000)
  let count = 0
  const notify = async (to: object) => {
    count += 1
    const number = day * 10_000_000_000 + count // within this week's partition of PostgreSQL
    await kysely
      .insertInto('belfry_notifications')
      .values({
        number,
        id: `n${count}`,
        site_id: 'default',
        request_hash: randomBytes(32),
        audience: JSON.stringify(to),
        content: '{"title":"secret"}',
        payload: '{}',
        urgency: 'normal',
        privacy: 'full',
        lane: 'bulk',
        state: 'done',
        created_at: 1,
        expires_at: 2,
      })
      .execute()
    const outcomes = subscriptions.map((subscription) => {
      const at = Date.now()
      return { notification: number, subscription, outcome: 'accepted', reason: null, status: 201, attempts: 1, at }
    })
    await kysely.insertInto('belfry_deliveries').values(outcomes.slice(0, 4)).execute()
  }
  for (const to of [
    { all: true },
    { topic: 'blog' },
    { subscriber: 'ada' },
    { subscriber: 'grace' },
    { subscribers: ['ada', 'grace'] },
  ]) {
    await notify(to)
  }

  return {
    database: harness.database,
    notify,
    async all() {
      const subscribers = await kysely.selectFrom('belfry_subscribers').select('external_id').orderBy('id').execute()
      const notifications = await kysely.selectFrom('belfry_notifications').select('audience').execute()
      const left = await kysely.selectFrom('belfry_subscriptions').select('id').execute()
      const deliveries = await kysely.selectFrom('belfry_deliveries').select('subscription').execute()
      return {
        people: subscribers.map(({ external_id }) => external_id),
        subscriptions: left.length,
        audiences: notifications.map(({ audience }) => audience).toSorted(),
        deliveries: deliveries.length,
      }
    },
    [Symbol.asyncDispose]: () => harness[Symbol.asyncDispose](),
  }
}
