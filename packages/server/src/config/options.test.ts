import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { parseOptions } from './options.ts'

test('completes the options and freezes them all the way down', () => {
  const config = parseOptions({ data: 'here', url: 'https://example.com/shop', topics: { blog: { name: 'Blog' } } })
  assert.equal(config.data, resolve('here'))
  assert.equal(config.database, resolve('here/belfry.db'))
  const [site] = config.sites
  const rest = { pace: null, notRelevant: null, privacy: 'full' }
  const open = { description: '', access: 'open', transactional: false, default: false, ...rest }
  assert.deepEqual(site?.declaration, { id: 'default', url: 'https://example.com/shop' })
  assert.deepEqual(site?.topics, [{ id: 'blog', name: 'Blog', ...open }])
  assert.throws(() => Object.assign(config.push, { allow: [] }), TypeError)
  assert.throws(() => Object.assign(site?.topics?.[0] ?? {}, { name: 'Evil' }), TypeError)
})

test('a relative database file is relative to the working directory, not to the data folder', () => {
  assert.equal(parseOptions({ data: 'here', database: 'app.db' }).database, resolve('app.db'))
})

test('further sites are declared beside the first one, each with its own options', () => {
  const shop = { url: 'https://shop.example', basePath: '/push/', topics: { news: { name: 'News', default: true } } }
  const [first, second] = parseOptions({ data: 'd', contact: 'ops@example.com', sites: { shop } }).sites
  assert.deepEqual(first?.declaration, { id: 'default', contact: 'mailto:ops@example.com' })
  assert.equal(first?.topics, undefined)
  assert.deepEqual(second?.declaration, { id: 'shop', url: 'https://shop.example/', basePath: '/push' })
  assert.equal(second?.topics?.[0]?.default, true)
  assert.throws(() => parseOptions({ data: 'd', sites: { default: {} } }), /sites\.default: /)
  assert.throws(() => parseOptions({ data: 'd', sites: { shop: { url: 'shop' } } }), /sites\.shop\.url: must be/)
})

test('a plain e-mail address is a contact', () => {
  const [site] = parseOptions({ data: 'd', contact: 'ops@example.com' }).sites
  assert.equal(site?.declaration.contact, 'mailto:ops@example.com')
})

test('a misspelt option is named', () => {
  assert.throws(() => parseOptions({ data: 'd', topic: {} }), {
    message: 'topic: is not an option',
  })
  assert.throws(() => parseOptions({ data: 'd', topics: { Blog: { name: 'Blog' } } }), /topics\.Blog/)
  assert.throws(() => parseOptions({}), /^ConfigError: data: /)
})

test('the pace of a site and of a topic is completed with the usual caps, and checked', () => {
  const usual = { perDay: 1, perWeek: 6, window: 'rolling', excess: 'hold' }
  const [site] = parseOptions({
    data: 'd',
    pace: {},
    topics: { blog: { name: 'Blog', pace: { perDay: null, excess: 'skip' } }, news: { name: 'News' } },
  }).sites
  assert.deepEqual(site?.declaration.pace, usual)
  assert.deepEqual(
    site?.topics?.map(({ pace }) => pace),
    [{ ...usual, perDay: null, excess: 'skip' }, null],
  )
  assert.equal(parseOptions({ data: 'd', pace: null }).sites[0]?.declaration.pace, null)
  assert.equal(parseOptions({ data: 'd' }).sites[0]?.declaration.pace, undefined, 'the database says')
  for (const pace of [
    { perDay: 0 },
    { perWeek: 51 },
    { perDay: '1' },
    { window: 'monthly' },
    { perHour: 1 },
    'usual',
  ]) {
    assert.throws(() => parseOptions({ data: 'd', pace }), /^ConfigError: pace/)
  }
})

test('the ceiling of a site is a whole number of messages a minute, and none by default', () => {
  assert.equal(parseOptions({ data: 'd' }).maxPerMinute, undefined)
  assert.equal(parseOptions({ data: 'd', maxPerMinute: 900 }).maxPerMinute, 900)
  for (const maxPerMinute of [0, -1, 1.5, Number.NaN, '900', 10_000_001]) {
    assert.throws(() => parseOptions({ data: 'd', maxPerMinute }), /^ConfigError: maxPerMinute: must be/)
  }
})

test('the base path is a path, and ends without a slash', () => {
  const basePathOf = (basePath?: string) =>
    parseOptions({ data: 'd', ...(basePath === undefined ? {} : { basePath }) }).basePath
  assert.deepEqual([undefined, '', '/', '/app', '/app/', '/a/b'].map(basePathOf), ['', '', '', '/app', '/app', '/a/b'])
  for (const basePath of ['app', '//app', '/app//b', '/app?x', '/../app', '/a b', 'https://example.com/app']) {
    assert.throws(() => basePathOf(basePath), /^ConfigError: basePath: must be a path such as \/app/)
  }
})
