import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeMessage } from './write-message.ts'

const BROWSERS = '{count, plural, =0 {No browser} one {# browser} other {# browsers}} of {site}'

test('a message gets its values, and numbers as the language writes them', () => {
  assert.equal(writeMessage(BROWSERS, { count: 0, site: 'Shop' }, 'en'), 'No browser of Shop')
  assert.equal(writeMessage(BROWSERS, { count: 1, site: 'Shop' }, 'en'), '1 browser of Shop')
  assert.equal(writeMessage(BROWSERS, { count: 12480, site: 'Shop' }, 'en'), '12,480 browsers of Shop')
  assert.equal(writeMessage('{count} Browser', { count: 12480 }, 'de'), '12.480 Browser')
})

test('a value is text, whatever it holds', () => {
  assert.equal(writeMessage('{site}: {count}', { site: '{count} $&', count: 2 }, 'en'), '{count} $&: 2')
})

test('a value that nobody gave stays visible', () => {
  assert.equal(writeMessage('{site} and {more}', { site: 'Shop' }, 'en'), 'Shop and {more}')
})
