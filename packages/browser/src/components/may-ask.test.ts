import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryStorage } from '../../testing/memory-storage.ts'
import type { State, Status } from '../client.ts'
import { mayAsk, mayAskForMore, waitBefore } from './may-ask.ts'
import { countPageView } from './page-views.ts'

const state = (status: Status, more: Partial<State> = {}): State => ({ status, permission: 'default', ...more })

test('only those are asked who can say yes and have not said no', () => {
  assert.ok(mayAsk(state('default'), null))
  assert.ok(mayAsk(state('granted-unsubscribed', { code: 'never' }), 'blog'))
  assert.ok(!mayAsk(state('granted-unsubscribed', { code: 'turned-off' }), null))
  assert.ok(!mayAsk(state('granted-unsubscribed', { code: 'another-person' }), null))
  for (const status of ['denied', 'subscribed', 'unsynced', 'no-key', 'unsupported', 'ios-not-installed'] as const) {
    assert.ok(!mayAsk(state(status), null), status)
  }
})

test('a refusal holds for its topic alone', () => {
  const declined = state('soft-declined', { declined: ['offers', '*'] })
  assert.deepEqual(
    ['offers', null, 'blog'].map((topic) => mayAsk(declined, topic)),
    [false, false, true],
  )
})

test('one more topic is asked for where others are on, unless it was refused', () => {
  assert.ok(mayAskForMore(state('subscribed', { declined: ['*', 'offers'] }), 'blog'))
  assert.ok(!mayAskForMore(state('subscribed', { declined: ['blog'] }), 'blog'))
  assert.ok(!mayAskForMore(state('subscribed'), null))
  for (const status of ['default', 'denied', 'unsynced', 'granted-unsubscribed'] as const) {
    assert.ok(!mayAskForMore(state(status), 'blog'), status)
  }
})

test('nothing is asked on load, and nothing by itself where the site has named no time', () => {
  assert.equal(waitBefore({ pageViews: null, seconds: null }, 99), undefined)
  assert.equal(waitBefore({ pageViews: 3, seconds: null }, 2), undefined)
  assert.equal(waitBefore({ pageViews: 3, seconds: null }, 3), 2000)
  assert.equal(waitBefore({ pageViews: null, seconds: 0 }, 1), 2000)
  assert.equal(waitBefore({ pageViews: 3, seconds: 30 }, 2), undefined)
  assert.equal(waitBefore({ pageViews: 3, seconds: 30 }, 4), 30_000)
  assert.equal(waitBefore({ pageViews: Number.NaN, seconds: Number.NaN }, 1), 2000)
})

test('a page view is counted once a page, and a blocked storage is no error', () => {
  const storage = new MemoryStorage()
  storage.setItem('belfry:https://a.example/b/default:views', '4')
  storage.setItem('belfry:https://b.example/b/default:views', 'many')
  assert.equal(
    countPageView('https://a.example/b/default', () => storage),
    5,
  )
  assert.equal(
    countPageView('https://a.example/b/default', () => storage),
    5,
  )
  assert.equal(storage.getItem('belfry:https://a.example/b/default:views'), '5')
  assert.equal(
    countPageView('https://b.example/b/default', () => storage),
    1,
  )
  storage.refuse()
  assert.equal(
    countPageView('https://c.example/b/default', () => storage),
    1,
  )
})
