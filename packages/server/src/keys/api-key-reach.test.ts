import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { SITE_URL, temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'

const HOUR = 3_600_000

async function ask(site: TemporaryBelfry, key: string, from: string | undefined) {
  const headers = { authorization: `Bearer ${key}` }
  const bindings = from === undefined ? {} : { incoming: { socket: { remoteAddress: from } } }
  const { fetch } = site.belfry
  const response = await fetch(new Request(`${SITE_URL}/v1/topics`, { headers }), bindings)
  const body = (await response.json()) as { code?: string }
  return { status: response.status, code: body.code, retryAfter: response.headers.get('retry-after') }
}

describe('an API key', () => {
  test('works from the named addresses and networks only', async () => {
    await using site = await temporaryBelfry()
    const addresses = ['198.51.100.7', '2001:db8::/32']
    const { body: made } = await site.api('POST', '/v1/api-keys', { name: 'shop', addresses })
    assert.deepEqual(made.addresses, addresses)
    for (const from of ['198.51.100.7', '2001:db8:7::1', '::ffff:198.51.100.7']) {
      assert.equal((await ask(site, made.key, from)).status, 200, from)
    }
    for (const from of ['198.51.100.8', '203.0.113.1', '2001:db9::1', '127.0.0.1', undefined]) {
      assert.deepEqual(
        await ask(site, made.key, from),
        { status: 403, code: 'api-key-address', retryAfter: null },
        from,
      )
    }
    const { body: free } = await site.api('POST', '/v1/api-keys', { name: 'anywhere' })
    assert.deepEqual(free.addresses, [])
    assert.equal((await ask(site, free.key, '203.0.113.1')).status, 200)
    for (const wrong of [['nowhere'], ['10.0.0.0/99'], [''], 'all', Array(51).fill('10.0.0.1')]) {
      assert.equal((await site.api('POST', '/v1/api-keys', { name: 'x', addresses: wrong })).status, 400)
    }
  })

  test('for some topics sends to these, one at a time, and does nothing else', async () => {
    await using site = await temporaryBelfry()
    for (const id of ['blog', 'shop', 'staff']) await site.api('POST', '/v1/topics', { id, name: id })
    const { body: made } = await site.api('POST', '/v1/api-keys', { name: 'blog engine', topics: ['blog', 'shop'] })
    assert.deepEqual([made.topics, made.scopes], [['blog', 'shop'], ['send']])
    const asKey = (method: string, path: string, body?: unknown) =>
      site.api(method, path, body, { authorization: `Bearer ${made.key}` })
    const send = async (to: unknown, path = '/v1/notifications') => {
      const { status, body } = await asKey('POST', path, { to, title: 'Hello', url: '/' })
      return [status, body.code]
    }
    assert.deepEqual(await send({ topic: 'blog' }), [202, undefined])
    assert.deepEqual(await send({ topic: 'shop' }, '/v1/notifications/preview'), [200, undefined])
    for (const to of [
      { topic: 'staff' },
      { all: true },
      { subscriber: 'ada' },
      { subscribers: ['ada'] },
      { topic: 'blog', all: true },
      { topic: ['blog'] },
      ['blog'],
      'blog',
      null,
      undefined,
    ]) {
      assert.deepEqual(await send(to), [403, 'api-key-topics'], JSON.stringify(to))
      assert.deepEqual(await send(to, '/v1/notifications/preview'), [403, 'api-key-topics'], JSON.stringify(to))
    }
    const { body: staffs } = await site.api('POST', '/v1/notifications', {
      to: { topic: 'staff' },
      title: 'x',
      url: '/',
    })
    const cancelled = await asKey('PATCH', `/v1/notifications/${staffs.id}`, { state: 'cancelled' })
    assert.equal(cancelled.body.code, 'api-key-topics')
    assert.equal((await asKey('GET', '/v1/subscribers')).body.code, 'scope-missing')
    for (const more of [{ scopes: ['send', 'read'] }, { reach: 'server' }]) {
      const { body } = await site.api('POST', '/v1/api-keys', { name: 'x', topics: ['blog'], ...more })
      assert.equal(body.code, 'field-invalid')
    }
    const { body: next } = await site.api('POST', '/v1/api-keys', { replaces: made.id })
    assert.deepEqual(next.topics, ['blog', 'shop'])
  })

  test('is replaced by a new one with the same rights, and works beside it for a while', async () => {
    let time = Date.now()
    await using site = await temporaryBelfry({ now: () => time })
    const given = { name: 'shop', scopes: ['read'], addresses: ['198.51.100.0/24'] }
    const { body: old } = await site.api('POST', '/v1/api-keys', given)
    const { status, body: next } = await site.api('POST', '/v1/api-keys', { replaces: old.id, overlapHours: 2 })
    assert.equal(status, 201)
    assert.deepEqual([next.name, next.scopes, next.addresses], ['shop', ['read'], ['198.51.100.0/24']])
    const { body: shown } = await site.api('GET', `/v1/api-keys/${old.id}`)
    assert.equal(shown.expiresAt, new Date(time + 2 * HOUR).toISOString())
    const works = async (key: string) => (await ask(site, key, '198.51.100.1')).status === 200
    assert.deepEqual([await works(old.key), await works(next.key)], [true, true])
    time += 2 * HOUR
    assert.deepEqual([await works(old.key), await works(next.key)], [false, true])
    for (const [body, code] of [
      [{ replaces: 'nothing' }, 'api-key-not-found'],
      [{ replaces: old.id }, 'api-key-not-found'],
      [{ scopes: ['read'] }, 'field-missing'],
      [{ replaces: next.id, overlapHours: 10_000 }, 'field-invalid'],
    ] as const) {
      assert.equal((await site.api('POST', '/v1/api-keys', body)).body.code, code, JSON.stringify(body))
    }
    const { body: keys } = await site.api('GET', '/v1/api-keys')
    const declared = keys.apiKeys.find((key: { declared: string | null }) => key.declared !== null)
    assert.equal((await site.api('POST', '/v1/api-keys', { replaces: declared.id })).body.code, 'declared-elsewhere')
  })

  test('that is guessed is slowed down for the guesser, and for nobody with a right one', async () => {
    const time = Date.now()
    await using site = await temporaryBelfry({ now: () => time })
    const { body: made } = await site.api('POST', '/v1/api-keys', { name: 'shop' })
    const answers = []
    for (let n = 0; n < 30; n += 1) answers.push(await ask(site, `belfry_guess${n}`, '203.0.113.9'))
    assert.deepEqual(answers.at(0), { status: 401, code: 'api-key-invalid', retryAfter: null })
    assert.deepEqual(answers.at(-1), { status: 429, code: 'api-key-attempts', retryAfter: '3' })
    assert.equal(answers.filter(({ status }) => status === 401).length, 20)
    assert.equal((await ask(site, made.key, '203.0.113.9')).status, 200, 'an office shares its address')
    assert.equal((await ask(site, 'belfry_guess', '198.51.100.1')).status, 401)
    const told = site.logged().match(/API key that does not work/g)?.length ?? 0
    assert.ok(told >= 1 && told <= 3, `${told} lines for 31 guesses`)
    assert.ok(!site.logged().includes('belfry_guess'))
  })
})
