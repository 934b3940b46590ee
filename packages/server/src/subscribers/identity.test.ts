import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { identityKey, signIdentity, verifyIdentity } from './identity.ts'

const now = 1_800_000_000_000
const key = identityKey('the secret of the server', 'default')
const ada = { site: 'default', subscriber: 'ada', topics: ['feedback'], exp: now / 1000 + 60 }
const open = (token: string) => verifyIdentity(token, key, { site: 'default', now })

describe('identity tokens', () => {
  test('carry the person that the app names', () => {
    assert.deepEqual(open(signIdentity(ada, key)), ada)
  })

  test('can be made in any language from the documented recipe', () => {
    const body = Buffer.from(JSON.stringify({ site: 'default', subscriber: 'ada', exp: ada.exp })).toString('base64url')
    const mac = createHmac('sha256', key).update(`belfry-identity.${body}`).digest('base64url')
    assert.deepEqual(open(`${body}.${mac}`), { ...ada, topics: [] })
  })

  test('are bound to the secret and to the site', () => {
    assert.notEqual(identityKey('another secret', 'default'), key)
    assert.notEqual(identityKey('the secret of the server', 'shop'), key)
    assert.throws(() => open(signIdentity({ ...ada, site: 'shop' }, key)), {
      code: 'identity-wrong-site',
    })
  })

  test('expire to the second', () => {
    assert.throws(() => open(signIdentity({ ...ada, exp: now / 1000 }, key)), {
      code: 'identity-expired',
    })
    assert.equal(open(signIdentity({ ...ada, exp: now / 1000 + 1 }, key)).subscriber, 'ada')
  })

  test('that expire in milliseconds, and so never, are refused', () => {
    const token = signIdentity({ ...ada, exp: now + 60_000 }, key)
    assert.throws(() => open(token), { code: 'identity-malformed', message: /exp is in seconds/ })
  })

  test('with any bit changed are refused', () => {
    const token = signIdentity(ada, key)
    for (let index = 0; index < token.length; index++) {
      const other = token[index] === 'A' ? 'B' : 'A'
      const changed = token.slice(0, index) + other + token.slice(index + 1)
      // The last character of a 32-byte signature holds four bits of it and two of nothing.
      if (
        Buffer.from(changed.split('.')[1] ?? '', 'base64url').equals(Buffer.from(token.split('.')[1]!, 'base64url')) &&
        changed.startsWith(token.split('.')[0]!)
      )
        continue
      assert.throws(() => open(changed), { name: 'Refusal', code: /^identity-/ }, `at ${index}`)
    }
  })

  const malformed = [
    '',
    '.',
    'a.',
    '.b',
    'a.b.c',
    'x'.repeat(9000),
    signIdentity({ ...ada, subscriber: '' }, key),
    signIdentity({ ...ada, exp: 'soon' as never }, key),
  ]
  for (const token of malformed) {
    test(`that read ${JSON.stringify(token.slice(0, 20))} are refused as malformed`, () => {
      assert.throws(() => open(token), { code: 'identity-malformed' })
    })
  }

  test('of any text are opened or refused with a code, and opened only when signed', () => {
    const [body = '', mac = ''] = signIdentity(ada, key).split('.')
    const part = fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), fc.constantFrom(body, mac))
    fc.assert(
      fc.property(fc.array(part, { maxLength: 3 }), (parts) => {
        try {
          assert.deepEqual(open(parts.join('.')), ada)
        } catch (error) {
          assert.match((error as { code?: string }).code ?? '', /^identity-(malformed|signature)/)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('that hold anything, rightly signed, are an identity in bounds or refused with a code', () => {
    const member = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('default', ada.exp, 'a\0'))
    const anything = fc.oneof(
      fc.record({ site: member, subscriber: member, topics: member, exp: member }),
      fc.record({ subscriber: member, topics: member }).map((more) => ({ ...ada, ...more })),
      fc.jsonValue(),
    )
    fc.assert(
      fc.property(anything, (identity) => {
        try {
          const { subscriber, topics, exp } = open(signIdentity(identity as never, key))
          assert.match(subscriber, /^[^\0]{1,255}$/)
          assert.ok(topics.every((topic) => typeof topic === 'string' && topic.length <= 64))
          assert.ok(Number.isInteger(exp) && exp > now / 1000)
        } catch (error) {
          assert.match((error as { code?: string }).code ?? String(error), /^identity-/)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('signed with another key are refused without revealing the right one', () => {
    assert.throws(
      () => open(signIdentity(ada, 'another key')),
      (error: Error) => {
        assert.equal(Reflect.get(error, 'code'), 'identity-signature-invalid')
        assert.ok(!error.message.includes(key))
        return true
      },
    )
  })
})
