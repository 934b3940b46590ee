import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Database } from '../../../packages/server/src/database/database.ts'
import type { Refusal } from '../../../packages/server/src/refusals/refusal.ts'
import { identityKey, signIdentity } from '../../../packages/server/src/subscribers/identity.ts'
import { findCaller, type CallerProof } from '../../../packages/server/src/subscriptions/find-caller.ts'
import { handleKey } from '../../../packages/server/src/subscriptions/handle.ts'
import { registerSubscription } from '../../../packages/server/src/subscriptions/register-subscription.ts'
import { subscribeSchema } from '../../../packages/server/src/subscriptions/schema.ts'
import { unsubscribe } from '../../../packages/server/src/subscriptions/unsubscribe.ts'
import { browserSubscription } from '../../support/belfry/temporary-belfry.ts'
import type { EmptyDatabase } from '../../support/databases/each-database.ts'
import { withSite } from './site-fixture.ts'

const SECRET = 'a secret of this server'
const NOW = 1_800_000_000_000
const keys = {
  handleKey: handleKey(SECRET),
  identityKeyOf: (site: string) => identityKey(SECRET, site),
  now: () => NOW,
}
const rules = { allow: [], handleKey: keys.handleKey, subscriptionsPerSubscriber: 5 }
const events = new Proxy({}, { get: () => () => undefined }) as Parameters<typeof registerSubscription>[1]

const tokenOf = (subscriber: string, topics: string[] = [], exp = NOW / 1000 + 60) =>
  signIdentity({ site: 'default', subscriber, topics, exp }, keys.identityKeyOf('default'))

/** Registers a browser and returns its proof; with `person`, for somebody who is signed in. */
async function register(database: Database, name: string, person?: string) {
  const { endpoint, keys: own } = browserSubscription(name)
  const input = subscribeSchema.parse({ endpoint, keys: own })
  const identity = person === undefined ? undefined : { site: 'default', subscriber: person, topics: [], exp: NOW }
  const { handle } = await registerSubscription(database, events, rules, { siteId: 'default', input, identity }, NOW)
  return { endpoint, handle }
}

/** Who asks from a page. */
export function testCallers(open: () => Promise<EmptyDatabase>): void {
  const find = (database: Database, proof: Omit<CallerProof, 'site'>) =>
    findCaller(database, { site: 'default', ...proof }, keys)
  const refused = (promise: Promise<unknown>, code: string) =>
    assert.rejects(promise, (error) => (error as Refusal).code === code)

  test('a caller is found by the handle of a browser, or by an identity token, which counts for more', async () => {
    await using harness = await withSite(open)
    const { database } = harness
    const visitor = await register(database, 'visitor')
    const ada = await register(database, 'ada-1', 'ada')
    const anonymous = await find(database, visitor)
    assert.deepEqual([anonymous.externalId, anonymous.granted], [null, []])
    assert.equal(typeof anonymous.subscription, 'number')
    const byHandle = await find(database, ada)
    const byToken = await find(database, { identity: tokenOf('ada', ['feedback']) })
    assert.equal(byHandle.externalId, 'ada')
    assert.deepEqual(byToken, {
      subscriber: byHandle.subscriber,
      externalId: 'ada',
      subscription: undefined,
      granted: ['feedback'],
    })
    assert.deepEqual(await find(database, { ...ada, identity: tokenOf('ada') }), byHandle)
    // The browser of somebody else adds nothing, and takes nothing away.
    assert.deepEqual(await find(database, { ...visitor, identity: tokenOf('ada') }), { ...byToken, granted: [] })
    assert.deepEqual(await find(database, { ...visitor, identity: null }), anonymous)
    assert.deepEqual(await find(database, { handle: visitor.handle }), anonymous, 'a handle names its row')
  })

  test('who proves nothing is refused, and so is a handle of another browser or of somebody who has left', async () => {
    await using harness = await withSite(open)
    const { database } = harness
    const [one, two] = [await register(database, 'one'), await register(database, 'two', 'ben')]
    await refused(find(database, {}), 'caller-missing')
    await refused(find(database, { endpoint: one.endpoint }), 'caller-missing')
    await refused(find(database, { handle: '' }), 'handle-invalid')
    await refused(find(database, { handle: 'x'.repeat(43) }), 'handle-invalid')
    await refused(find(database, { endpoint: one.endpoint, handle: two.handle }), 'handle-invalid')
    await refused(find(database, { endpoint: one.endpoint, handle: 'x'.repeat(200) }), 'handle-invalid')
    await refused(find(database, { endpoint: 'https://example.com/unknown', handle: one.handle }), 'handle-invalid')
    await refused(find(database, { identity: 'x.y' }), 'identity-signature-invalid')
    await refused(find(database, { ...one, identity: tokenOf('ada', [], NOW / 1000 - 1) }), 'identity-expired')
    await refused(find(database, { identity: tokenOf('nobody') }), 'subscriber-unknown')
    await unsubscribe(database, events, { siteId: 'default', endpoint: two.endpoint, reason: 'signed-out' }, NOW)
    await refused(find(database, two), 'handle-invalid')
  })
}
