import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AUDIENCE_KINDS, audienceOf, kindOf, parseAudience, type Audience } from './audience.ts'

test('every kind is read back as it was written', () => {
  const asked: [string, Audience][] = [
    ['{"topic":"blog"}', { kind: 'topic', value: 'blog' }],
    ['{"subscriber":"ada"}', { kind: 'subscriber', value: 'ada' }],
    ['{"subscribers":["ada","ben"]}', { kind: 'subscribers', value: ['ada', 'ben'] }],
    ['{"subscription":"AAECAwQFBgcICQoLDA0ODw"}', { kind: 'subscription', value: 'AAECAwQFBgcICQoLDA0ODw' }],
    ['{"all":true}', { kind: 'all', value: true }],
  ]
  assert.deepEqual(
    asked.map(([stored]) => parseAudience(stored)),
    asked.map(([, audience]) => audience),
  )
  assert.deepEqual(asked.map(([, { kind }]) => kind).toSorted(), AUDIENCE_KINDS.toSorted())
})

test('no kind, two kinds, or a name that every object has is refused, and never taken for nobody or everybody', () => {
  const strange = [
    '{"segment":"vips"}',
    '{"all":true,"topic":"blog"}',
    '{}',
    '{"toString":1}',
    '{"all":false}',
    'null',
    '{',
  ]
  for (const stored of strange) assert.throws(() => parseAudience(stored), { code: 'audience-unreadable' }, stored)
})

test('any text is read or refused with the code', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      try {
        const audience = parseAudience(text)
        assert.ok([...AUDIENCE_KINDS, 'digest'].includes(audience.kind))
      } catch (error) {
        assert.equal((error as { code?: string }).code, 'audience-unreadable')
      }
    }),
  )
})

test('one person is waiting, others are not unless their topic says so', () => {
  const personal = AUDIENCE_KINDS.filter((kind) => kindOf({ kind }).isPersonal)
  assert.deepEqual(personal, ['subscriber', 'subscription'])
  const audience = audienceOf({ subscriber: 'ada' })
  assert.deepEqual(kindOf(audience).names(audience.value), ['ada'])
})
