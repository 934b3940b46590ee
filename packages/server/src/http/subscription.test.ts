import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  browserKeys,
  browserSubscription,
  endpointDigest,
  temporaryBelfry,
  type TemporaryBelfry,
} from '#test/belfry/temporary-belfry'

const PATH = '/b/default/subscription'

let site: TemporaryBelfry
before(async () => {
  site = await temporaryBelfry({
    topics: {
      blog: { name: 'Blog' },
      news: { name: 'News' },
      feedback: { name: 'Feedback', access: 'granted' },
    },
  })
})
after(() => site[Symbol.asyncDispose]())

const put = (body: object, headers?: Record<string, string>) => site.page('PUT', PATH, body, headers)
const identity = (subscriber: string, topics: string[] = []) => site.belfry.identify({ subscriber, topics })

function stored(endpoint: string) {
  const [row] = site.rows(
    `select s.*, u.external_id from belfry_subscriptions s
     join belfry_subscribers u on u.id = s.subscriber_id where endpoint = ?`,
    endpoint,
  )
  return row
}
const topicsOf = (endpoint: string) =>
  site
    .rows(
      `select topic_id from belfry_preferences where enabled = 1 and subscriber_id =
       (select subscriber_id from belfry_subscriptions where endpoint = ?) order by 1`,
      endpoint,
    )
    .map((row) => row['topic_id'])
function fingerprint() {
  return JSON.stringify(
    ['belfry_subscribers', 'belfry_subscriptions', 'belfry_preferences'].map((table) =>
      site.rows(`select * from ${table} order by 1, 2, 3`),
    ),
  )
}

describe('PUT /b/:site/subscription', () => {
  test('stores the data of the browser and the SDK', async () => {
    const subscription = browserSubscription()
    const { body: config } = await site.page('GET', '/b/default/config')
    const { status, body } = await put({
      ...subscription,
      keyId: config.vapidKey.id,
      locale: 'de-CH',
      timeZone: 'Europe/Zurich',
      browser: { name: 'Firefox', version: '158', os: 'Linux', mobile: false },
      topics: ['blog'],
    })
    assert.equal(status, 201)
    const { notice, ...registered } = body
    assert.deepEqual(
      { ...registered, handle: body.handle.length },
      { status: 'subscribed', handle: 43, keyId: config.vapidKey.id, topics: ['blog'] },
    )
    assert.equal(notice.title, 'Du hast eine neue Nachricht')
    const row = stored(subscription.endpoint)!
    assert.deepEqual(Buffer.from(row['p256dh'] as Uint8Array).toString('base64url'), subscription.keys.p256dh)
    assert.deepEqual(Buffer.from(row['auth'] as Uint8Array).toString('base64url'), subscription.keys.auth)
    const { status: state, external_id, push_service, browser, browser_version, os, mobile, locale, time_zone } = row
    assert.deepEqual(
      { state, external_id, push_service, browser, browser_version, os, mobile, locale, time_zone },
      {
        state: 'active',
        external_id: null,
        push_service: 'mozilla',
        browser: 'Firefox',
        browser_version: '158',
        os: 'Linux',
        mobile: 0,
        locale: 'de-CH',
        time_zone: 'Europe/Zurich',
      },
    )
  })

  test('keeps only name and version of a User-Agent', async () => {
    const subscription = browserSubscription()
    const userAgent = 'Mozilla/5.0 (Linux; Android 10; K) Chrome/140.0.0.0 Mobile Safari/537.36'
    await put({ ...subscription, userAgent })
    const { browser, browser_version, os, mobile } = stored(subscription.endpoint)!
    assert.deepEqual(
      { browser, browser_version, os, mobile },
      { browser: 'Chrome', browser_version: '140', os: 'Android', mobile: 1 },
    )
  })

  test('updates by endpoint, never twice, and takes other keys from its owner only', async () => {
    const subscription = { ...browserSubscription(), identity: identity('fay') }
    assert.equal((await put(subscription)).status, 201)
    const keys = browserKeys()
    assert.equal((await put({ ...subscription, keys, locale: 'fr' })).status, 200)
    assert.equal((await put({ ...subscription, keys })).status, 200)
    const anonymous = browserSubscription()
    assert.equal((await put(anonymous)).status, 201)
    const { status, body } = await put({ ...anonymous, keys })
    assert.deepEqual([status, body.code, body.handle], [409, 'endpoint-owned', undefined])
    const rows = site.rows('select auth, locale from belfry_subscriptions where endpoint = ?', subscription.endpoint)
    assert.equal(rows.length, 1)
    assert.equal(Buffer.from(rows[0]!['auth'] as Uint8Array).toString('base64url'), keys.auth)
    assert.equal(rows[0]!['locale'], 'fr', 'an omitted field of a later request is kept')
  })

  test('two at once for one endpoint make one row, and both succeed', async () => {
    const subscription = browserSubscription()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => put({ ...subscription, identity: identity('twice') })),
    )
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 200, 200, 200, 200, 200, 200, 200, 200, 201],
    )
    assert.equal(site.rows('select 1 from belfry_subscriptions where endpoint = ?', subscription.endpoint).length, 1)
    assert.equal(site.rows(`select 1 from belfry_subscribers where external_id = 'twice'`).length, 1)
  })

  test('one endpoint written in two ways is one subscription', async () => {
    const subscription = browserSubscription()
    await put(subscription)
    const other = subscription.endpoint.replace('https://updates', 'HTTPS://UPDATES') + '#part'
    assert.equal((await put({ ...subscription, endpoint: other })).status, 200)
  })
})

describe('who a subscription belongs to', () => {
  test('is the person in the signed token, who may have many', async () => {
    const [laptop, phone] = [browserSubscription(), browserSubscription()]
    await put({ ...laptop, identity: identity('ada') })
    await put({ ...phone, identity: identity('ada') })
    assert.equal(stored(laptop.endpoint)!['external_id'], 'ada')
    assert.equal(stored(laptop.endpoint)!['subscriber_id'], stored(phone.endpoint)!['subscriber_id'])
  })

  test('stays when the page gives no identity', async () => {
    const subscription = browserSubscription()
    await put({ ...subscription, identity: identity('ada') })
    await put(subscription)
    assert.equal(stored(subscription.endpoint)!['external_id'], 'ada')
  })

  test('ends with null: the shared device gets none of her notifications', async () => {
    const subscription = browserSubscription()
    await put({ ...subscription, identity: identity('ada', ['feedback']), topics: ['feedback', 'news'] })
    const { body } = await put({ ...subscription, identity: null })
    assert.deepEqual(body.topics, [])
    assert.equal(stored(subscription.endpoint)!['external_id'], null)
    assert.deepEqual(topicsOf(subscription.endpoint), [])
  })

  test('moves only with proof by the auth secret', async () => {
    const subscription = browserSubscription()
    await put({ ...subscription, identity: identity('ada') })
    const before = fingerprint()
    for (const claim of [{ identity: identity('mallory') }, { identity: null }, {}]) {
      const { status, body } = await put({ ...subscription, keys: browserKeys(), ...claim })
      assert.equal(status, 409)
      assert.equal(body.code, 'endpoint-owned')
      assert.equal(body.errors[0].field, 'keys.auth')
    }
    assert.equal(fingerprint(), before, 'nothing was stored, not even the subscriber')
    assert.equal((await put({ ...subscription, identity: identity('ben') })).status, 200)
    assert.equal(stored(subscription.endpoint)!['external_id'], 'ben')
  })

  test('signing in keeps the open topics that the visitor had chosen', async () => {
    const subscription = browserSubscription()
    await put({ ...subscription, topics: ['blog'] })
    const anonymous = stored(subscription.endpoint)!['subscriber_id'] as number
    const { body } = await put({ ...subscription, identity: identity('grace') })
    assert.deepEqual(body.topics, ['blog'])
    assert.deepEqual(site.rows('select id from belfry_subscribers where id = ?', anonymous), [])
  })

  test('a token of another server, an expired one and a broken one are refused', async () => {
    const before = fingerprint()
    const [body = '', signature = ''] = identity('ada').split('.')
    const tokens = {
      'identity-malformed': 'nonsense',
      'identity-signature-invalid': `${body}.${signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))}`,
      'identity-expired': site.belfry.identify({ subscriber: 'ada', expiresInMs: -1000 }),
    }
    for (const [code, token] of Object.entries(tokens)) {
      const answer = await put({ ...browserSubscription(), identity: token })
      assert.equal(answer.body.code, code)
      assert.equal(answer.body.errors[0].field, 'identity')
    }
    assert.equal(fingerprint(), before)
  })

  test('has a bound', async () => {
    for (let count = 0; count < 100; count++) {
      const { status } = await put({ ...browserSubscription(), identity: identity('hoarder') })
      assert.equal(status, 201)
    }
    const one = await put({ ...browserSubscription(), identity: identity('hoarder') })
    assert.equal(one.status, 409)
    assert.equal(one.body.code, 'too-many-subscriptions')
  })
})

describe('previous', () => {
  test('retires the old endpoint and inherits its subscriber when the handle proves it', async () => {
    const [old, fresh] = [browserSubscription(), browserSubscription()]
    const first = await put({ ...old, identity: identity('ada'), topics: ['news'] })
    const { status, body } = await put({
      ...fresh,
      previous: { endpoint: old.endpoint, handle: first.body.handle },
    })
    assert.equal(status, 201)
    assert.ok(body.topics.includes('news'))
    assert.equal(stored(fresh.endpoint)!['external_id'], 'ada')
    const { status: state, reason } = stored(old.endpoint)!
    assert.deepEqual({ state, reason }, { state: 'retired', reason: 'replaced' })
  })

  test('without the right handle it only retires', async () => {
    for (const handle of [undefined, 'A'.repeat(43)]) {
      const [old, fresh] = [browserSubscription(), browserSubscription()]
      await put({ ...old, identity: identity('ada') })
      await put({ ...fresh, previous: { endpoint: old.endpoint, ...(handle && { handle }) } })
      assert.equal(stored(old.endpoint)!['reason'], 'replaced')
      assert.equal(stored(fresh.endpoint)!['external_id'], null)
    }
  })

  test('the handle of another subscription proves nothing', async () => {
    const [old, mine, fresh] = [browserSubscription(), browserSubscription(), browserSubscription()]
    await put({ ...old, identity: identity('ada') })
    const { handle } = (await put(mine)).body
    await put({ ...fresh, previous: { endpoint: old.endpoint, handle } })
    assert.equal(stored(fresh.endpoint)!['external_id'], null)
  })

  test('keeps the reason of one that was ended already: its topics go along, a named owner does not', async () => {
    const [old, fresh] = [browserSubscription(), browserSubscription()]
    const { handle } = (await put({ ...old, topics: ['blog'] })).body
    await site.page('DELETE', PATH, { endpoint: old.endpoint })
    const { body } = await put({ ...fresh, previous: { endpoint: old.endpoint, handle } })
    assert.deepEqual(body.topics, ['blog'])
    assert.equal(stored(old.endpoint)!['reason'], 'unsubscribed')

    const [hers, other] = [browserSubscription(), browserSubscription()]
    const named = (await put({ ...hers, identity: identity('ada') })).body
    await site.page('DELETE', PATH, { endpoint: hers.endpoint })
    await put({ ...other, previous: { endpoint: hers.endpoint, handle: named.handle } })
    assert.equal(stored(other.endpoint)!['external_id'], null)
  })

  test('that is the same endpoint changes nothing', async () => {
    const subscription = browserSubscription()
    const { handle } = (await put(subscription)).body
    await put({ ...subscription, previous: { endpoint: subscription.endpoint, handle } })
    assert.equal(stored(subscription.endpoint)!['status'], 'active')
  })

  test('that is unknown is accepted', async () => {
    const previous = { endpoint: browserSubscription().endpoint }
    assert.equal((await put({ ...browserSubscription(), previous })).status, 201)
  })
})

describe('topics', () => {
  test('are turned on and stay on', async () => {
    const subscription = browserSubscription()
    assert.deepEqual((await put({ ...subscription, topics: ['news'] })).body.topics, ['news'])
    assert.deepEqual((await put({ ...subscription, topics: ['blog'] })).body.topics, ['blog', 'news'])
    assert.deepEqual((await put(subscription)).body.topics, ['blog', 'news'])
  })

  test('of access granted need a token that names them', async () => {
    const before = fingerprint()
    const claims = [{}, { identity: null }, { identity: identity('eve') }, { identity: identity('eve', ['blog']) }]
    for (const claim of claims) {
      const answer = await put({ ...browserSubscription(), topics: ['blog', 'feedback'], ...claim })
      assert.equal(answer.status, 403)
      assert.equal(answer.body.code, 'topic-not-granted')
      assert.equal(answer.body.errors[0].field, 'topics.1')
    }
    assert.equal(fingerprint(), before, 'neither the other topic nor the subscription was stored')
    const owner = browserSubscription()
    const answer = await put({ ...owner, identity: identity('owner', ['feedback']), topics: ['feedback'] })
    assert.deepEqual(answer.body.topics, ['feedback'])
    const later = await put({ ...owner, topics: ['feedback'] })
    assert.deepEqual(later.body.topics, ['feedback'], 'a topic that is on needs no token to stay on')
  })

  test('that a later token no longer grants are turned off, and open ones are not', async () => {
    const [laptop, phone] = [browserSubscription(), browserSubscription()]
    const granted = { identity: identity('helper', ['feedback']) }
    const wanted = await put({ ...laptop, ...granted, topics: ['feedback', 'news'] })
    assert.deepEqual(wanted.body.topics, ['feedback', 'news'])
    const dismissed = await put({ ...phone, identity: identity('helper') })
    assert.deepEqual(dismissed.body.topics, ['news'])
    assert.deepEqual(topicsOf(laptop.endpoint), ['news'], 'the choice is the person’s, on every browser')
    const again = await put({ ...laptop, ...granted })
    assert.deepEqual(again.body.topics, ['news'], 'a revoked topic is turned on again only by hand')
  })

  test('that a token no longer grants are turned off even when the rest of the request is refused', async () => {
    const subscription = browserSubscription()
    await put({ ...subscription, identity: identity('clerk', ['feedback']), topics: ['feedback'] })
    const refused = await put({ ...subscription, identity: identity('clerk'), topics: ['feedback'] })
    assert.equal(refused.body.code, 'topic-not-granted')
    assert.deepEqual(topicsOf(subscription.endpoint), [])
  })
})

describe('a subscription that cannot work any more', () => {
  test('is not taken back: gone is for ever, and another key needs another subscription', async () => {
    const subscription = browserSubscription()
    await put(subscription)
    const about = `/b/default/config?subscription=${endpointDigest(subscription.endpoint)}`
    assert.deepEqual((await site.page('GET', about)).body.subscription, { status: 'active' })
    await using writer = await openWriter()
    const set = (status: string, reason: string | null) =>
      writer.kysely
        .updateTable('belfry_subscriptions')
        .set({ status: status as 'retired', reason: reason as 'gone' })
        .where('endpoint', '=', subscription.endpoint)
        .execute()

    await set('retired', 'gone')
    const gone = await put(subscription)
    assert.equal(gone.status, 409)
    assert.equal(gone.body.code, 'endpoint-gone')
    assert.deepEqual((await site.page('GET', about)).body.subscription, { status: 'retired', reason: 'gone' })

    await set('key-mismatch', null)
    assert.equal((await put(subscription)).body.code, 'endpoint-key-mismatch')
    assert.deepEqual((await site.page('GET', about)).body.subscription, { status: 'key-mismatch' })

    await set('retired', 'unsubscribed')
    assert.equal((await put(subscription)).status, 200, 'the owner may come back')
    assert.equal(stored(subscription.endpoint)!['status'], 'active')
  })

  test('asked about but never known is unknown', async () => {
    for (const digest of [endpointDigest('https://example.com/'), '', '!', 'A'.repeat(500)]) {
      const { status, body } = await site.page('GET', `/b/default/config?subscription=${digest}`)
      assert.equal(status, 200)
      assert.deepEqual(body.subscription, { status: 'unknown' })
    }
  })

  test('made with a key of another server is refused', async () => {
    const { status, body } = await put({ ...browserSubscription(), keyId: 'AAAAAAAAAAAAAAAA' })
    assert.equal(status, 409)
    assert.equal(body.code, 'vapid-key-unknown')
    assert.equal(body.errors[0].field, 'keyId')
  })

  async function openWriter() {
    const { openSqlite } = await import('../database/open-sqlite.ts')
    return openSqlite(`${site.data}/belfry.db`)
  }
})

describe('DELETE /b/:site/subscription', () => {
  test('retires with the reason, keeps the row, and may be repeated', async () => {
    const subscription = browserSubscription()
    await put(subscription)
    for (let time = 0; time < 3; time++) {
      const { status, body } = await site.page('DELETE', PATH, { endpoint: subscription.endpoint })
      assert.equal(status, 200)
      assert.deepEqual(body, { status: 'unsubscribed' })
    }
    const { status: state, reason } = stored(subscription.endpoint)!
    assert.deepEqual({ state, reason }, { state: 'retired', reason: 'unsubscribed' })
  })

  test('after signing out is no opt-out: the reason says so, and coming back needs no more than PUT', async () => {
    const subscription = browserSubscription()
    await put(subscription)
    const { endpoint } = subscription
    assert.equal((await site.page('DELETE', PATH, { endpoint, reason: 'signed-out' })).status, 200)
    const { status, reason } = stored(endpoint)!
    assert.deepEqual({ status, reason }, { status: 'retired', reason: 'signed-out' })
    assert.equal((await put(subscription)).status, 200)
    assert.equal(stored(endpoint)!['status'], 'active')
    assert.equal((await site.page('DELETE', PATH, { endpoint, reason: 'gone' })).status, 400)
  })

  test('of an unknown endpoint is accepted, in any form', async () => {
    for (const endpoint of ['https://fcm.googleapis.com/fcm/send/x', 'http://10.0.0.1/', 'nonsense']) {
      const { status, body } = await site.page('DELETE', PATH, { endpoint })
      assert.equal(status, 200)
      assert.deepEqual(body, { status: 'unsubscribed' })
    }
  })
})
