// Any request of a stranger, a browser or an app gets an answer of the catalogue, never a 500, on either database.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Belfry } from '../../packages/server/src/index.ts'
import { postgresStage } from '../support/belfry/postgres-belfry.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'
import { browserSubscription, SITE_URL, temporaryBelfry } from '../support/belfry/temporary-belfry.ts'

interface Place {
  belfry: Belfry
  apiKey: string
}

type Call = readonly [method: string, path: string, body: unknown, who: 'page' | 'server']

const subscription = browserSubscription('fuzz')
const id = '00000000-0000-4000-8000-000000000000'

/** A good request of each kind, to be spoilt. `identity` is signed for each place. */
function calls(identity: string): Call[] {
  const person = { ...subscription, identity, topics: ['blog'], locale: 'de', timeZone: 'UTC' }
  const browser = { name: 'Firefox', version: '140', os: 'Linux', mobile: false }
  const previous = { endpoint: subscription.endpoint, handle: 'A'.repeat(43) }
  const action = { action: 'go', title: 'Go', url: '/go' }
  const notification = {
    to: { subscriber: 'ada' },
    title: 'Hello',
    body: 'You',
    url: '/a',
    actions: [action],
    tag: 't',
    collapseKey: 'k',
    lang: 'de',
    appBadge: 1,
    ttl: 60,
  }
  return [
    ['PUT', '/b/default/subscription', { ...person, browser }, 'page'],
    ['PUT', '/b/default/subscription', { ...subscription, previous }, 'page'],
    ['DELETE', '/b/default/subscription', { endpoint: subscription.endpoint }, 'page'],
    ['POST', '/v1/notifications', notification, 'server'],
    ['POST', '/v1/notifications', { to: { topic: 'blog' }, title: 'Hello' }, 'server'],
    ['POST', '/v1/notifications', { to: { subscribers: ['ada', 'bob'] }, title: 'x' }, 'server'],
    ['PATCH', `/v1/notifications/${id}`, { state: 'paused' }, 'server'],
    ['GET', `/v1/notifications/${id}`, undefined, 'server'],
    ['GET', '/v1/notifications?cursor=x', undefined, 'server'],
  ]
}

// Values that have broken servers before: NUL (PostgreSQL takes none), half a character, names of prototypes, extreme
// numbers. prettier-ignore
const nasty = fc.constantFrom<unknown>(
  '\0',
  'a\0b',
  '\ud800',
  '\udfff\ud800',
  '__proto__',
  'constructor',
  '',
  ' ',
  '%00',
  "'--",
  'x'.repeat(5000),
  '💥'.repeat(300),
  '../..',
  'https://[',
  'mailto:x',
  '-1',
  '\u202e',
  '\r\n',
  2 ** 53,
  -1,
  1.5,
  -0,
  1e308,
  2 ** 31,
  null,
  true,
  [],
  {},
  [[]],
  [null],
  { x: 1 },
)
const value = fc.oneof(nasty, nasty, fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary' }))
const spoiling = fc.record({
  call: fc.nat(8),
  at: fc.nat(30),
  value,
  text: fc.option(fc.string({ maxLength: 200 }), { freq: 12 }),
  key: fc.option(fc.constantFrom('k', 'ä', 'x'.repeat(300), 'a b'), { freq: 5 }),
  where: fc.constantFrom('body', 'body', 'body', 'path'),
})

/** The same document with the n-th of its values (objects and lists count too) replaced. */
function replaced(document: unknown, n: number, by: unknown): unknown {
  let count = 0
  const walk = (node: unknown): unknown => {
    if (count++ === n) return by
    if (Array.isArray(node)) return node.map(walk)
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, walk(inner)]))
  }
  const result = walk(document)
  return n >= count ? { ...(document as object), extra: by } : result
}

async function answersAll({ belfry, apiKey }: Place, numRuns: number): Promise<void> {
  const good = calls(belfry.identify({ subscriber: 'ada', topics: ['blog'] }))
  await fc.assert(
    fc.asyncProperty(spoiling, async (given) => {
      const [method, path, body, who] = good[given.call] as Call
      const isPath = given.where === 'path' || body === undefined
      const target = isPath ? path.replace(/[^/=]+$/, encodeURIComponent(textOf(given.value))) : path
      const sent = isPath ? body : replaced(body, given.at, given.value)
      const headers = new Headers({
        'content-type': 'application/json',
        ...(who === 'page' ? { origin: SITE_URL } : { authorization: `Bearer ${apiKey}` }),
      })
      if (given.key !== null) headers.set('idempotency-key', given.key)
      const answer = await belfry.fetch(
        new Request(new URL(target, SITE_URL), {
          method,
          headers,
          ...(method === 'GET' ? {} : { body: given.text ?? JSON.stringify(sent ?? null) }),
        }),
      )
      const text = await answer.text()
      assert.ok(answer.status < 500, `${method} ${target}: ${answer.status} ${text}`)
      if (answer.status >= 400) {
        const { code } = JSON.parse(text) as { code: string }
        assert.match(code, /^[a-z0-9-]+$/)
        assert.ok(text.length < 10_000, 'the answer is too long')
      }
    }),
    { numRuns },
  )
}

const bound = { timeout: 120_000 }

test('on SQLite any request gets an answer of the catalogue', bound, async () => {
  await using site = await temporaryBelfry({ topics: { blog: { name: 'Blog' } } })
  await answersAll(site, 1500)
  assert.equal((await site.page('GET', '/readyz')).status, 200)
})

test('on PostgreSQL, too', { ...bound, skip: await whyNoPostgres() }, async () => {
  await using postgres = await startPostgres()
  await using database = await postgres.createDatabase()
  await using stage = postgresStage(database.url)
  const apiKey = 'belfry_0123456789abcdef0123456789abcdef'
  const belfry = await stage.start({ work: false, secrets: { apiKey } })
  await answersAll({ belfry, apiKey }, 600)
})

function textOf(given: unknown): string {
  return (typeof given === 'string' ? given : JSON.stringify(given)).toWellFormed()
}
