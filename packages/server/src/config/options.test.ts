import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { parseOptions } from './options.ts'

test('completes the options and freezes them all the way down', () => {
  const config = parseOptions({ data: 'here', url: 'https://example.com/shop', topics: { blog: { name: 'Blog' } } }) // prettier-ignore
  assert.equal(config.data, resolve('here'))
  assert.equal(config.database, resolve('here/belfry.db'))
  assert.deepEqual(config.site.origins, ['https://example.com'])
  assert.deepEqual(config.topics['blog'], { name: 'Blog', access: 'open', transactional: false })
  assert.throws(() => Object.assign(config.push, { allow: [] }), TypeError)
  assert.throws(() => (config.site.origins as string[]).push('https://evil.example'), TypeError)
})

test('a relative database file is relative to where the process runs, not to the data folder', () => {
  assert.equal(parseOptions({ data: 'here', database: 'app.db' }).database, resolve('app.db'))
})

test('on localhost, all the names of this machine may subscribe at the same port', () => {
  assert.deepEqual(parseOptions({ data: 'd', url: 'http://127.0.0.1:8030' }).site.origins, [
    'http://127.0.0.1:8030',
    'http://localhost:8030',
    'http://[::1]:8030',
  ])
  assert.deepEqual(parseOptions({ data: 'd', url: 'http://shop.localhost:81' }).site.origins, [
    'http://shop.localhost:81',
  ])
})

test('a plain e-mail address is a contact', () => {
  assert.equal(parseOptions({ data: 'd', contact: 'ops@example.com' }).site.contact, 'mailto:ops@example.com') // prettier-ignore
})

test('a misspelt option is named', () => {
  assert.throws(() => parseOptions({ data: 'd', topic: {} }), {
    message: 'topic: is not an option',
  })
  assert.throws(
    () => parseOptions({ data: 'd', topics: { Blog: { name: 'Blog' } } }),
    /topics\.Blog/,
  )
  assert.throws(() => parseOptions({}), /^ConfigError: data: /)
})

test('the ceiling of a site is a whole number of messages a minute, and there is none unless it is set', () => {
  assert.equal(parseOptions({ data: 'd' }).maxPerMinute, undefined)
  assert.equal(parseOptions({ data: 'd', maxPerMinute: 900 }).maxPerMinute, 900)
  for (const maxPerMinute of [0, -1, 1.5, Number.NaN, '900', 10_000_001]) {
    assert.throws(() => parseOptions({ data: 'd', maxPerMinute }), /^ConfigError: maxPerMinute: must be/) // prettier-ignore
  }
})
