import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { confirmationKey, findConfirmationFault, makeConfirmation } from './confirmation.ts'

const key = confirmationKey('a secret')
const asked = { apiKeyId: 'key', site: 'default', notification: { to: { topic: 'news' }, title: 'Hello' } }
const now = 1_800_000_000_000

test('confirms exactly this notification, whatever the order of its fields, for ten minutes', () => {
  const token = makeConfirmation(key, asked, now)
  const other = { ...asked, notification: { title: 'Hello', to: { topic: 'news' } } }
  assert.equal(findConfirmationFault(key, token, asked, now + 600_000), undefined)
  assert.equal(findConfirmationFault(key, token, other, now), undefined)
  assert.equal(findConfirmationFault(key, token, asked, now + 601_000), 'too-late')
  for (const changed of [
    { ...asked, apiKeyId: 'other' },
    { ...asked, site: 'shop' },
    { ...asked, notification: { ...asked.notification, title: 'Hello!' } },
    { ...asked, notification: { ...asked.notification, to: { all: true } } },
  ]) {
    assert.equal(findConfirmationFault(key, token, changed, now), 'unknown')
  }
  assert.equal(findConfirmationFault(confirmationKey('another secret'), token, asked, now), 'unknown')
  assert.equal(findConfirmationFault(key, token.replace(/^\d+/, '1900000000'), asked, now), 'unknown')
})

test('no other text confirms anything', () => {
  fc.assert(fc.property(fc.string(), (token) => findConfirmationFault(key, token, asked, now) === 'unknown'))
})
