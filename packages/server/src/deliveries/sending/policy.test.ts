import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giveUpAt, remainingTtl, skipReason, verdict } from './policy.ts'

const notification = { createdAt: 1000, expiresAt: 61_000, state: 'sending' as const }

test('a notification is sent until it expires, and not a moment later', () => {
  assert.equal(verdict(notification, 60_999), 'send')
  assert.equal(verdict(notification, 61_000), 'expired')
})

test('a paused or cancelled one is not sent, expired or not', () => {
  assert.equal(verdict({ ...notification, state: 'paused' }, 99_000), 'paused')
  assert.equal(verdict({ ...notification, state: 'cancelled' }, 2000), 'cancelled')
})

test('the remaining TTL is sent, never more than the requested one', () => {
  assert.equal(remainingTtl(notification, 1000), 60)
  assert.equal(remainingTtl(notification, 31_500), 29)
  assert.equal(remainingTtl(notification, 99_000), 0)
  assert.equal(remainingTtl(notification, -500_000), 60)
})

test('a TTL of 0 means now or never to the push service, and leaves the engine a minute', () => {
  const now = { createdAt: 1000, expiresAt: 1000 }
  assert.equal(giveUpAt(now), 61_000)
  assert.equal(remainingTtl(now, 1500), 0)
})

test('only an active subscription gets messages', () => {
  assert.equal(skipReason('active'), undefined)
  assert.equal(skipReason('retired'), 'retired')
  assert.equal(skipReason('key-mismatch'), 'key-mismatch')
  assert.equal(skipReason('left'), 'left-audience')
})
