import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '../database/open-database.ts'
import { savePasswordHash } from './owner-store.ts'
import { csrfToken, endSession, startSession, useSession } from './session-store.ts'

const day = 24 * 3600 * 1000

test('a session lasts until 30 days after its last use', () => {
  using db = openDatabase(':memory:')
  const token = startSession(db, 0)
  assert.ok(useSession(db, token, 29 * day))
  assert.ok(useSession(db, token, 58 * day))
  assert.ok(!useSession(db, token, 88 * day))
})

test('no session lasts longer than 90 days, however often it is used', () => {
  using db = openDatabase(':memory:')
  const token = startSession(db, 0)
  for (let at = 0; at < 90; at += 10) assert.ok(useSession(db, token, at * day), `day ${at}`)
  assert.ok(!useSession(db, token, 90 * day))
  assert.ok(
    !useSession(db, token.replace(/^[^-]+/, 'zzzzzzzz'), 10 * day),
    'its beginning is not for its bearer to say',
  )
})

test('an ended, expired or invented session is none', () => {
  using db = openDatabase(':memory:')
  const token = startSession(db, 0)
  assert.ok(!useSession(db, 'invented', 1))
  assert.ok(!useSession(db, '', 1))
  endSession(db, token)
  assert.ok(!useSession(db, token, 1))
})

test('the database does not hold the token, and expired sessions leave it', () => {
  using db = openDatabase(':memory:')
  const token = startSession(db, 0)
  const stored = Buffer.from(db.prepare('select token_hash as hash from sessions').get()?.hash as Uint8Array)
  assert.notEqual(stored.toString('base64url'), token)
  startSession(db, 31 * day)
  assert.equal(db.prepare('select count(*) as n from sessions').get()?.n, 1)
})

test('a new password ends every session', () => {
  using db = openDatabase(':memory:')
  const token = startSession(db, 0)
  savePasswordHash(db, 'scrypt$…')
  assert.ok(!useSession(db, token, 1))
})

test('the token for forms belongs to one session and does not reveal it', () => {
  assert.equal(csrfToken('a'), csrfToken('a'))
  assert.notEqual(csrfToken('a'), csrfToken('b'))
  assert.notEqual(csrfToken('a'), 'a')
})
