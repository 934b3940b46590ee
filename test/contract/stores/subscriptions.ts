import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import type { Database } from '../../../packages/server/src/database/database.ts'
import type { Refusal } from '../../../packages/server/src/refusals/refusal.ts'
import type { Identity } from '../../../packages/server/src/subscribers/identity.ts'
import {
  establishSubscriber,
  insertAnonymous,
  noteSeen,
  removeIfAbandoned,
} from '../../../packages/server/src/subscribers/subscriber-store.ts'
import { registerSubscription } from '../../../packages/server/src/subscriptions/register-subscription.ts'
import { subscribeSchema } from '../../../packages/server/src/subscriptions/schema.ts'
import { countSubscribed } from '../../../packages/server/src/subscriptions/subscription-metrics.ts'
import { countActive, findSubscription } from '../../../packages/server/src/subscriptions/subscription-store.ts'
import { unsubscribe } from '../../../packages/server/src/subscriptions/unsubscribe.ts'
import {
  inheritPreferences,
  listEnabledTopics,
  savePreference,
} from '../../../packages/server/src/topics/preference-store.ts'
import { browserSubscription } from '../../support/belfry/temporary-belfry.ts'
import type { EmptyDatabase } from '../../support/databases/each-database.ts'
import { withSite } from './site-fixture.ts'

/** Subscribers, their preferences, and their browsers. */
export function testSubscriptions(open: () => Promise<EmptyDatabase>): void {
  test('preferences are kept and inherited, a subscriber is one by its id', async () => {
    await using harness = await withSite(open)
    const db = harness.database.kysely
    const visitor = await insertAnonymous(db, 'default', 1000)
    const ada = await establishSubscriber(db, 'default', 'ada', 1000)
    assert.deepEqual(await establishSubscriber(db, 'default', 'ada', 2000), ada)
    assert.equal(typeof ada.id, 'number')
    const choice = { siteId: 'default', subscriberId: visitor.id, enabled: true, granted: false }
    await savePreference(db, { ...choice, topicId: 'blog' }, 1000)
    await savePreference(db, { ...choice, topicId: 'feedback' }, 1000)
    await inheritPreferences(db, 'default', visitor.id, ada.id)
    assert.deepEqual(await listEnabledTopics(db, 'default', ada.id), ['blog'])
    await noteSeen(db, ada.id, { locale: 'de', timeZone: undefined, now: 3000 })
    await removeIfAbandoned(db, visitor.id)
    await removeIfAbandoned(db, ada.id)
    const left = await db.selectFrom('belfry_subscribers').selectAll().execute()
    assert.deepEqual(
      left.map((row) => ({ ...row })),
      [
        {
          id: ada.id,
          site_id: 'default',
          external_id: 'ada',
          locale: 'de',
          time_zone: null,
          created_at: 1000,
          last_seen_at: 3000,
          tokens_since: null,
        },
      ],
    )
  })

  test('active subscriptions are counted page by page, those of one subscriber together', async () => {
    await using harness = await withSite(open)
    const { database } = harness
    const { register, happened } = registrar(database)
    const identity = (subscriber: string): Identity => ({ site: 'default', subscriber, topics: [], exp: 9e9 })
    for (const subscriber of ['ada', 'ada', 'ada', 'bob', 'eve', 'eve']) {
      await register(browserSubscription(), identity(subscriber))
    }
    const left = browserSubscription()
    await register(left)
    for (const atOnce of [1, 2, 3, 10_000]) {
      assert.equal(await countSubscribed(database, { site: 'default', atOnce }), 7, `${atOnce} at once`)
    }
    await unsubscribe(database, happened.events, { siteId: 'default', endpoint: left.endpoint }, 5000)
    assert.equal(await countSubscribed(database, { site: 'default', atOnce: 2 }), 6)
    assert.equal(await countSubscribed(database, { site: 'nowhere', atOnce: 2 }), 0)
  })

  test('a subscription is created, refreshed, moved with proof only, replaced and unsubscribed', async () => {
    await using harness = await withSite(open)
    const { database } = harness
    const { register, happened } = registrar(database)
    const browser = browserSubscription()
    const first = await register(browser, undefined, { topics: ['blog'] })
    assert.deepEqual([first.created, first.topics], [true, ['blog']])
    const again = await register(browser)
    assert.equal(again.created, false)
    const ada: Identity = { site: 'default', subscriber: 'ada', topics: ['feedback'], exp: 9e9 }
    const moved = await register(browser, ada, { topics: ['feedback'] })
    assert.deepEqual(moved.topics, ['blog', 'feedback'])
    const thief = { ...browser, keys: browserSubscription().keys }
    await assert.rejects(
      register(thief, { ...ada, subscriber: 'eve' }),
      (error: Refusal) => error.code === 'endpoint-owned',
    )
    const next = browserSubscription()
    await register(next, undefined, {
      previous: { endpoint: browser.endpoint, handle: moved.handle },
    })
    const old = await findSubscription(database.kysely, 'default', hashOf(browser.endpoint))
    assert.deepEqual([old?.status, old?.reason], ['retired', 'replaced'])
    assert.ok(old?.p256dh instanceof Uint8Array)
    const kept = await findSubscription(database.kysely, 'default', hashOf(next.endpoint))
    assert.equal(kept?.subscriber_id, old.subscriber_id)
    assert.equal(await countActive(database.kysely, 'default', old.subscriber_id), 1)
    const dismissed = await register(next, { ...ada, topics: [] })
    assert.deepEqual(dismissed.topics, ['blog'])
    const gone = { siteId: 'default', endpoint: next.endpoint }
    await unsubscribe(database, happened.events, gone, 5000)
    await unsubscribe(database, happened.events, gone, 6000)
    assert.deepEqual(happened.names, [
      'subscribed',
      'refreshed',
      'refreshed',
      'moved',
      'replaced',
      'subscribed',
      'topicsTakenBack',
      'refreshed',
      'unsubscribed',
    ])
  })

  test('an anonymous subscription is not taken over by its endpoint: its keys stay, no handle is given', async () => {
    await using harness = await withSite(open)
    const { register } = registrar(harness.database)
    const browser = browserSubscription()
    await register(browser, undefined, { topics: ['blog'] })
    const stored = () => findSubscription(harness.database.kysely, 'default', hashOf(browser.endpoint))
    const before = await stored()
    const thief = { ...browser, keys: browserSubscription().keys }
    const eve: Identity = { site: 'default', subscriber: 'eve', topics: [], exp: 9e9 }
    for (const identity of [undefined, null, eve]) {
      await assert.rejects(register(thief, identity), (error: Refusal) => error.code === 'endpoint-owned')
    }
    assert.deepEqual(await stored(), before)
    assert.equal((await register(browser)).created, false)
  })

  test('a handle is of one owner: the one before does not get what the next one has in that browser', async () => {
    await using harness = await withSite(open)
    const { database } = harness
    const { register, happened } = registrar(database)
    const ownerOf = async ({ endpoint }: { endpoint: string }) =>
      (await findSubscription(database.kysely, 'default', hashOf(endpoint)))?.subscriber_id
    const taken = async (previous: { endpoint: string; handle: string }) => {
      const elsewhere = browserSubscription()
      await register(elsewhere, undefined, { previous })
      return ownerOf(elsewhere)
    }
    const ada: Identity = { site: 'default', subscriber: 'ada', topics: [], exp: 9e9 }
    const shared = browserSubscription()
    const visitor = await register(shared)
    const hers = await register(shared, ada)
    assert.notEqual(hers.handle, visitor.handle)
    assert.equal((await register(shared, ada)).handle, hers.handle, 'the same for the same owner')
    const adaId = await ownerOf(shared)
    assert.notEqual(await taken({ endpoint: shared.endpoint, handle: visitor.handle }), adaId)

    // It ends with the subscription, when a person has ended it.
    for (const reason of [undefined, 'signed-out'] as const) {
      const browser = browserSubscription()
      const { handle } = await register(browser, ada)
      await unsubscribe(database, happened.events, { siteId: 'default', endpoint: browser.endpoint, reason }, 5000)
      assert.notEqual(await taken({ endpoint: browser.endpoint, handle }), adaId, String(reason))
    }
    // The push service has ended it, or the answer to the first attempt was lost: the browser goes on.
    for (const reason of ['gone', 'replaced'] as const) {
      const browser = browserSubscription()
      const { handle } = await register(browser, ada)
      const retired = { status: 'retired', reason } as const
      const hash = hashOf(browser.endpoint)
      await database.kysely.updateTable('belfry_subscriptions').set(retired).where('endpoint_hash', '=', hash).execute()
      assert.equal(await taken({ endpoint: browser.endpoint, handle }), adaId, reason)
    }
  })

  test('a browser that registers many times at once is one subscription', async () => {
    await using harness = await withSite(open)
    const { database } = harness
    const { register, happened } = registrar(database)
    const browser = browserSubscription()
    await Promise.all(Array.from({ length: 8 }, () => register(browser, undefined, { topics: ['blog'] })))
    const rows = await database.kysely.selectFrom('belfry_subscriptions').select('id').execute()
    assert.equal(rows.length, 1)
    const owners = await database.kysely.selectFrom('belfry_subscribers').select('id').execute()
    assert.equal(owners.length, 1)
    assert.equal(happened.names.length, 8)
    assert.equal(happened.names.filter((name) => name === 'subscribed').length, 1)
  })
}

function registrar(database: Database) {
  const names: string[] = []
  const note = (name: string) => () => void names.push(name)
  const events = {
    subscribed: note('subscribed'),
    refreshed: note('refreshed'),
    moved: note('moved'),
    replaced: note('replaced'),
    unsubscribed: note('unsubscribed'),
    ended: note('ended'),
    topicsTakenBack: note('topicsTakenBack'),
  }
  const rules = { allow: [], handleKey: randomBytes(32), subscriptionsPerSubscriber: 10 }
  return {
    happened: { names, events },
    register: (
      browser: { endpoint: string; keys: { p256dh: string; auth: string } },
      identity?: Identity | null,
      more: object = {},
    ) => {
      const input = subscribeSchema.parse({ ...browser, ...more })
      return registerSubscription(database, events, rules, { siteId: 'default', input, identity }, 4000)
    },
  }
}

function hashOf(endpoint: string): Uint8Array {
  return createHash('sha256').update(endpoint).digest().subarray(0, 16)
}
