import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { createBelfry, openDataFolder, readEnvironment, type Belfry } from '../index.ts'

// What callers in JavaScript pass, whom no type stops: each is refused in words that name the argument, at once.

const notText: unknown[] = [null, 0, 7, Number.NaN, true, {}, [], ['x'], () => 'x', Symbol('x'), 10n, Buffer.from('x')]
const noObject: unknown[] = [null, 'x', 7, true, Symbol('x')]
const typeError = { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' }
const notification = { to: { topic: 'news' }, title: 'Hello' } as const

let folder: string
let belfry: Belfry
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'belfry-arguments-'))
  belfry = await createBelfry({
    data: join(folder, 'data'),
    url: 'https://example.com',
    contact: 'ops@example.com',
    topics: { news: { name: 'News' } },
    work: false,
    log: 'silent',
  })
})
after(async () => {
  await belfry.close()
  rmSync(folder, { recursive: true })
})

test('identify signs for a person, and for nothing else: a visitor would be refused for it', () => {
  assert.match(belfry.identify({ subscriber: 'ada', topics: ['news'], expiresInMs: 1000 }), /^[\w-]+\.[\w-]+$/)
  const wrong: Record<string, unknown[]> = {
    subscriber: [...notText, undefined, '', 'a\0', '\ud800', 'x'.repeat(256)],
    topics: [null, 'news', 7, {}, [7], [null]],
    site: [...notText, 'a\0'],
    expiresInMs: [null, '5', Number.NaN, Infinity, 1e15, {}],
    topic: ['news'],
  }
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      const who = { subscriber: 'ada', [name]: value }
      assert.throws(() => belfry.identify(who), { name: 'Refusal', message: new RegExp(name) })
    }
  }
  for (const who of [undefined, ...noObject, []]) {
    assert.throws(() => belfry.identify(who as never), { name: 'Refusal', message: /the argument of identify/ })
  }
})

test('identify signs for no site that is not there', async () => {
  const refusal = { name: 'Refusal', code: 'site-unknown' }
  assert.throws(() => belfry.identify({ subscriber: 'ada', site: 'shop' }), refusal)
  const { apiKey } = JSON.parse(readFileSync(join(folder, 'data', 'secrets.json'), 'utf8')) as { apiKey: string }
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
  const ask = (method: string, path: string, body?: string) =>
    belfry.fetch(new Request(`https://example.com${path}`, { method, headers, ...(body && { body }) }))
  assert.equal((await ask('POST', '/v1/sites', '{"id":"shop"}')).status, 201)
  assert.match(belfry.identify({ subscriber: 'ada', site: 'shop' }), /^[\w-]+\.[\w-]+$/, 'at once')
  assert.equal((await ask('DELETE', '/v1/sites/shop')).status, 200)
  assert.throws(() => belfry.identify({ subscriber: 'ada', site: 'shop' }), refusal)
})

test('a token of identify is one that this server takes, whatever was passed', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (subscriber, topics) => {
      try {
        belfry.identify({ subscriber, topics } as never)
      } catch (error) {
        assert.equal((error as Error).name, 'Refusal')
        return
      }
      assert.ok(typeof subscriber === 'string' && Array.isArray(topics))
    }),
  )
})

test('an option of notify that is misspelt or wrong is refused, not left out', async () => {
  const wrong: Record<string, unknown[]> = {
    site: [...notText, 'a\0'],
    idempotencyKey: [...notText, '', 'a key'],
    client: [null, 'x', 7, {}, []],
    idempotencykey: ['x'],
  }
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      const sent = belfry.notify(notification, { [name]: value })
      await assert.rejects(sent, { name: 'Refusal' }, `${name}: ${String(value)}`)
    }
  }
  for (const options of [...noObject, []])
    await assert.rejects(belfry.notify(notification, options as never), /options/)
  const { id } = await belfry.notify(notification, { site: undefined, idempotencyKey: undefined })
  assert.equal(typeof id, 'string')
})

test('a transaction is an open database, or refused where it was passed: else it would be sent outside of it', () => {
  for (const transaction of [null, 'x', 7, {}, [], () => 'x']) {
    assert.throws(() => belfry.notify(notification, { transaction } as never), {
      name: 'Refusal',
      message: /transaction must be|transaction: must be/,
    })
  }
  using other = new DatabaseSync(':memory:')
  assert.throws(() => belfry.notify(notification, { transaction: other }), { name: 'DatabaseError' })
})

test('any value at all is a notification that is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      await assert.rejects(belfry.notify(value as never), { name: 'Refusal' })
    }),
    { numRuns: 50 },
  )
})

test('fetch takes a Request: an address would be answered with “not found”', async () => {
  for (const wrong of [undefined, ...notText, 'https://example.com/healthz', new URL('https://example.com/healthz')]) {
    await assert.rejects(belfry.fetch(wrong as never), { ...typeError, message: /fetch must be called with a Request/ })
  }
})

test('listener takes what node:http gives it: with anything else the process ended', () => {
  for (const wrong of [[], [null], [{}, {}], ['x', 'y'], [{ url: '/', method: 'GET' }, {}]]) {
    assert.throws(() => Reflect.apply(belfry.listener, undefined, wrong), { ...typeError, message: /listener must be/ })
  }
})

test('every option is refused by its name', async () => {
  const options = ['data', 'database', 'work', 'concurrency', 'encryption', 'url', 'contact', 'topics', 'sites', 'push']
  for (const name of [...options, 'log', 'now', 'secrets', 'trustedProxies', 'clientIpHeader', 'basePath']) {
    for (const value of [null, Symbol('x'), 'a\0', 1.5]) {
      const starting = createBelfry({ data: join(folder, 'other'), [name]: value })
      await assert.rejects(
        starting,
        { name: 'ConfigError', message: new RegExp(`^${name}: `) },
        `${name}: ${String(value)}`,
      )
    }
  }
  for (const value of [undefined, ...noObject])
    await assert.rejects(createBelfry(value as never), /^ConfigError: options: /)
})

test('a data folder is a path, and an environment an object', () => {
  for (const value of [undefined, ...notText, '', 'a\0b']) {
    assert.throws(() => openDataFolder(value as never), { name: 'ConfigError', message: /^data: must be the path/ })
  }
  for (const value of [null, 'x', 7]) {
    assert.throws(() => readEnvironment(value as never), { ...typeError, message: /^env must be/ })
    assert.throws(() => readEnvironment({}, value as never), { ...typeError, message: /^flags must be/ })
  }
})
