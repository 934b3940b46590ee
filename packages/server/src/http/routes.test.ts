import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { browserSubscription, temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'

let site: TemporaryBelfry
before(async () => {
  site = await temporaryBelfry({
    url: 'https://example.com',
    origins: ['https://example.com', 'https://app.example.org'],
    topics: { blog: { name: 'Blog' }, feedback: { name: 'Feedback', access: 'granted' } },
  })
})
after(() => site[Symbol.asyncDispose]())

describe('GET /b/:site/config', () => {
  test('has the data that a page needs before it subscribes, and nothing else', async () => {
    const { status, headers, body } = await site.page('GET', '/b/default/config')
    assert.equal(status, 200)
    assert.equal(headers.get('cache-control'), 'no-cache')
    const { vapidKey, client, ...rest } = body
    assert.deepEqual(rest, {
      site: 'default',
      topics: [
        { id: 'blog', name: 'Blog', description: '', access: 'open', default: false },
        { id: 'feedback', name: 'Feedback', description: '', access: 'granted', default: false },
      ],
      worker: { url: '/b/default/sw.js', scope: '/b/default/' },
    })
    assert.equal(Buffer.from(vapidKey.publicKey, 'base64url').length, 65)
    assert.match(vapidKey.id, /^[A-Za-z0-9_-]{16}$/)
    assert.match(client.url, /^\/b\/default\/client(-[0-9a-f]{16})?\.js$/)
  })
})

describe('pages at other origins', () => {
  const preflight = (origin: string) =>
    site.page('OPTIONS', '/b/default/subscription', undefined, {
      origin,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type',
    })

  test('that the site lists may write', async () => {
    const answer = await preflight('https://app.example.org')
    assert.equal(answer.status, 204)
    assert.equal(answer.headers.get('access-control-allow-origin'), 'https://app.example.org')
    assert.match(answer.headers.get('access-control-allow-methods') ?? '', /PUT/)
    assert.equal(answer.headers.get('access-control-allow-credentials'), null)
    const put = await site.page('PUT', '/b/default/subscription', browserSubscription(), {
      origin: 'https://app.example.org',
      'sec-fetch-site': 'cross-site',
    })
    assert.equal(put.status, 201)
    assert.equal(put.headers.get('access-control-allow-origin'), 'https://app.example.org')
    assert.match(put.headers.get('vary') ?? '', /Origin/)
  })

  test('that are the site itself may write where Belfry has a host of its own, on another site even', async () => {
    const put = await site.belfry.fetch(
      new Request('https://push.example.net/b/default/subscription', {
        method: 'PUT',
        headers: {
          host: 'push.example.net',
          origin: 'https://example.com',
          'sec-fetch-site': 'cross-site',
          'content-type': 'application/json',
        },
        body: JSON.stringify(browserSubscription()),
      }),
    )
    assert.equal(put.status, 201)
    assert.equal(put.headers.get('access-control-allow-origin'), 'https://example.com')
  })

  test('that the site lists can read the problem', async () => {
    const answer = await site.page('PUT', '/b/default/subscription', {}, { origin: 'https://app.example.org' })
    assert.equal(answer.status, 400)
    assert.equal(answer.headers.get('access-control-allow-origin'), 'https://app.example.org')
  })

  test('that the site does not list get no leave and no header', async () => {
    for (const origin of ['https://evil.example', 'null', 'https://example.com.evil.example']) {
      const answer = await preflight(origin)
      assert.equal(answer.status, 403)
      assert.equal(answer.headers.get('access-control-allow-origin'), null)
      const config = await site.page('GET', '/b/default/config', undefined, { origin })
      assert.equal(config.headers.get('access-control-allow-origin'), null)
    }
  })

  test('never reach the API for servers', async () => {
    const answer = await site.page('OPTIONS', '/v1/notifications', undefined, {
      origin: 'https://example.com',
      'access-control-request-method': 'POST',
    })
    assert.equal(answer.headers.get('access-control-allow-origin'), null)
  })
})

describe('for operators', () => {
  test('the server is alive and ready', async () => {
    assert.deepEqual((await site.page('GET', '/healthz')).body, { status: 'ok' })
    const { status, body } = await site.page('GET', '/readyz')
    assert.equal(status, 200)
    assert.deepEqual(body, {
      status: 'ready',
      checks: { database: true, writes: true, deliveries: true },
    })
  })
})

describe('an error of the server', () => {
  test('leaks nothing, and names the line of the log that tells all', async () => {
    await using broken = await temporaryBelfry()
    const { openSqlite } = await import('../database/open-sqlite.ts')
    {
      await using database = await openSqlite(`${broken.data}/belfry.db`)
      database.raw.exec('alter table belfry_subscriptions rename to hidden_away')
    }
    const answer = await broken.page('PUT', '/b/default/subscription', browserSubscription())
    assert.equal(answer.status, 500)
    assert.equal(answer.body.code, 'internal-error')
    assert.doesNotMatch(JSON.stringify(answer.body), /hidden_away|sqlite|no such table|\.ts/i)
    const line = broken
      .logged()
      .split('\n')
      .find((line) => line.includes(answer.body.instance))
    assert.match(line ?? '', /no such table/)
  })

  test('that is a lock held by somebody else asks to try again', async () => {
    await using busy = await temporaryBelfry()
    const { DatabaseSync } = await import('node:sqlite')
    using app = new DatabaseSync(`${busy.data}/belfry.db`)
    app.exec('begin immediate')
    const answer = await busy.page('PUT', '/b/default/subscription', browserSubscription())
    app.exec('rollback')
    assert.equal(answer.status, 503)
    assert.equal(answer.body.code, 'database-busy')
    assert.equal(answer.headers.get('retry-after'), '1')
    assert.equal((await busy.page('PUT', '/b/default/subscription', browserSubscription())).status, 201)
  })
})
