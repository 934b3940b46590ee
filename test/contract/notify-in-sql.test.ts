// belfry.notify() in SQL and the API judge every request alike: the same code, words and fields, and the same row.

import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import fc from 'fast-check'
import { RULES_VERSION } from '../../packages/server/src/database/notification-rules.ts'
import type { Refusal } from '../../packages/server/src/refusals/refusal.ts'
import { postgresStage, type PostgresStage } from '../support/belfry/postgres-belfry.ts'
import { startPostgres, whyNoPostgres, type Postgres } from '../support/databases/postgres.ts'
import { until } from '../support/time/until.ts'

const RUNS = 400
/** Begins a text that is to be a number, in these words. */
const RAW = 'number '
const usually = <Value>(good: fc.Arbitrary<Value>, ...others: fc.Arbitrary<Value>[]) =>
  fc.oneof({ weight: 20, arbitrary: good }, { weight: 1, arbitrary: fc.oneof(...others) })
/** Texts as long as they may be, and one character longer. */
const upTo = (limit: number) =>
  fc.constantFrom(...['x', '💥'].flatMap((one) => [one.repeat(limit), one.repeat(limit + 1)]))
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
const spaces = fc.constantFrom('', ' ', '\u2003', '\u3000\u2028', '\u0085', '\u180e\u200b', '\ufeff\u00a0\v')
const spaced = fc.tuple(spaces, words, spaces).map((parts) => parts.join(''))

// Those that both read alike. SQL refuses more of the others: it has no parser of URLs.
const GOOD_LINKS = ['/', '/a?b#c', 'a/b', '?x', '#y', '/ü', '/%zz', '//example.com/y', 'https://example.com/x']
const PLAIN_LINKS = [
  GOOD_LINKS,
  ['', 'HTTPS://EXAMPLE.com:443/x', 'http://example.com/', 'https://example.com:8443/', '//evil.example/x'],
  ['https://elsewhere.example/', 'https://pictures.example/a.png', 'http://pictures.example/a.png', 'https://'],
  ['https://1.2.3.4/', 'https://1.2.3.400/', 'https://[::1]/x', 'https://[::1::2]/', 'https://a_b.example/p.png'],
  ['javascript:alert(1)', 'data:image/png;base64,AAAA', 'blob:https://example.com/x', 'ftp://x.example/'],
  ['https://ada:secret@example.com/', 'https://example.com:99999/', `/${'x'.repeat(900)}`, `/${'x'.repeat(2047)}`],
  [`https://pictures.example/${'x'.repeat(1200)}`, 'x'.repeat(2049)],
].flat()
const link = usually(
  fc.constantFrom(...GOOD_LINKS),
  fc.constantFrom(...PLAIN_LINKS),
  fc.constantFrom(...PLAIN_LINKS),
  fc.webUrl(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('/ a', '\\x', 'https://ü.example/'),
)
const action = fc.record(
  { action: usually(words, upTo(64)), title: usually(words, spaced, upTo(200)), url: link, icon: link },
  { requiredKeys: ['action', 'title'] },
)
const name = usually(words, upTo(100), upTo(255))
const whole = usually<unknown>(
  fc.nat(1_000_000),
  fc.constantFrom<unknown>(-0, 1.5, -1, 1_000_001, 2_419_200, 2_419_201, 2 ** 53, 2 ** 60, -(2 ** 60), 1e300),
  // As JavaScript would not write them.
  fc.constantFrom(...['1e400', '-1e400', '60.00000000000000000001', '1e-400', '6e1', '5E-1'].map((text) => RAW + text)),
)
const request = fc.record(
  {
    to: usually<unknown>(
      fc.oneof(
        fc.record({
          topic: fc.oneof(fc.constantFrom('blog', 'feedback'), fc.constantFrom('nope', 'a"\u007f\\b'), name),
        }),
        fc.record({ subscriber: name }),
        fc.record({ subscribers: fc.array(name, { minLength: 1, maxLength: 4 }) }),
        fc.constant({ all: true }),
      ),
      fc.constantFrom<unknown>({}, { all: false }, { topic: 'blog', all: true }, { subscribers: [] }),
      fc.constant({ subscribers: Array(1001).fill('') }),
    ),
    title: usually(words, spaced, spaces, upTo(10_000)),
    body: usually(fc.string({ unit: 'grapheme' }), upTo(50_000), upTo(1000)),
    url: link,
    icon: link,
    image: link,
    badge: link,
    actions: fc.array(action, { maxLength: 4 }),
    tag: usually(words, upTo(200)),
    collapseKey: usually(words, upTo(200)),
    lang: usually(fc.constantFrom('de', 'pt-BR'), fc.constantFrom('deutsch!', 'de\n', 'zh-Hant-TW-x1', ''), words),
    requireInteraction: fc.boolean(),
    silent: fc.boolean(),
    appBadge: whole,
    ttl: whole,
    urgency: usually(fc.constantFrom('very-low', 'low', 'normal', 'high'), fc.constant('now')),
    privacy: usually(fc.constantFrom('full', 'generic'), fc.constant('none')),
  },
  { requiredKeys: ['to', 'title'] },
)
let deep: unknown = 'x'
for (let depth = 0; depth < 500; depth += 1) deep = depth % 2 ? [deep] : { deep }
const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    '',
    [],
    {},
    [[]],
    [null],
    { x: 1 },
    deep,
    'x'.repeat(60_000),
    '__proto__',
  ),
  fc.constantFrom<unknown>('\0', 'a\0b', '\ud800', '\udfff\ud800'),
  fc.jsonValue({ maxDepth: 3 }),
  whole,
  spaced,
)
const key = fc.oneof(
  fc.constantFrom('titel', '__proto__', 'constructor', 'toString', '', '0', 'x'.repeat(300), '💥'.repeat(101), 'a.b'),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
)
const spoiling = fc.record({ at: fc.array(fc.nat(20), { maxLength: 3 }), how: fc.nat(2), key, value: nasty })
/** Some are good; the others have up to three things wrong, anywhere. */
const asked = fc
  .tuple(request, fc.oneof(fc.constant([]), fc.array(spoiling, { minLength: 1, maxLength: 3 })))
  .map(([made, spoilings]) =>
    JSON.stringify(spoilings.reduce<unknown>((value, one) => spoilt(value, one, one.at), made)).replaceAll(
      new RegExp(`"${RAW}([^"]*)"`, 'g'),
      '$1',
    ),
  )

type Spoiling = typeof spoiling extends fc.Arbitrary<infer One> ? One : never

// Goes down by the numbers, and takes away, replaces or adds there.
function spoilt(value: unknown, how: Spoiling, [step, ...rest]: readonly number[]): unknown {
  if (typeof value !== 'object' || value === null) return how.value
  const entries = Object.entries(value)
  const [name, inner] = entries[(step ?? 0) % Math.max(entries.length, 1)] ?? [how.key, how.value]
  if (step !== undefined && rest.length > 0) return withKey(value, name, spoilt(inner, how, rest))
  if (how.how === 0) return withKey(value, name, undefined)
  if (how.how === 1) return withKey(value, name, how.value)
  return withKey(value, how.key, how.value)
}

function withKey(value: object, key: string, changed: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown, n) => (String(n) === key ? (changed ?? null) : item))
  const entries = Object.entries(value).filter(([name]) => name !== key)
  if (changed !== undefined) entries.push([key, changed])
  return Object.fromEntries(entries) // takes __proto__ for a name as well
}

interface Judged {
  /** SQLSTATE of an error that is not a refusal. */
  failed?: string
  code?: string
  message?: string
  faults?: string[]
  row?: unknown
}

const COLUMNS = `audience::jsonb, content::jsonb, collapse_key, urgency, privacy, lane, state, idempotency_key,
  encode(request_hash, 'hex') as hash, expires_at - created_at as ttl`

async function bySql(stage: PostgresStage, text: string): Promise<Judged> {
  try {
    const [made] = await stage.sql<{ id: string }>('select belfry.notify($1::jsonb) as id', [text])
    return await rowOf(stage, made?.id)
  } catch (error) {
    const { code, message, detail } = error as { code: string; message: string; detail: string }
    if (code !== 'BF400') return { failed: `${code} ${message}` }
    const [refusal = ''] = message.split(': ', 1)
    return { code: refusal, message: message.slice(refusal.length + 2), faults: sorted(JSON.parse(detail)) }
  }
}

type Notify = (request: never) => Promise<{ id: string }>

async function byApi(stage: PostgresStage, notify: Notify, text: string): Promise<Judged> {
  try {
    const { id } = await notify(JSON.parse(text) as never)
    return await rowOf(stage, id)
  } catch (error) {
    const { name, code, message, faults } = error as Refusal
    return name === 'Refusal' ? { code, message, faults: sorted(faults) } : { failed: String(error) }
  }
}

async function rowOf(stage: PostgresStage, id: string | undefined): Promise<Judged> {
  const [row] = await stage.sql(`select ${COLUMNS} from belfry.notifications where id = $1`, [id])
  return { row }
}

// jsonb keeps no order of its keys, so that of unknown fields is not the caller's.
function sorted(faults: Refusal['faults']): string[] {
  return faults.map(({ field, code, message }) => `${field} ${code} ${message}`).toSorted()
}

function compare(sql: Judged, api: Judged, text: string): void {
  if (/\\u0000|\\ud[89a-f]/i.test(text)) {
    // No jsonb holds them: the cast fails, before belfry.notify() is called.
    assert.match(sql.failed ?? '', /^22P0[25] /)
  } else if (sql.code === 'url-invalid' && !hasOnlyPlainLinks(text)) {
    assert.ok(['url-invalid', 'url-not-same-origin', 'payload-too-large', undefined].includes(api.code))
  } else if (sql.code === 'payload-too-large') {
    // It is counted at most, before it is made: a little earlier too large, and perhaps another part the largest.
    assert.ok(api.code === 'payload-too-large' || text.length > 1800, JSON.stringify(api))
  } else if (severalUnknown(api)) {
    assert.deepEqual({ ...sql, message: '' }, { ...api, message: '' })
  } else {
    assert.deepEqual(sql, api)
  }
}

function severalUnknown({ faults = [] }: Judged): boolean {
  return faults.filter((fault) => fault.includes(' field-unknown ')).length > 1
}

function hasOnlyPlainLinks(text: string): boolean {
  const { actions, ...request } = JSON.parse(text) as Record<string, unknown>
  const places = [request, ...(Array.isArray(actions) ? (actions as Record<string, unknown>[]) : [])]
  return places
    .flatMap((place) => [place['url'], place['icon'], place['image'], place['badge']])
    .every((one) => one === undefined || (typeof one === 'string' && PLAIN_LINKS.includes(one)))
}

// What is never reached is not tested: chance reaches most of these, most of the time.
const REACHED: [outcome: string, text: string][] = [
  ['accepted', '{"to":{"all":true},"title":"x"}'],
  ['field-invalid', '{"to":{"all":true},"title":7}'],
  ['input-invalid', '[]'],
  ['topic-unknown', '{"to":{"topic":"nope"},"title":"x"}'],
  ['url-invalid', '{"to":{"all":true},"title":"x","url":"http://["}'],
  ['url-not-same-origin', '{"to":{"all":true},"title":"x","url":"https://elsewhere.example/"}'],
]

describe('belfry.notify() in SQL', { skip: await whyNoPostgres(), timeout: 300_000 }, () => {
  let postgres: Promise<Postgres> | undefined
  after(async () => (await postgres)?.[Symbol.asyncDispose]())
  async function stage() {
    const place = await (await (postgres ??= startPostgres())).createDatabase()
    const made = postgresStage(place.url)
    const dispose = async () => {
      await made[Symbol.asyncDispose]()
      await place[Symbol.asyncDispose]()
    }
    return { ...made, [Symbol.asyncDispose]: dispose }
  }

  test('judges whatever is asked as the API does', async () => {
    await using s = await stage()
    const belfry = await s.start({ work: false })
    const seen = new Set<string | undefined>()
    const property = fc.asyncProperty(asked, async (text) => {
      const [sql, api] = [await bySql(s, text), await byApi(s, (one) => belfry.notify(one), text)]
      compare(sql, api, text)
      seen.add(sql.code ?? (sql.row === undefined ? undefined : 'accepted'))
    })
    await fc.assert(property, { numRuns: RUNS, endOnFailure: true, examples: REACHED.map(([, text]) => [text]) })
    for (const [outcome] of REACHED) assert.ok(seen.has(outcome), `${outcome} is not among ${[...seen].join(', ')}`)
  })

  // The database of a version that knows one more field, while this version's processes still run.
  test('takes a field of a newer version without a new function, and leaves it to a newer process', async (t) => {
    await using s = await stage()
    await using first = await s.start({ work: false })
    await s.sql(
      `insert into belfry.notification_rules (version, rules)
      select version + 1, jsonb_insert(rules, '{request,fields,-1}', $1, true) from belfry.notification_rules`,
      [JSON.stringify({ name: 'poll', type: 'string', maxLength: 10 })],
    )
    const notify = (more: object) =>
      s.sql<{ id: string }>('select belfry.notify($1::jsonb) as id', [
        JSON.stringify({ to: { all: true }, title: 'x', ...more }),
      ])
    await assert.rejects(notify({ poll: 'much too long' }), { code: 'BF400', message: /^field-invalid: poll: Too big/ })
    await assert.rejects(notify({ pol: 'x' }), { code: 'BF400', message: /^field-unknown: pol: is not a field/ })
    const [later] = await notify({ poll: 'yes' })
    const [known] = await notify({})
    const [over] = await notify({ poll: 'no', ttl: 0 })
    await first.close()
    await using second = await s.start()
    const view = async (one: { id: string } | undefined) =>
      (await s.api(second, 'GET', `/v1/notifications/${one?.id}`)).body.state as string
    await until(async () => (await view(known)) !== 'planning' && (await view(over)) !== 'planning', t.signal)
    assert.equal(await view(over), 'cancelled')
    assert.equal(await view(later), 'planning')
    assert.deepEqual(await s.sql('select payload, checked_by from belfry.notifications where id = $1', [later?.id]), [
      { payload: '', checked_by: RULES_VERSION + 1 },
    ])
  })
})
