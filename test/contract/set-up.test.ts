import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { startPushService, type PushService } from '../../packages/push-service/src/index.ts'
import { startCommand } from '../support/belfry/belfry-command.ts'
import { startServe, type ServeProcess } from '../support/belfry/serve-process.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'
import { until } from '../support/time/until.ts'

// Two `belfry serve`, as an operator starts them, and curl: every change at one is in force at the other.

const SITE = 'https://example.com'
const SHOP = 'https://shop.example'
// Two seconds are promised; a busy machine gets three times that.
const PATIENCE_MS = 6000

// oxlint-disable-next-line typescript/no-explicit-any -- a test asserts on whatever came
type Body = any

interface Answer {
  status: number
  body: Body
}

const noCurl =
  spawnSync('curl', ['--version']).error === undefined ? false : 'curl is not installed: apt-get install curl'

describe('set up by curl and commands alone, on SQLite', { skip: noCurl, timeout: 240_000 }, () => setUpByCurl())

describe(
  'set up by curl and commands alone, on PostgreSQL',
  { skip: noCurl || (await whyNoPostgres()), timeout: 240_000 },
  () => setUpByCurl(startPostgres),
)

function setUpByCurl(startDatabase?: typeof startPostgres): void {
  const data = mkdtempSync(join(tmpdir(), 'belfry-set-up-'))
  const started: AsyncDisposable[] = []
  let service: PushService
  let [one, other]: ServeProcess[] = []
  let root: string

  const start = async (): Promise<void> => {
    if (root !== undefined) return
    service = await startPushService()
    started.push(service)
    const ca = join(data, 'ca.pem')
    writeFileSync(ca, service.ca)
    const postgres = await startDatabase?.()
    if (postgres !== undefined) started.unshift(postgres)
    const env = {
      ...(postgres && { DATABASE_URL: (await postgres.createDatabase()).url }),
      BELFRY_DATA: data,
      BELFRY_URL: SITE,
      BELFRY_CONTACT: 'ops@example.com',
      BELFRY_PUSH_ALLOW: service.allow.join(','),
      BELFRY_PUSH_CA: ca,
      BELFRY_PUSH_RESOLVE: Object.entries(service.resolve)
        .map(([host, at]) => `${host}=${at}`)
        .join(','),
    }
    one = await startServe(env)
    started.push(one)
    other = await startServe(env, '--no-work')
    started.push(other)
    root = (JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as { apiKey: string }).apiKey
  }
  after(async () => {
    for (const open of started.toReversed()) await open[Symbol.asyncDispose]()
    rmSync(data, { recursive: true })
  })

  const curl = async (
    at: ServeProcess | undefined,
    method: string,
    path: string,
    { body, key = root, origin }: { body?: object; key?: string; origin?: string } = {},
  ): Promise<Answer> => {
    const headers = [
      ...(origin === undefined ? ['-H', `Authorization: Bearer ${key}`] : ['-H', `Origin: ${origin}`]),
      ...(body === undefined ? [] : ['-H', 'Content-Type: application/json', '-d', JSON.stringify(body)]),
    ]
    const args = ['-sS', '--noproxy', '*', '-w', '\n%{http_code}', '-X', method, ...headers, `${at?.url}${path}`]
    const { stdout } = await promisify(execFile)('curl', args)
    const split = stdout.lastIndexOf('\n')
    return { status: Number(stdout.slice(split)), body: JSON.parse(stdout.slice(0, split) || 'null') }
  }

  /** Asks until the answer is as expected, and returns how long that took. */
  const inForce = async (ask: () => Promise<boolean>, signal: AbortSignal): Promise<void> => {
    await until(ask, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]), 50)
  }

  const subscribe = async (site: string, origin: string, more: object = {}): Promise<string> => {
    const { body: config } = await curl(other, 'GET', `/b/${site}/config`)
    const made = await service.subscribe({ applicationServerKey: config.vapidKey.publicKey })
    const body = { endpoint: made.endpoint, keys: made.keys, keyId: config.vapidKey.id, ...more }
    const answer = await curl(other, 'PUT', `/b/${site}/subscription`, { body, origin })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return made.id
  }
  const titles = (id: string) =>
    service.messages(id).map(({ text }) => JSON.parse(text ?? '').notification.title as string)
  const arrives = (id: string, title: string, signal: AbortSignal) => until(() => titles(id).includes(title), signal)

  test('a topic made at one is there at the other, is changed, and is deleted after its price is named', async (t) => {
    await start()
    const made = await curl(one, 'POST', '/v1/topics', { body: { id: 'news', name: 'News', default: true } })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    assert.equal(made.body.declared, null)
    const shown = async () =>
      (await curl(other, 'GET', '/b/default/config')).body.topics as { id: string; name: string }[]
    await inForce(async () => (await shown()).some(({ id }) => id === 'news'), t.signal)
    assert.equal((await curl(one, 'POST', '/v1/topics', { body: { id: 'news', name: 'N' } })).body.code, 'topic-taken')

    const browser = await subscribe('default', SITE)
    const sent = await curl(other, 'POST', '/v1/notifications', { body: { to: { topic: 'news' }, title: 'First' } })
    assert.equal(sent.status, 202)
    await arrives(browser, 'First', t.signal)

    await curl(other, 'PATCH', '/v1/topics/news', { body: { name: 'Novelties' } })
    await inForce(async () => (await shown()).some(({ name }) => name === 'Novelties'), t.signal)

    const refused = await curl(one, 'DELETE', '/v1/topics/news')
    assert.deepEqual([refused.status, refused.body.code], [409, 'topic-in-use'])
    assert.match(refused.body.detail, /1 people/)
    assert.deepEqual((await curl(one, 'DELETE', '/v1/topics/news?losing=1')).body, { people: 1 })
    await inForce(async () => (await shown()).every(({ id }) => id !== 'news'), t.signal)
    assert.equal((await curl(other, 'GET', '/v1/topics/news')).body.code, 'topic-not-found')
  })

  test('a second site: its own URL, origins, keys and topics, and no others', async (t) => {
    await start()
    const site = { id: 'shop', url: `${SHOP}/`, contact: 'ops@shop.example', basePath: '/push' }
    const made = await curl(one, 'POST', '/v1/sites', { body: site })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    assert.deepEqual(made.body.origins, [SHOP])
    await inForce(async () => (await curl(other, 'GET', '/b/shop/config')).status === 200, t.signal)
    const configs = await Promise.all(['default', 'shop'].map((id) => curl(other, 'GET', `/b/${id}/config`)))
    assert.notEqual(configs[0]?.body.vapidKey.id, configs[1]?.body.vapidKey.id)
    assert.deepEqual(configs[1]?.body.worker, { url: '/push/b/shop/sw.js', scope: '/push/b/shop/' })

    const foreign = await curl(other, 'PUT', '/b/shop/subscription', { body: {}, origin: SITE })
    assert.equal(foreign.body.code, 'origin-foreign')
    const [browser, elsewhere] = [await subscribe('shop', SHOP), await subscribe('default', SITE)]
    await curl(other, 'POST', '/v1/notifications?site=shop', { body: { to: { all: true }, title: 'Sale', url: '/x' } })
    await arrives(browser, 'Sale', t.signal)
    assert.ok(!titles(elsewhere).includes('Sale'))
    assert.match(service.messages(browser)[0]?.text ?? '', /"navigate":"https:\/\/shop\.example\/x"/)

    const changed = await curl(other, 'PATCH', '/v1/sites/shop', { body: { url: 'https://shop.test/' } })
    assert.deepEqual(changed.body.origins, ['https://shop.test'])
    const asks = async () => (await curl(one, 'PUT', '/b/shop/subscription', { body: {}, origin: SHOP })).body.code
    await inForce(async () => (await asks()) === 'origin-foreign', t.signal)

    assert.equal((await curl(one, 'GET', '/v1/topics?site=nobody')).body.code, 'site-unknown')
    assert.equal((await curl(one, 'DELETE', '/v1/sites/default')).body.code, 'site-default')
    assert.equal((await curl(one, 'DELETE', '/v1/sites/shop')).body.code, 'site-in-use')
    assert.deepEqual((await curl(one, 'DELETE', '/v1/sites/shop?losing=1')).body, { subscriptions: 1 })
    await inForce(async () => (await curl(other, 'GET', '/b/shop/config')).body.code === 'site-unknown', t.signal)
  })

  test('an API key is shown once, works at the other, within its scope, and ends everywhere', async (t) => {
    await start()
    const { body: made } = await curl(one, 'POST', '/v1/api-keys', { body: { name: 'backend', scopes: ['send'] } })
    const { key } = made as { key: string }
    assert.match(key, /^belfry_[\w-]{43}$/)
    const sends = () => curl(other, 'POST', '/v1/notifications', { key, body: { to: { all: true }, title: 'x' } })
    await inForce(async () => (await sends()).status === 202, t.signal)
    const listed = await curl(other, 'GET', '/v1/api-keys')
    assert.ok(!JSON.stringify(listed.body).includes(key))
    assert.deepEqual(
      listed.body.apiKeys.map(({ name, declared, scopes }: Body) => [name, declared, scopes.length]),
      [
        ['backend', null, 1],
        ['first', 'secrets.json', 3],
      ],
    )
    for (const [method, path] of [
      ['GET', '/v1/topics'],
      ['POST', '/v1/api-keys'],
    ] as const) {
      const body = method === 'POST' ? { body: { name: 'more' } } : {}
      assert.equal((await curl(other, method, path, { key, ...body })).body.code, 'scope-missing', path)
    }
    await curl(one, 'POST', '/v1/sites', { body: { id: 'blog', url: 'https://blog.example' } })
    assert.equal((await curl(one, 'POST', '/v1/topics?site=blog', { key, body: {} })).body.code, 'site-not-granted')

    assert.equal((await curl(other, 'DELETE', `/v1/api-keys/${made.id}`)).status, 200)
    assert.equal((await sends()).status, 401, 'where it was revoked, at once')
    const at = (process: ServeProcess | undefined) => curl(process, 'GET', '/v1/topics', { key })
    await inForce(async () => (await at(one)).status === 401, t.signal)
    assert.equal((await curl(one, 'GET', `/v1/api-keys/${made.id}`)).body.key, undefined)
  })

  test('a VAPID pair is rotated without losing anybody, and retired at a price that is named', async (t) => {
    await start()
    const before = await subscribe('default', SITE)
    const [{ id: old }] = (await curl(one, 'GET', '/v1/vapid-keys')).body.vapidKeys
    const rotated = await curl(one, 'POST', '/v1/vapid-keys', { body: {} })
    assert.deepEqual([rotated.status, rotated.body.status, rotated.body.hasPrivateKey], [201, 'active', true])
    const active = async () => (await curl(other, 'GET', '/b/default/config')).body.vapidKey.id as string
    await inForce(async () => (await active()) === rotated.body.id, t.signal)
    const later = await subscribe('default', SITE)
    await curl(other, 'POST', '/v1/notifications', { body: { to: { all: true }, title: 'Both' } })
    await arrives(before, 'Both', t.signal)
    await arrives(later, 'Both', t.signal)

    const retire = (losing?: number) =>
      curl(other, 'PATCH', `/v1/vapid-keys/${old}`, {
        body: { status: 'retired', ...(losing === undefined ? {} : { losing }) },
      })
    const { body: shown } = await curl(other, 'GET', `/v1/vapid-keys/${old}`)
    assert.equal(shown.status, 'retiring')
    const refused = await retire()
    assert.equal(refused.body.code, 'vapid-key-in-use')
    assert.match(refused.body.detail, new RegExp(`^${shown.subscriptions} active subscriptions`))
    assert.equal((await retire(shown.subscriptions)).body.subscriptions, 0)
    await curl(one, 'POST', '/v1/notifications', { body: { to: { all: true }, title: 'After' } })
    await arrives(later, 'After', t.signal)
    assert.ok(!titles(before).includes('After'))
    assert.equal(
      (await curl(one, 'PATCH', `/v1/vapid-keys/${rotated.body.id}`, { body: { status: 'retired', losing: 99 } })).body
        .code,
      'vapid-key-active',
    )
    const secrets = JSON.stringify((await curl(one, 'GET', '/v1/vapid-keys')).body)
    assert.doesNotMatch(secrets, /private_key|privateKey":/)
  })

  test('a VAPID pair from elsewhere is imported in its own spelling, or refused with the reason', async () => {
    await start()
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    const pkcs8 = { format: 'pem', type: 'pkcs8' } as const
    const bring = (privateKey: unknown) =>
      curl(one, 'POST', '/v1/vapid-keys', { body: { privateKey, status: 'retiring' } })
    const ids = new Set<string>()
    for (const spelling of [
      privateKey.export({ format: 'jwk' }),
      privateKey.export(pkcs8),
      { privateKey: privateKey.export(pkcs8) },
    ]) {
      const { status, body } = await bring(spelling)
      assert.equal(status, 201, JSON.stringify(body))
      ids.add(body.id)
    }
    assert.equal(ids.size, 1)
    const wrong: Record<string, unknown> = {
      'vapid-key-encrypted': privateKey.export({ ...pkcs8, cipher: 'aes-256-cbc', passphrase: 'secret' }),
      'vapid-key-public': publicKey.export({ format: 'jwk' }),
      'vapid-key-wrong-curve': generateKeyPairSync('ed25519').privateKey.export(pkcs8),
      'vapid-key-out-of-range': 'A'.repeat(43),
      'vapid-keys-invalid': 'private_key.pem',
      'field-invalid': 7,
    }
    for (const [code, spelling] of Object.entries(wrong)) {
      const { status, body } = await bring(spelling)
      assert.deepEqual([status, body.code, body.errors[0].field], [400, code, 'privateKey'])
    }
  })

  test('a ceiling and a base path set at one are in force at the other', async (t) => {
    await start()
    const browsers = await Promise.all([1, 2, 3].map(() => subscribe('default', SITE)))
    /** How long a broadcast takes to reach all of them. */
    const broadcast = async (title: string) => {
      const started = performance.now()
      await curl(other, 'POST', '/v1/notifications', { body: { to: { all: true }, title } })
      await until(() => browsers.every((id) => titles(id).includes(title)), t.signal)
      return performance.now() - started
    }
    await broadcast('warm')
    let sent = 0
    const isSlow = async () => (await broadcast(`broadcast ${(sent += 1)}`)) > 1500
    const limit = (maxPerMinute: number | null) =>
      curl(other, 'PATCH', '/v1/sites/default', { body: { limits: { maxPerMinute } } })
    // One at once and one a second: the last of three after two seconds.
    assert.equal((await limit(60)).body.limits.maxPerMinute, 60)
    await inForce(isSlow, t.signal)
    await limit(null)
    await inForce(async () => !(await isSlow()), t.signal)

    await curl(one, 'POST', '/v1/sites', { body: { id: 'below', url: 'https://below.example' } })
    const status = async (path: string) => (await curl(other, 'GET', path)).status
    await inForce(async () => (await status('/b/below/config')) === 200, t.signal)
    assert.equal(await status('/push/b/below/config'), 404)
    await curl(one, 'PATCH', '/v1/sites/below', { body: { basePath: '/push' } })
    await inForce(async () => (await status('/push/b/below/config')) === 200, t.signal)
    const { body } = await curl(other, 'GET', '/push/b/below/config')
    assert.deepEqual(body.worker, { url: '/push/b/below/sw.js', scope: '/push/b/below/' })
    assert.equal(await status('/push/b/default/config'), 404, 'it is the base path of one site')
    assert.equal(await status('/b/below/config'), 200, 'a proxy may have cut it off')
    await curl(one, 'DELETE', '/v1/sites/below')
  })

  test('with commands alone: what is set up at one is in force at the other', async (t) => {
    await start()
    const belfry = async (at: ServeProcess | undefined, apiKey: string, ...args: string[]) => {
      const env = { BELFRY_SERVER: at?.url ?? '', BELFRY_API_KEY: apiKey }
      return startCommand(env, ...args).ended
    }
    const well = async (...args: string[]): Promise<Body> => {
      const { code, out, err } = await belfry(one, root, ...args, '--json')
      assert.equal(code, 0, err)
      return JSON.parse(out)
    }
    const site = await well('sites', 'add', 'store', '--url', 'https://store.example', '--max-per-minute', '900')
    const topic = await well('topics', 'add', 'sales', '--name', 'Sales', '--site', 'store')
    const { id, key } = await well('keys', 'add', 'store backend', '--site', 'store')
    const pair = await well('vapid', 'add', '--site', 'store')
    assert.deepEqual([site.limits.maxPerMinute, topic.id, pair.status], [900, 'sales', 'active'])
    const config = async () => (await curl(other, 'GET', '/b/store/config')).body
    await inForce(async () => (await config()).vapidKey?.id === pair.id, t.signal)
    assert.deepEqual((await config()).topics.length, 1)
    const topics = await belfry(other, key, 'topics')
    assert.match(topics.out, /^sales +Sales +open/m, topics.err)
    await well('topics', 'edit', 'sales', '--name', 'Bargains', '--site', 'store')
    await inForce(async () => (await config()).topics[0].name === 'Bargains', t.signal)
    await well('keys', 'revoke', id, '--site', 'store')
    await inForce(async () => (await curl(other, 'GET', '/v1/topics', { key })).status === 401, t.signal)
    const refused = await belfry(other, key, 'topics')
    assert.deepEqual([refused.code, refused.out], [1, ''])
    assert.match(refused.err, /^belfry: api-key-invalid: [^\n]*\n$/)
    await well('sites', 'remove', 'store')
    await inForce(async () => (await config()).code === 'site-unknown', t.signal)
  })

  test('a declared setting is shown as such, and changed where it is declared', async () => {
    await start()
    const { body: site } = await curl(one, 'GET', '/v1/sites/default')
    assert.deepEqual(site.declared, { url: 'BELFRY_URL', contact: 'BELFRY_CONTACT' })
    const refused = await curl(other, 'PATCH', '/v1/sites/default', { body: { url: 'https://else.example' } })
    assert.deepEqual([refused.status, refused.body.code], [409, 'declared-elsewhere'])
    assert.match(refused.body.detail, /declared in BELFRY_URL: change it there/)
    assert.deepEqual(refused.body.errors[0].field, 'url')
    const free = await curl(other, 'PATCH', '/v1/sites/default', { body: { name: 'My site' } })
    assert.equal(free.body.name, 'My site')
  })
}
