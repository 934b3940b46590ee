import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { generateVapidKeys } from '@belfry/web-push'
import { browserSubscription, temporaryBelfry } from '#test/belfry/temporary-belfry'
import { ConfigError, createBelfry, DatabaseError, type BelfryOptions } from '../index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belfry-app-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const quiet = {
  log: 'silent',
  url: 'https://example.com',
} as const satisfies Partial<BelfryOptions>
const config = async (options: BelfryOptions) => {
  await using belfry = await createBelfry({ ...quiet, ...options })
  const response = await belfry.fetch(new Request('https://example.com/b/default/config'))
  return (await response.json()) as {
    vapidKey: { id: string }
    topics: { id: string; name: string }[]
  }
}
const select = (file: string, sql: string) => {
  using reader = new DatabaseSync(file, { readOnly: true })
  return reader
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }))
}

describe('the first start', () => {
  test('makes the folder, the secrets, the site, its key and an API key, all private', async () => {
    const data = join(folder, 'deep', 'data')
    await config({ data })
    assert.equal(statSync(data).mode & 0o777, 0o700)
    for (const name of readdirSync(data)) {
      assert.equal(statSync(join(data, name)).mode & 0o777, 0o600, name)
    }
    assert.deepEqual(select(join(data, 'belfry.db'), 'select id, url, origins from belfry_sites'), [
      { id: 'default', url: 'https://example.com/', origins: '["https://example.com"]' },
    ])
    const { apiKey } = JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8'))
    const [key] = select(join(data, 'belfry.db'), 'select prefix, hash from belfry_api_keys')
    assert.equal(key!['prefix'], apiKey.slice(0, 12))
    assert.equal((key!['hash'] as Uint8Array).length, 32)
    assert.ok(!readFileSync(join(data, 'belfry.db')).includes(apiKey))
  })

  test('is followed by others that reuse everything', async () => {
    const first = await config({ data: folder })
    const secrets = readFileSync(join(folder, 'secrets.json'), 'utf8')
    const second = await config({ data: folder })
    assert.deepEqual(second, first)
    assert.equal(readFileSync(join(folder, 'secrets.json'), 'utf8'), secrets)
    assert.equal(select(join(folder, 'belfry.db'), 'select 1 from belfry_api_keys').length, 1)
  })

  test('can live in the file of the app, beside its tables', async () => {
    const database = join(folder, 'app.db')
    {
      using app = new DatabaseSync(database)
      app.exec('create table messages (text text)')
    }
    await config({ data: join(folder, 'data'), database })
    assert.ok(!existsSync(join(folder, 'data', 'belfry.db')))
    const names = select(database, `select name from sqlite_master where type = 'table'`)
    assert.ok(names.some(({ name }) => name === 'messages'))
    for (const { name } of names) {
      assert.match(String(name), /^(messages$|belfry_|sqlite_)/)
    }
  })
})

describe('a later start', () => {
  test('with another VAPID key keeps the old one for its subscriptions', async () => {
    const before = await config({ data: folder })
    const { privateKey } = generateVapidKeys()
    const after = await config({ data: folder, secrets: { vapidPrivateKey: privateKey } })
    assert.notEqual(after.vapidKey.id, before.vapidKey.id)
    const status = (id: string) =>
      select(join(folder, 'belfry.db'), `select status from belfry_vapid_keys where id = '${id}'`)[0]?.['status']
    assert.equal(status(before.vapidKey.id), 'retiring')
    assert.equal(status(after.vapidKey.id), 'active')
    assert.equal((await config({ data: folder })).vapidKey.id, after.vapidKey.id, 'no longer declared, it stays')
  })

  test('renames topics, and leaves topics that are no longer declared', async () => {
    await config({ data: folder, topics: { blog: { name: 'Blog' }, news: { name: 'News' } } })
    const { topics } = await config({ data: folder, topics: { blog: { name: 'Weblog' } } })
    assert.deepEqual(
      topics.map(({ id, name }) => [id, name]),
      [
        ['blog', 'Weblog'],
        ['news', 'News'],
      ],
    )
  })

  test('refuses damaged secrets without touching them or leaving anything open', async () => {
    writeFileSync(join(folder, 'secrets.json'), '{')
    await assert.rejects(createBelfry({ ...quiet, data: folder }), { name: 'ConfigError' })
    assert.deepEqual(readdirSync(folder), ['secrets.json'])
    assert.equal(readFileSync(join(folder, 'secrets.json'), 'utf8'), '{')
  })

  test('refuses a folder that cannot be written to, and a database of a newer version', async () => {
    writeFileSync(join(folder, 'file'), '')
    await assert.rejects(
      createBelfry({ ...quiet, data: join(folder, 'file', 'data') }),
      (error: unknown) => error instanceof ConfigError && error.message.startsWith('data: cannot write'),
    )
    await config({ data: folder })
    {
      using later = new DatabaseSync(join(folder, 'belfry.db'))
      later.exec(`insert into belfry_migrations values (9999, '9999-later.sql', 1)`)
    }
    await assert.rejects(
      createBelfry({ ...quiet, data: folder }),
      (error: unknown) => error instanceof DatabaseError && error.code === 'database-newer',
    )
  })
})

describe('mounted in a node:http server', () => {
  test('answers, refuses a large body early, and survives a request that is cut off', async () => {
    await using site = await temporaryBelfry()
    const server = createServer(site.belfry.listener).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const url = `http://127.0.0.1:${port}/b/default/subscription`
    const headers = { origin: 'https://example.com', 'content-type': 'application/json' }
    try {
      const good = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(browserSubscription()) })
      assert.equal(good.status, 201)

      const large = request(url, {
        method: 'PUT',
        headers: { ...headers, 'content-length': 10_000_000 },
      })
      large.write('{')
      const [answer] = await once(large, 'response')
      assert.equal(answer.statusCode, 413)
      large.on('error', () => undefined).destroy()

      const cut = request(url, { method: 'PUT', headers: { ...headers, 'content-length': 100 } })
      cut.on('error', () => undefined)
      cut.write('{"endpoint"')
      await once(server, 'request')
      const closed = new Promise((resolve) => cut.once('close', resolve))
      cut.destroy()
      await closed

      assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})

describe('close', () => {
  test('finishes open requests, refuses later ones, and may be called again', async () => {
    const belfry = await createBelfry({ ...quiet, data: folder })
    const put = (body: string | ReadableStream = JSON.stringify(browserSubscription())) =>
      belfry.fetch(
        new Request('https://example.com/b/default/subscription', {
          method: 'PUT',
          headers: { origin: 'https://example.com', 'content-type': 'application/json' },
          body,
          duplex: 'half',
        }),
      )
    const slow = new TransformStream<Uint8Array, Uint8Array>()
    const running = [put(slow.readable), ...Array.from({ length: 19 }, () => put())]
    const closing = [belfry.close(), belfry.close()]
    // Only waiting can show that nothing happens: without the visitor it closes in a tenth of this.
    const first = await Promise.race([closing[0], setTimeout(500, 'still open')])
    assert.equal(first, 'still open')
    const writer = slow.writable.getWriter()
    await writer.write(Buffer.from(JSON.stringify(browserSubscription())))
    await writer.close()
    for (const answer of await Promise.all(running)) assert.equal(answer.status, 201)
    await Promise.all(closing)
    const late = await put()
    assert.equal(late.status, 503)
    assert.equal(((await late.json()) as { code: string }).code, 'server-closing')
    await belfry[Symbol.asyncDispose]()
    assert.equal(select(join(folder, 'belfry.db'), 'select 1 from belfry_subscriptions').length, 20)
  })
})
