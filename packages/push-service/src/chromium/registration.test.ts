import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { CheckIns } from './check-in.ts'
import { bytesField, fixed64Field, integerField } from './protobuf.ts'
import { answerRegistration, type RegistrationOptions } from './registration.ts'

const known = { androidId: '4611686018427387905', securityToken: '4611686018427387907' }
const journal = { saveCheckedIn: () => undefined }

test('any check-in is answered or refused', () => {
  const number = fc.integer({ min: 0, max: 20 })
  const field = fc.oneof(
    fc.tuple(number, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })).map(([n, v]) => integerField(n, v)),
    fc.tuple(number, fc.uint8Array()).map(([n, v]) => bytesField(n, Buffer.from(v))),
    fc.tuple(number, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })).map(([n, v]) => fixed64Field(n, v)),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  )
  fc.assert(
    fc.property(fc.array(field, { maxLength: 6 }), (fields) => {
      const checkIns = new CheckIns(journal, randomBytes, [known])
      const answer = checkIns.answer(Buffer.concat(fields), 1_800_000_000_000)
      assert.ok(answer === undefined || answer.length > 20)
    }),
    { numRuns: 1000 },
  )
})

test('only a browser that has checked in gets a token, whatever form is posted', () => {
  const options: RegistrationOptions = {
    checkIns: new CheckIns(journal, randomBytes, [known]),
    subscriptions: Object.assign([], { add: () => true }) as never,
    dispatcher: { unsubscribe: () => undefined } as never,
    events: { emit: () => undefined } as never,
    now: () => 0,
    random: randomBytes,
  }
  const genuine = `AidLogin ${known.androidId}:${known.securityToken}`
  const authorization = fc.oneof(fc.string(), fc.constantFrom(genuine, 'AidLogin 0:0', undefined))
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.base64String(),
    fc.constantFrom('wp:https://a#b', 'true', 'x'.repeat(5000), '__proto__'),
  )
  const form = fc.dictionary(fc.constantFrom('app', 'X-subtype', 'appid', 'sender', 'delete'), text)
  fc.assert(
    fc.property(authorization, form, (given, fields) => {
      const answer = answerRegistration(options, given, new URLSearchParams(fields))
      if (given === genuine) assert.match(answer.text, /^(token|Error)=/)
      else assert.deepEqual(answer, { status: 401, text: 'Error=AUTHENTICATION_FAILED' })
    }),
    { numRuns: 1000 },
  )
})
