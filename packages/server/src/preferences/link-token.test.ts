import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { isProved, linkKey, makeLinkToken, readLinkToken } from './link-token.ts'

const key = linkKey('a secret')
const person = { siteId: 'default', subscriber: 4711, createdAt: 1_800_000_000_000 }
const EXP = 1_900_000_000

test('a token proves its person, its end and its topics, and nothing else', () => {
  const token = makeLinkToken(key, person, ['feedback'], EXP)
  const claim = readLinkToken(token) ?? assert.fail()
  assert.deepEqual([claim.subscriber, claim.exp, claim.topics], [4711, EXP, ['feedback']])
  assert.ok(isProved(key, claim, person))
  assert.ok(!isProved(linkKey('another'), claim, person))
  assert.ok(!isProved(key, claim, { ...person, siteId: 'other' }))
  assert.ok(!isProved(key, claim, { ...person, createdAt: 1 }), 'the number was given to somebody else')
  assert.ok(!isProved(key, { ...claim, exp: EXP + 1 }, person))
  assert.ok(!isProved(key, { ...claim, topics: ['feedback', 'board'] }, person))
  assert.ok(!isProved(key, { ...claim, topics: [] }, person))
})

test('it is short', () => {
  const token = makeLinkToken(key, person, [], EXP)
  assert.ok(token.length < 36, token)
})

test('whatever comes in its place is none, or proves nothing', () => {
  const parts = fc.stringMatching(/^[\w.-]{0,80}$/)
  fc.assert(
    fc.property(fc.oneof(fc.string(), parts), (text) => {
      const claim = readLinkToken(text)
      assert.ok(claim === undefined || !isProved(key, claim, person))
    }),
    { numRuns: 2000 },
  )
})
