// The API's lists, single items and deletions, on both databases.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { onEachBelfry, type Place } from '../support/belfry/each-belfry.ts'
import { browserSubscription, endpointDigest, SITE_URL } from '../support/belfry/temporary-belfry.ts'

interface Browser {
  id: string
  endpoint: string
  subscriber: string | null
}

const TOPICS = { blog: { name: 'Blog' }, rare: { name: 'Rare' } }
const BROWSERS = [
  { name: 'Chrome', version: '140', os: 'Windows', mobile: false },
  { name: 'Firefox', version: '153', os: 'Linux', mobile: false },
  { name: 'Chrome', version: '140', os: 'Android', mobile: true },
  { name: 'Vivaldi', os: 'Haiku' },
]

await onEachBelfry('the lists of the API', (on, open) => {
  describe(on, { timeout: 120_000 }, () => {
    let place: Place
    const made: Browser[] = []
    before(async () => {
      place = await open({ topics: TOPICS })
      for (let n = 0; n < 24; n += 1) made.push(await subscribe(n))
    })
    after(() => place[Symbol.asyncDispose]())

    // Every third is a person that the site knows, every second has the blog on, every eighth the rare topic.
    async function subscribe(n: number): Promise<Browser> {
      const { endpoint, keys } = browserSubscription(`${'long-'.repeat(20)}${n}`)
      const subscriber = n % 3 === 0 ? `user-${n}` : null
      const identity = subscriber && place.belfry.identify({ subscriber })
      const topics = [...(n % 2 === 0 ? ['blog'] : []), ...(n % 8 === 0 ? ['rare'] : [])]
      const browser = BROWSERS[n % BROWSERS.length]
      const body = { endpoint, keys, topics, browser, ...(identity === null ? {} : { identity }) }
      const answer = await place.ask('PUT', '/b/default/subscription', body, { origin: SITE_URL })
      assert.equal(answer.status, 201, JSON.stringify(answer.body))
      return { id: endpointDigest(endpoint), endpoint, subscriber }
    }

    async function all<Item>(path: string, limit = 5): Promise<Item[]> {
      const found: Item[] = []
      let cursor: string | null = null
      do {
        const query = `${path.includes('?') ? '&' : '?'}limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`
        const { status, body } = await place.ask('GET', path + query)
        assert.equal(status, 200, JSON.stringify(body))
        const { next, ...items } = body as { next: string | null } & Record<string, Item[]>
        const page = Object.values(items)[0] ?? []
        assert.ok(page.length <= limit)
        found.push(...page)
        cursor = next
      } while (cursor !== null)
      return found
    }
    const ids = async (path: string) => (await all<{ id: string }>(path)).map(({ id }) => id)
    const expected = (isWanted: (n: number) => boolean) =>
      made
        .filter((_, n) => isWanted(n))
        .map(({ id }) => id)
        .toReversed()

    test('subscriptions, the newest first, with each filter', async () => {
      const every = () => true
      assert.deepEqual(await ids('/v1/subscriptions'), expected(every))
      assert.deepEqual(
        await ids('/v1/subscriptions?browser=chrome'),
        expected((n) => n % 2 === 0),
      )
      assert.deepEqual(
        await ids('/v1/subscriptions?browser=chrome&os=android'),
        expected((n) => n % 4 === 2),
      )
      assert.deepEqual(
        await ids('/v1/subscriptions?browser=other&os=other'),
        expected((n) => n % 4 === 3),
      )
      assert.deepEqual(await ids('/v1/subscriptions?service=apple'), [])
      assert.deepEqual(await ids('/v1/subscriptions?service=mozilla&status=active'), expected(every))
      assert.deepEqual(await ids('/v1/subscriptions?status=retired'), [])
      assert.deepEqual(
        await ids('/v1/subscriptions?topic=blog'),
        expected((n) => n % 2 === 0),
      )
      assert.deepEqual(
        await ids('/v1/subscriptions?topic=rare&browser=chrome'),
        expected((n) => n % 8 === 0),
      )
      assert.deepEqual(await ids('/v1/subscriptions?topic=rare&browser=firefox'), [])
      assert.deepEqual(
        await ids('/v1/subscriptions?subscriber=user-9'),
        expected((n) => n === 9),
      )
      assert.deepEqual(await ids('/v1/subscriptions?subscriber=nobody'), [])
    })

    test('a subscription, of which the endpoint is cut and no secret is shown', async () => {
      const { status, body } = await place.ask('GET', `/v1/subscriptions/${made[9]?.id}`)
      assert.equal(status, 200)
      assert.equal(body.endpoint, `${made[9]?.endpoint.slice(0, 60)}…`)
      assert.deepEqual(
        [body.subscriber, body.service, body.status, body.reason, body.browser],
        ['user-9', 'mozilla', 'active', null, { name: 'Firefox', version: '153', os: 'Linux', mobile: false }],
      )
      assert.doesNotMatch(JSON.stringify(body), /auth|p256dh/)
      for (const id of ['x', 'AAAAAAAAAAAAAAAAAAAAAA', '%F0%9F%92%A5']) {
        const unknown = await place.ask('GET', `/v1/subscriptions/${id}`)
        assert.deepEqual([unknown.status, unknown.body.code], [404, 'subscription-unknown'])
      }
    })

    test('subscribers, the newest first, by topic and by the beginning of their id', async () => {
      const people = await all<{ id: string | null; topics: string[]; activeSubscriptions: number }>('/v1/subscribers')
      assert.deepEqual(
        people.map(({ id }) => id),
        made.map(({ subscriber }) => subscriber).toReversed(),
      )
      assert.deepEqual(people.at(-1), {
        ...people.at(-1),
        id: 'user-0',
        topics: ['blog', 'rare'],
        activeSubscriptions: 1,
      })
      assert.deepEqual(await ids('/v1/subscribers?prefix=user-1'), ['user-12', 'user-15', 'user-18'])
      assert.equal((await ids('/v1/subscribers?prefix=user-')).length, 8)
      assert.deepEqual(await ids('/v1/subscribers?prefix=%25'), [])
      assert.equal((await ids('/v1/subscribers?topic=rare')).length, 3)
      assert.deepEqual((await place.ask('GET', '/v1/subscribers/user-0')).body.topics, ['blog', 'rare'])
      assert.equal((await place.ask('GET', '/v1/subscribers/nobody')).body.code, 'subscriber-unknown')
    })

    test('deliveries, by notification, by subscription and by outcome', async () => {
      const sent: string[] = []
      for (let n = 0; n < 3; n += 1) {
        const { body } = await place.ask('POST', '/v1/notifications', { to: { all: true }, title: `No ${n}` })
        sent.push(body.id)
      }
      await deliver(sent[0] ?? '', (n) => (n === 7 ? 'rejected' : 'accepted'))
      await deliver(sent[2] ?? '', (n) => (n % 2 === 0 ? 'accepted' : 'throttled'))
      const keys = async (query: string) => {
        const found = await all<{ notification: string; subscription: string }>(`/v1/deliveries?${query}`)
        return found.map(({ notification, subscription }) => `${sent.indexOf(notification)} ${subscription}`)
      }
      const of = (notification: number, isWanted: (n: number) => boolean) =>
        expected(isWanted).map((id) => `${notification} ${id}`)
      const every = () => true
      assert.deepEqual(await keys(''), [...of(2, every), ...of(0, every)])
      assert.deepEqual(await keys(`notification=${sent[0]}`), of(0, every))
      assert.deepEqual(await keys(`notification=${sent[1]}`), [])
      assert.deepEqual(
        await keys('outcome=rejected'),
        of(0, (n) => n === 7),
      )
      assert.deepEqual(
        await keys('outcome=throttled'),
        of(2, (n) => n % 2 === 1),
      )
      assert.deepEqual(
        await keys(`outcome=accepted&notification=${sent[2]}`),
        of(2, (n) => n % 2 === 0),
      )
      assert.deepEqual(await keys(`subscription=${made[7]?.id}`), [...of(2, (n) => n === 7), ...of(0, (n) => n === 7)])
      assert.deepEqual(
        await keys(`subscription=${made[7]?.id}&outcome=rejected`),
        of(0, (n) => n === 7),
      )
      assert.deepEqual(await keys('subscription=x'), [])
      const one = await place.ask('GET', `/v1/deliveries/${sent[0]}/${made[9]?.id}`)
      assert.deepEqual(one.body, {
        notification: sent[0],
        subscription: made[9]?.id,
        subscriber: 'user-9',
        outcome: 'accepted',
        digest: null,
        reason: null,
        status: 201,
        attempts: 1,
        at: one.body.at,
      })
      const none = await place.ask('GET', `/v1/deliveries/${sent[1]}/${made[9]?.id}`)
      assert.deepEqual([none.status, none.body.code], [404, 'delivery-unknown'])
    })

    // As the engine writes it.
    async function deliver(id: string, outcomeOf: (n: number) => string): Promise<void> {
      const db = place.database.kysely
      const { number } = await db
        .selectFrom('belfry_notifications')
        .select('number')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      const subscriptions = await db.selectFrom('belfry_subscriptions').select('id').orderBy('id').execute()
      const rows = subscriptions.map(({ id: subscription }, n) => {
        const at = Date.now() + 1000
        return { notification: number, subscription, outcome: outcomeOf(n), reason: null, status: 201, attempts: 1, at }
      })
      await db.insertInto('belfry_deliveries').values(rows).execute()
      const counts = Map.groupBy(rows, ({ outcome }) => outcome)
      const counted = Array.from(counts, ([outcome, { length: count }]) => ({ notification: number, outcome, count }))
      await db.insertInto('belfry_delivery_counts').values(counted).execute()
    }

    test('notifications by their state', async () => {
      const [newest, ...others] = await ids('/v1/notifications')
      assert.equal(others.length, 2)
      await place.ask('PATCH', `/v1/notifications/${newest}`, { state: 'cancelled' })
      assert.deepEqual(await ids('/v1/notifications?state=cancelled'), [newest])
      assert.deepEqual(await ids('/v1/notifications?state=planning'), others)
    })

    test('wrong filters and cursors are refused by name', async () => {
      for (const [path, field] of [
        ['/v1/subscriptions?status=gone', 'status'],
        ['/v1/subscriptions?colour=red', 'colour'],
        ['/v1/subscriptions?subscriber=a&topic=b', 'topic'],
        ['/v1/subscriptions?limit=0', 'limit'],
        ['/v1/subscribers?limit=1000', 'limit'],
        ['/v1/subscribers?cursor=1.2', 'cursor'],
        ['/v1/subscribers?prefix=a&cursor=%E2', 'cursor'],
        ['/v1/deliveries?cursor=1', 'cursor'],
        ['/v1/deliveries?outcome=lost', 'outcome'],
        ['/v1/notifications?state=over', 'state'],
        ['/v1/jobs?limit=x', 'limit'],
      ] as const) {
        const { status, body } = await place.ask('GET', path)
        assert.deepEqual([path, status, body.errors?.[0]?.field], [path, 400, field])
      }
    })

    test('a subscription is ended once, and its browser is notified', async () => {
      const id = made[4]?.id ?? ''
      const ended = await place.ask('DELETE', `/v1/subscriptions/${id}`)
      assert.deepEqual([ended.status, ended.body.status, ended.body.reason], [200, 'retired', 'ended'])
      assert.deepEqual((await place.ask('DELETE', `/v1/subscriptions/${id}`)).body, ended.body)
      assert.deepEqual(await ids('/v1/subscriptions?status=retired'), [id])
      const config = await place.ask('GET', `/b/default/config?subscription=${id}`)
      assert.deepEqual(config.body.subscription, { status: 'retired', reason: 'ended' })
      assert.equal((await place.ask('DELETE', '/v1/subscriptions/x')).body.code, 'subscription-unknown')
    })

    test('a subscriber is erased with all their data, and nobody else', async () => {
      const erased = await place.ask('DELETE', '/v1/subscribers/user-21')
      assert.deepEqual([erased.status, erased.body], [200, { subscriptions: 1, notifications: 0 }])
      assert.equal((await place.ask('DELETE', '/v1/subscribers/user-21')).body.code, 'subscriber-unknown')
      assert.equal((await place.ask('GET', `/v1/subscriptions/${made[21]?.id}`)).status, 404)
      assert.equal((await ids('/v1/subscriptions')).length, 23)
      const config = await place.ask('GET', `/b/default/config?subscription=${made[21]?.id}`)
      assert.deepEqual(config.body.subscription, { status: 'unknown' })
      const [newest] = await all<{ subscription: string | null }>('/v1/deliveries')
      assert.ok(newest)
    })
  })
})
