import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { encryptByHttpEce, makeSenderKeys, vapidHeader } from '#test/push-services/raw-push-sender'
import { profiles } from '../profiles/profiles.ts'
import type { ProfileName } from '../profiles/profile.ts'
import { makeKeyPairs, makeOwnSubscriptions } from '../subscriptions/make-own-subscriptions.ts'
import { randomBytes } from 'node:crypto'
import { examineRequest } from './examine-request.ts'
import { VapidVerifier } from './vapid.ts'

const sender = makeSenderKeys()
const now = Date.now()
const pairs = makeKeyPairs(1, randomBytes)
const context = { pushUrl: 'https://localhost:1', now: () => now, random: randomBytes }
const origin = 'https://push.example.net'
const goodBody = encryptByHttpEce('hello', pairs[0] as (typeof pairs)[number])
const goodHeaders: Readonly<Record<string, string>> = {
  ttl: '60',
  urgency: 'normal',
  topic: 'abcd',
  'content-encoding': 'aes128gcm',
  authorization: vapidHeader(sender, origin),
}

function examine(profile: ProfileName, headers: Record<string, string>, body: Buffer): boolean {
  const options = { profile, applicationServerKey: sender.publicKey }
  const [subscription] = makeOwnSubscriptions(1, options, pairs, 0, context)
  const header = (name: string): string | undefined => (Object.hasOwn(headers, name) ? headers[name] : undefined)
  const request = { method: 'POST', header, body, origin }
  const verifier = new VapidVerifier()
  const result = examineRequest(request, subscription, profiles[profile], verifier, now)
  if (!result.ok) {
    const answer = profiles[profile].refuse(result.refusal)
    assert.ok(answer.status >= 400 && answer.status < 500)
  }
  return result.ok
}

const anyProfile = fc.constantFrom<ProfileName>('mozilla', 'fcm', 'apple', 'wns')

test('the request that the other tests spoil is a good one', () => {
  for (const profile of Object.keys(profiles) as ProfileName[]) assert.ok(examine(profile, goodHeaders, goodBody))
})

test('any headers are taken or refused, and never throw', () => {
  const headers = fc.dictionary(
    fc.constantFrom('ttl', 'urgency', 'topic', 'content-encoding', 'encryption', 'crypto-key'),
    fc.oneof(fc.string(), fc.constantFrom('aesgcm', 'aes128gcm', 'salt=AA;dh="x', ',,;==', '-0')),
  )
  fc.assert(
    fc.property(anyProfile, headers, (profile, changed) => {
      examine(profile, { ...goodHeaders, ...changed }, goodBody)
    }),
    { numRuns: 500 },
  )
})

test('only the genuine credentials are taken', () => {
  const part = fc.oneof(
    fc.base64String().map((text) => text.replace(/=+$/, '')),
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
    fc.constantFrom(...(goodHeaders['authorization'] ?? '').split(/[ .,=]+/)),
  )
  const credentials = fc
    .tuple(fc.constantFrom('vapid', 'WebPush', 'Bearer', ''), part, part, part, part)
    .map(([scheme, head, claims, signature, key]) => `${scheme} t=${head}.${claims}.${signature}, k=${key}`)
    .filter((authorization) => authorization !== goodHeaders['authorization'])
  fc.assert(
    fc.property(anyProfile, credentials, (profile, authorization) => {
      assert.equal(examine(profile, { ...goodHeaders, authorization }, goodBody), false)
    }),
    { numRuns: 500 },
  )
})

test('bodies of any bytes are taken or refused, and taken only with a sender key on the curve', () => {
  fc.assert(
    fc.property(anyProfile, fc.uint8Array({ minLength: 1, maxLength: 300 }), (profile, bytes) => {
      assert.equal(examine(profile, goodHeaders, Buffer.from(bytes)), false)
    }),
    { numRuns: 500 },
  )
})
