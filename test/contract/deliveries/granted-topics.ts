import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import type { SendableNotification } from '../../../packages/server/src/deliveries/delivery-store.ts'
import { registerSubscription } from '../../../packages/server/src/subscriptions/register-subscription.ts'
import { subscribeSchema } from '../../../packages/server/src/subscriptions/schema.ts'
import { createTopics } from '../../../packages/server/src/topics/topics.ts'
import { browserSubscription } from '../../support/belfry/temporary-belfry.ts'
import { idsOf, outcome, type DeliveryStage } from './delivery-stage.ts'

const none = () => undefined
const EVENTS = {
  subscribed: none,
  refreshed: none,
  moved: none,
  replaced: none,
  unsubscribed: none,
  ended: none,
  topicsTakenBack: none,
}

/** Whom a topic reaches when only some people may have it. */
export function testGrantedTopics(make: () => Promise<DeliveryStage>): void {
  test('a topic that is no longer open reaches only whom a token grants it to, also between two attempts', async () => {
    await using s = await make()
    const { visit, setAccess, subscriptionOf } = standOf(s)
    const [visitor, ada, ben] = [browserSubscription(), browserSubscription(), browserSubscription()]
    await visit(visitor, undefined, { topics: ['blog'] })
    await visit(ada, { subscriber: 'ada', topics: ['blog'] }, { topics: ['blog'] })
    await visit(ben, { subscriber: 'ben', topics: [] }, { topics: ['blog'] })
    const all = [await subscriptionOf(visitor), await subscriptionOf(ada), await subscriptionOf(ben)]
    const [, ofAda, ofBen] = all as [number, number, number]

    assert.deepEqual(await reached(s), all, 'the topic is open')
    const before = await s.send({ topic: 'blog' })
    const { batches } = await s.planned(1)
    const later = { outcome: 'unreachable', reason: 'connect', retryAt: Date.now() + 60_000 } as const
    await s.store.record([outcome(before.number, all[0] as number, later), outcome(before.number, ofAda, later)], [])

    await setAccess('granted')
    const notification = (await s.store.notification(before.number)) as SendableNotification
    assert.deepEqual(await idsOf(s.store, notification, batches[0]!), [], 'planned while it was open, ben not yet sent')
    const again = await s.store.due(notification, { subscriptions: all, attempts: 1 }, undefined, 10)
    assert.deepEqual(
      again.map(({ subscription, status }) => [subscription, status]),
      [
        [all[0], 'left'],
        [ofAda, 'active'],
      ],
    )
    assert.deepEqual(await reached(s), [ofAda])

    const anew = await visit(ben, { subscriber: 'ben', topics: ['blog'] })
    assert.deepEqual(anew, ['blog'])
    assert.deepEqual(await reached(s), [ofAda, ofBen], 'a token that names it grants it')
    assert.deepEqual(await visit(ada, { subscriber: 'ada', topics: [] }), [])
    assert.deepEqual(await reached(s), [ofBen])
    assert.deepEqual(await visit(visitor), [], 'the page shows it as off')

    await setAccess('open')
    assert.deepEqual(await reached(s), [all[0], ofBen], 'nobody has lost their choice')
  })

  test('a grant that a token takes back while the topic is open is none once it is granted', async () => {
    await using s = await make()
    const { visit, setAccess } = standOf(s)
    const ada = browserSubscription()
    await visit(ada, { subscriber: 'ada', topics: ['blog'] }, { topics: ['blog'] })
    assert.deepEqual(await visit(ada, { subscriber: 'ada', topics: [] }), ['blog'])
    await setAccess('granted')
    assert.deepEqual(await reached(s), [])
  })
}

function standOf({ database }: DeliveryStage) {
  const rules = { allow: [], handleKey: randomBytes(32), subscriptionsPerSubscriber: 10 }
  const topics = createTopics({ database, changed: async () => undefined, now: Date.now })
  return {
    visit: async (
      browser: ReturnType<typeof browserSubscription>,
      person?: { subscriber: string; topics: string[] },
      more: object = {},
    ): Promise<string[]> => {
      const identity = person && { site: 'default', exp: 9e9, ...person }
      const request = { siteId: 'default', input: subscribeSchema.parse({ ...browser, ...more }), identity }
      return (await registerSubscription(database, EVENTS, rules, request, Date.now())).topics
    },
    setAccess: async (access: 'open' | 'granted') => {
      await topics.change('default', 'blog', { declared: null, access })
    },
    subscriptionOf: async ({ endpoint }: { endpoint: string }): Promise<number> => {
      const query = database.kysely.selectFrom('belfry_subscriptions').select('id').where('endpoint', '=', endpoint)
      return (await query.executeTakeFirstOrThrow()).id
    },
  }
}

/** Whom a notification to the topic would go to now. */
async function reached(s: DeliveryStage): Promise<number[]> {
  const { number } = await s.send({ topic: 'blog' })
  const { end } = await s.planned(0)
  if (end.kind !== 'planned' || end.audience === 0) return []
  const notification = (await s.store.notification(number)) as SendableNotification
  return idsOf(s.store, notification, await s.take())
}
