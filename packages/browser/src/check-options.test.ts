import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SimulatedBrowser } from '../testing/simulated-browser.ts'
import { SimulatedWorker } from '../testing/simulated-worker.ts'
import { createClient } from './client.ts'
import { attach } from './guest-worker.ts'

// What a page in JavaScript passes, which no type stops.

const notText = [null, 7, true, {}, [], () => 'x', Symbol('x')]

test('an option of the page is of its kind, or a TypeError that names it, at once', () => {
  const page = new SimulatedBrowser('https://example.com').page()
  const wrong: Record<string, unknown[]> = {
    site: notText,
    base: notText,
    identity: [7, true, Symbol('x')],
    topics: ['news', 7, true, () => ['news']],
    registration: [null, 'x', 7, {}, Promise.resolve()],
    fallback: ['x', 7, () => 'x'],
  }
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      const create = () => createClient({ [name]: value }, page)
      assert.throws(create, { name: 'TypeError', message: new RegExp(`^${name} must be`) }, `${name}: ${String(value)}`)
    }
  }
  for (const value of ['news', 7, () => 'x']) {
    assert.throws(() => createClient(value as never, page), { name: 'TypeError', message: /^options must be/ })
  }
  createClient({ site: undefined as never, identity: null, topics: [], fallback: {} }, page).close()
})

test('an option of the worker likewise', () => {
  const browser = new SimulatedBrowser('https://example.com')
  const worker = new SimulatedWorker(browser, '/sw.js', '/')
  worker.start((self) => {
    const wrong: Record<string, unknown[]> = {
      base: notText,
      fallback: ['x', 7],
      foreign: [null, 7, {}, 'x', '', 'Ignore'],
      exclusive: [null, 'true', 1],
    }
    for (const [name, values] of Object.entries(wrong)) {
      for (const value of values) {
        assert.throws(() => attach(self, { [name]: value }), {
          name: 'TypeError',
          message: new RegExp(`^${name} must`),
        })
      }
    }
    assert.throws(() => attach(self, '/b/default' as never), { name: 'TypeError', message: /^options must be/ })
    assert.throws(() => attach(self, { foriegn: 'ignore' } as never), {
      name: 'TypeError',
      message: 'attach() has no option foriegn: there are base, fallback, foreign, exclusive',
    })
    attach(self, { base: '/b/default', foreign: 'ignore', exclusive: true })
  })
})

test('what is no worker is told so', () => {
  for (const wrong of [undefined, null, 'self', globalThis, new EventTarget()]) {
    assert.throws(() => attach(wrong as never), { name: 'TypeError', message: /self of a service worker/ })
  }
})
