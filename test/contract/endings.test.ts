// Who signs out, leaves, is erased or moves gets nothing more, also of what an engine has in memory, on both databases.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { startPushService, type OwnSubscription, type PushService } from '@belfry/push-service'
import { onEachBelfry, type Place } from '#test/belfry/each-belfry'
import { SITE_URL } from '#test/belfry/temporary-belfry'
import { until } from '#test/time/until'

const page = { origin: SITE_URL, 'sec-fetch-site': 'same-origin' }
/** As the guide says. */
const BOUND_MS = 1000
const PEOPLE = ['stays', 'signs-out', 'everywhere', 'leaves', 'ended', 'erased', 'moves', 'moves-in'] as const

await onEachBelfry('deliveries in memory', (on, open) => {
  describe(on, { timeout: 90_000 }, () => {
    let service: PushService
    let place: Place
    const browsers = new Map<string, OwnSubscription & { handle: string }>()
    before(async () => {
      service = await startPushService()
      const push = { allow: [...service.allow], ca: service.ca, resolve: service.resolve }
      place = await open({ work: true, push, topics: { news: { name: 'News' } } })
      for (const subscriber of ['first', ...PEOPLE]) await join(subscriber)
    })
    after(async () => {
      await place[Symbol.asyncDispose]()
      await service.close()
    })

    const ask = async (...asked: Parameters<Place['ask']>) => {
      const answer = await place.ask(...asked)
      assert.ok(answer.status < 300, JSON.stringify(answer.body))
      return answer.body
    }
    async function join(subscriber: string, topics = ['news']): Promise<void> {
      const { vapidKey } = await ask('GET', '/b/default/config')
      const [one] = await service.subscribeMany(1, { keyPairs: 1, applicationServerKey: vapidKey.publicKey })
      assert.ok(one)
      const body = { endpoint: one.endpoint, keys: one.keys, topics, identity: place.belfry.identify({ subscriber }) }
      const { handle } = await ask('PUT', '/b/default/subscription', body, page)
      browsers.set(subscriber, { ...one, handle })
    }
    const browserOf = (subscriber: string) => browsers.get(subscriber) as OwnSubscription & { handle: string }
    const got = (subscriber: string) => service.messages(browserOf(subscriber).id).length

    test('are not sent to who is gone for a second', async (t) => {
      // Two a second: the first ones go, the others wait in the engine.
      await ask('PATCH', '/v1/sites/default', { limits: { maxPerMinute: 2 } })
      const { id } = await ask('POST', '/v1/notifications', { to: { topic: 'news' }, title: 'News', ttl: 3600 })
      await until(() => service.messages().length > 0, t.signal)
      const waiting = PEOPLE.filter((one) => got(one) === 0)
      const gone = waiting.filter((one) => one !== 'stays' && one !== 'moves-in')
      assert.ok(gone.length >= 4, `${gone.join()} wait`)

      const { endpoint, keys } = browserOf('moves')
      const leave = (of: string, reason?: 'signed-out') =>
        ask('DELETE', '/b/default/subscription', { endpoint: browserOf(of).endpoint, reason }, page)
      await leave('signs-out', 'signed-out')
      await leave('leaves')
      await ask('DELETE', '/v1/subscribers/everywhere/subscriptions')
      await ask('DELETE', '/v1/subscribers/erased')
      const devices = await ask('GET', '/v1/subscriptions?subscriber=ended')
      await ask('DELETE', `/v1/subscriptions/${devices.subscriptions[0].id}`)
      // Another person signs in on the browser, who wants no news.
      const identity = place.belfry.identify({ subscriber: 'somebody-else' })
      await ask('PUT', '/b/default/subscription', { endpoint, keys, topics: [], identity }, page)
      await delay(BOUND_MS)
      const before = new Map(gone.map((one) => [one, got(one)]))

      await ask('PATCH', '/v1/sites/default', { limits: { maxPerMinute: null } })
      await until(async () => (await ask('GET', `/v1/notifications/${id}`)).state === 'done', t.signal)
      for (const one of gone) assert.deepEqual([one, got(one)], [one, before.get(one)])
      assert.deepEqual([got('stays'), got('moves-in')], [1, 1])
    })

    test('come again to who comes back meanwhile', async (t) => {
      const { endpoint, keys } = browserOf('leaves')
      await ask(
        'PUT',
        '/b/default/subscription',
        {
          endpoint,
          keys,
          topics: ['news'],
          identity: place.belfry.identify({ subscriber: 'leaves' }),
        },
        page,
      )
      const count = got('leaves')
      await ask('POST', '/v1/notifications', { to: { topic: 'news' }, title: 'More' })
      await until(() => got('leaves') === count + 1, t.signal)
      const { rows } = await place.database.kysely
        .selectFrom('belfry_endings')
        .select(['ended', 'owner'])
        .execute()
        .then((rows) => ({ rows }))
      assert.ok(rows.some(({ owner }) => owner > 0) && rows.some(({ owner }) => owner === 0))
    })
  })
})
