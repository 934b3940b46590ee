import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { eraseSubscriber } from '../../packages/server/src/erasures/erase-subscriber.ts'
import { onEachDatabase, type EmptyDatabase } from '../support/databases/each-database.ts'
import { keys, withSite } from './stores/site-fixture.ts'

// Erasing a person, on every database.
await onEachDatabase('erasing', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    test('erases a person and the notifications only for them, and nothing of anybody else', async () => {
      await using stand = await people(open)
      const { database } = stand
      assert.deepEqual(await eraseSubscriber(database, 'default', 'ada'), { subscriptions: 2, notifications: 1 })
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
      assert.equal((await eraseSubscriber(stand.database, 'default', 'ada'))?.notifications, 2)
    })

    test('finds nobody under another id, on another site, or twice', async () => {
      await using stand = await people(open)
      for (const id of ['lin', 'Ada', '%', '']) {
        assert.equal(await eraseSubscriber(stand.database, 'default', id), undefined, id)
      }
      assert.equal(await eraseSubscriber(stand.database, 'other', 'ada'), undefined)
      assert.ok(await eraseSubscriber(stand.database, 'default', 'ada'))
      assert.equal(await eraseSubscriber(stand.database, 'default', 'ada'), undefined)
    })
  })
})

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
