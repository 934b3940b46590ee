import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cureOf } from './cure-of.ts'

test('an alarm leads to the screen where it can be ended', () => {
  assert.equal(cureOf({ outcome: 'rejected', reason: 'http-403 BadJwtToken' }).word, 'link.contact')
  assert.equal(cureOf({ outcome: 'rejected', reason: 'vapid-key-unknown' }).word, 'link.keys')
  assert.equal(cureOf({ outcome: 'key-mismatch', reason: 'http-403' }).word, 'link.keys')
  assert.equal(cureOf({ outcome: 'rejected', reason: 'p256dh-invalid' }).to, '/subscriptions')
  assert.equal(cureOf({ outcome: 'rejected', reason: 'endpoint-private-address' }).to, '/system')
  assert.equal(cureOf({ outcome: 'unreachable', reason: 'dns' }).to, '/system')
  assert.equal(cureOf({}).to, '/system')
})
