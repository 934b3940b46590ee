import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { startServe, type ServeProcess } from '../support/belfry/serve-process.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'

// What starts of `belfry serve` declare, one after the other: in a file, in the environment and in secrets.json.

describe('declarations, on SQLite', { timeout: 180_000 }, () => declared())

describe('declarations, on PostgreSQL', { skip: await whyNoPostgres(), timeout: 180_000 }, () =>
  declared(startPostgres),
)

// oxlint-disable-next-line typescript/no-explicit-any -- a test asserts on whatever came
type Body = any

interface Place extends AsyncDisposable {
  data: string
  /** Starts a server with what it declares, and ends it when `use` has. */
  serve: (env: Record<string, string>, use: (ask: Ask) => Promise<void>, flags?: string[]) => Promise<void>
  apiKey: () => string
}

type Ask = (
  method: string,
  path: string,
  more?: { body?: object; key?: string },
) => Promise<{ status: number; body: Body }>

async function place(startDatabase?: typeof startPostgres): Promise<Place> {
  const data = mkdtempSync(join(tmpdir(), 'belfry-declared-'))
  const postgres = await startDatabase?.()
  const database = await postgres?.createDatabase()
  const apiKey = () => (JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as { apiKey: string }).apiKey
  return {
    data,
    apiKey,
    async serve(env, use, flags = []) {
      const all = { BELFRY_DATA: data, ...(database && { DATABASE_URL: database.url }), ...env }
      await using server = await startServe(all, '--no-work', ...flags)
      await use((method, path, more) => ask(server, method, path, { key: apiKey(), ...more }))
      assert.equal(await server.end('SIGTERM'), 0)
    },
    async [Symbol.asyncDispose]() {
      await postgres?.[Symbol.asyncDispose]()
      rmSync(data, { recursive: true })
    },
  }
}

async function ask({ url }: ServeProcess, method: string, path: string, { body, key }: { body?: object; key: string }) {
  const response = await fetch(new URL(path, url), {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Body }
}

function declared(startDatabase?: typeof startPostgres): void {
  test('a file declares as variables do, below them, is changed nowhere else, and what it drops is free', async () => {
    await using here = await place(startDatabase)
    const file = join(here.data, 'declared.json')
    const declare = (content: object) => writeFileSync(file, JSON.stringify(content))
    const env = { BELFRY_CONTACT: 'env@example.com' }
    declare({
      url: 'https://example.com',
      contact: 'file@example.com',
      limits: { maxPerMinute: 900 },
      topics: { blog: { name: 'Blog' }, news: { name: 'News' } },
      sites: { shop: { url: 'https://shop.example', topics: { orders: { name: 'Orders' } } } },
    })
    await here.serve({ ...env, BELFRY_CONFIG: file }, async (ask) => {
      const { body: site } = await ask('GET', '/v1/sites/default')
      assert.deepEqual(site.declared, { url: 'declared.json', contact: 'BELFRY_CONTACT', limits: 'declared.json' })
      assert.deepEqual([site.contact, site.limits.maxPerMinute], ['mailto:env@example.com', 900])
      const refused = await ask('PATCH', '/v1/topics/blog', { body: { name: 'Else' } })
      assert.deepEqual([refused.status, refused.body.code], [409, 'declared-elsewhere'])
      assert.match(refused.body.detail, /is declared in declared\.json: change it there/)
      const limits = await ask('PATCH', '/v1/sites/default', { body: { limits: { maxPerMinute: 1 } } })
      assert.equal(limits.body.code, 'declared-elsewhere')
      const { body: shop } = await ask('GET', '/v1/topics?site=shop')
      assert.deepEqual(
        shop.topics.map(({ id, declared }: Body) => [id, declared]),
        [['orders', 'declared.json']],
      )
      assert.equal((await ask('POST', '/v1/topics', { body: { id: 'own', name: 'Own' } })).status, 201)
    })

    declare({ topics: { blog: { name: 'The blog' } } })
    await here.serve(
      env,
      async (ask) => {
        const { body: site } = await ask('GET', '/v1/sites/default')
        assert.deepEqual(site.declared, { contact: 'BELFRY_CONTACT' })
        assert.deepEqual([site.url, site.limits.maxPerMinute], ['https://example.com/', 900], 'its values stay')
        const { body } = await ask('GET', '/v1/topics')
        const topics = body.topics.map(({ id, name, declared }: Body) => [id, name, declared])
        const free = [
          ['news', 'News', null],
          ['own', 'Own', null],
        ]
        assert.deepEqual(topics, [['blog', 'The blog', 'declared.json'], ...free])
        assert.deepEqual((await ask('GET', '/v1/sites/shop')).body.declared, {}, 'a site that is declared no more')
        assert.equal((await ask('PATCH', '/v1/topics/orders?site=shop', { body: { name: 'Order' } })).status, 200)
        assert.equal((await ask('PATCH', '/v1/topics/news', { body: { name: 'Novelties' } })).status, 200)
      },
      ['--config', file],
    )

    declare({ topics: { blog: {} } })
    await assert.rejects(
      here.serve({ ...env, BELFRY_CONFIG: file }, async () => undefined),
      /belfry serve ended with 1: belfry: config-file-invalid: declared\.json: topics\.blog\.name: [^\n]*\n$/,
    )
    await here.serve(env, async (ask) => {
      assert.equal((await ask('GET', '/v1/topics/blog')).body.declared, null, 'without the file it is free')
    })
  })

  test('an API key replaced in the environment or in secrets.json stops working at the next start', async () => {
    await using here = await place(startDatabase)
    const keys = ['first', 'second'].map((name) => `belfry_${name.padEnd(43, 'x')}`)
    const [first = '', second = ''] = keys
    const status = async (ask: Ask, key: string) => (await ask('GET', '/v1/topics', { key })).status
    await here.serve({}, async (ask) => assert.equal(await status(ask, here.apiKey()), 200))
    const ofFile = here.apiKey()
    const secrets = join(here.data, 'secrets.json')
    writeFileSync(secrets, readFileSync(secrets, 'utf8').replace(ofFile, first), { mode: 0o600 })
    await here.serve({}, async (ask) => {
      assert.deepEqual([await status(ask, ofFile), await status(ask, first)], [401, 200])
    })
    await here.serve({ BELFRY_API_KEY: second }, async (ask) => {
      assert.deepEqual([await status(ask, ofFile), await status(ask, second)], [401, 200])
    })
    const third = second.replace('second', 'third_')
    await here.serve({ BELFRY_API_KEY: third }, async (ask) => {
      assert.deepEqual([await status(ask, second), await status(ask, third)], [401, 200])
    })
  })
}
