import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import type { Database } from '../../../packages/server/src/database/database.ts'
import { identityKey, signIdentity, type Identity } from '../../../packages/server/src/subscribers/identity.ts'
import { findCaller } from '../../../packages/server/src/subscriptions/find-caller.ts'
import { endDevices, listDevices } from '../../../packages/server/src/subscriptions/devices.ts'
import { registerSubscription } from '../../../packages/server/src/subscriptions/register-subscription.ts'
import { signOutEverywhere, takeBackGrants } from '../../../packages/server/src/subscriptions/sign-out-everywhere.ts'
import { subscribeSchema } from '../../../packages/server/src/subscriptions/schema.ts'
import { findSubscription } from '../../../packages/server/src/subscriptions/subscription-store.ts'
import { browserSubscription } from '../../support/belfry/temporary-belfry.ts'
import type { EmptyDatabase } from '../../support/databases/each-database.ts'
import { withSite } from './site-fixture.ts'

/** Devices are ended by their owner and by the site, and do not come back by themselves. */
export function testSignOut(open: () => Promise<EmptyDatabase>): void {
  test('a person who is signed out everywhere has no device, and a token from before lets none in', async () => {
    await using harness = await withSite(open)
    const s = standOf(harness.database)
    const [phone, laptop, bens] = [browserSubscription(), browserSubscription(), browserSubscription()]
    await s.register(phone, s.token('ada', 1000), { topics: ['blog'] })
    await s.register(laptop, s.token('ada', 1000))
    await s.register(bens, s.token('ben', 1000))
    const ada = { siteId: 'default', externalId: 'ada' }
    assert.deepEqual(await signOutEverywhere(harness.database, s.events, ada, 5000_000), { subscriptions: 2 })
    assert.deepEqual(await signOutEverywhere(harness.database, s.events, ada, 5000_000), { subscriptions: 0 })
    assert.deepEqual(await s.stateOf(phone), ['retired', 'ended'])
    assert.deepEqual(await s.stateOf(bens), ['active', null])
    assert.deepEqual(s.ended, [2])

    for (const old of [s.token('ada', 1000), s.token('ada', undefined), s.token('ada', 4999)]) {
      await assert.rejects(s.register(phone, old), { code: 'identity-revoked' })
      await assert.rejects(s.caller(old), { code: 'identity-revoked' })
    }
    // A page that is still open on the lost phone, or its worker, registers anew without a token.
    await s.register(phone)
    assert.notEqual(await s.ownerOf(phone), await s.ownerOf(laptop), 'not as that person')
    await s.register(laptop, s.token('ada', 5000))
    assert.deepEqual(await s.stateOf(laptop), ['active', null])
    await s.register(bens, s.token('ben', 1000))
  })

  test('nobody has subscribed yet under a name: its tokens from before are refused all the same', async () => {
    await using harness = await withSite(open)
    const s = standOf(harness.database)
    const eve = { siteId: 'default', externalId: 'eve' }
    assert.deepEqual(await signOutEverywhere(harness.database, s.events, eve, 5000_000), { subscriptions: 0 })
    await assert.rejects(s.register(browserSubscription(), s.token('eve', 1000)), { code: 'identity-revoked' })
  })

  test('granted topics are taken back at once, and a token from before brings none back', async () => {
    await using harness = await withSite(open)
    const s = standOf(harness.database)
    const phone = browserSubscription()
    const on = { topics: ['blog', 'feedback'] }
    assert.deepEqual(await s.register(phone, s.token('ada', 1000, ['feedback']), on), ['blog', 'feedback'])
    const ada = { siteId: 'default', externalId: 'ada' }
    assert.deepEqual(await takeBackGrants(harness.database, s.events, ada, 5000_000), { topics: ['feedback'] })
    assert.deepEqual(await s.stateOf(phone), ['active', null])
    await assert.rejects(s.register(phone, s.token('ada', 1000, ['feedback']), on), { code: 'identity-revoked' })
    assert.deepEqual(await s.register(phone, s.token('ada', 5000)), ['blog'])
  })

  test('a person sees their devices, and ends one, or all but this one', async () => {
    await using harness = await withSite(open)
    const s = standOf(harness.database)
    const browsers = [browserSubscription(), browserSubscription(), browserSubscription()] as const
    for (const browser of browsers) await s.register(browser, s.token('ada', 1000))
    const bens = browserSubscription()
    await s.register(bens, s.token('ben', 1000))
    const caller = await s.caller(s.token('ada', 1000))
    const devices = await listDevices(harness.database, 'default', caller)
    assert.deepEqual(new Set(devices.map(({ id }) => id)), new Set(browsers.map(idOf)))
    assert.ok(devices.every((device) => !('endpoint' in device) && !device.isThis))
    const here = { ...caller, subscription: await s.rowOf(browsers[0]) }
    const isThis = (await listDevices(harness.database, 'default', here)).filter((device) => device.isThis)
    assert.deepEqual(
      isThis.map(({ id }) => id),
      [idOf(browsers[0])],
    )
    const end = (which: { id: string } | { others: true }, by = here) =>
      endDevices(harness.database, s.events, { siteId: 'default', caller: by, which }, 6000)
    assert.equal(await end({ id: idOf(bens) }), 0, 'somebody else’s')
    assert.equal(await end({ id: idOf(browsers[1]) }), 1)
    assert.equal(await end({ id: idOf(browsers[1]) }), 0)
    assert.equal(await end({ others: true }), 1)
    assert.deepEqual(await s.stateOf(browsers[0]), ['active', null])
    assert.deepEqual(await s.stateOf(browsers[2]), ['retired', 'ended'])
    assert.deepEqual(await s.stateOf(bens), ['active', null])
  })
}

function standOf(database: Database) {
  const none = () => undefined
  const ended: number[] = []
  const events = {
    subscribed: none,
    refreshed: none,
    moved: none,
    replaced: none,
    unsubscribed: none,
    ended: ({ subscriptions }: { subscriptions: number }) => void ended.push(subscriptions),
    topicsTakenBack: none,
  }
  const rules = { allow: [], handleKey: randomBytes(32), subscriptionsPerSubscriber: 10 }
  const key = identityKey('a secret', 'default')
  const stored = async ({ endpoint }: Browser) => {
    const hash = createHash('sha256').update(endpoint).digest().subarray(0, 16)
    return (await findSubscription(database.kysely, 'default', hash))!
  }
  return {
    events,
    ended,
    token: (subscriber: string, iat: number | undefined, topics: string[] = []): Identity => {
      const exp = 7200 // seconds
      return { site: 'default', subscriber, topics, exp, ...(iat === undefined ? {} : { iat }) }
    },
    register: async (browser: Browser, identity?: Identity, more: object = {}) => {
      const request = { siteId: 'default', input: subscribeSchema.parse({ ...browser, ...more }), identity }
      return (await registerSubscription(database, events, rules, request, 5500_000)).topics
    },
    caller: (identity: Identity) =>
      findCaller(
        database,
        { site: 'default', identity: signIdentity(identity, key) },
        { handleKey: rules.handleKey, identityKeyOf: () => key, now: () => 5500_000 },
      ),
    stateOf: async (browser: Browser) => {
      const { status, reason } = await stored(browser)
      return [status, reason]
    },
    ownerOf: async (browser: Browser) => (await stored(browser)).subscriber_id,
    rowOf: async (browser: Browser) => (await stored(browser)).id,
  }
}

type Browser = ReturnType<typeof browserSubscription>

function idOf({ endpoint }: Browser): string {
  return createHash('sha256').update(endpoint).digest().subarray(0, 16).toString('base64url')
}
