import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { loadCommonPasswords, refuseWeakPassword } from './password-strength.ts'

const isCommon = await loadCommonPasswords()
const own = ['Ada Lovelace', 'ada@engine.example', 'Feedback Shop', 'https://shop.example/']

function isWeak(password: string): boolean {
  try {
    refuseWeakPassword(password, own, isCommon)
    return false
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'password-weak')
    return true
  }
}

const WEAK: Record<string, string[]> = {
  short: ['', 'short', 'x7!kQz9$wPe'],
  'the most frequent ones': [
    '1qaz2wsx3edc',
    'unbelievable',
    'administrator',
    'polniypizdec0211',
    'correcthorsebatterystaple',
  ],
  'one with something appended': [
    'dragon123456',
    'welcome12345',
    'Password1234',
    'qwerty123456!',
    'monkey-987654',
    'unbelievable1',
  ],
  'one in disguise': ['P@ssw0rd1234', 'Dr@g0n123456', 'b@sketb@ll111', 'iL0veY0u1234'],
  'two in a row': ['passwordpassword', 'letmeinletmein', 'sunshineprincess', 'tiger dragon 123', 'football-baseball'],
  'a run or a repetition': ['abcdefghijklm', 'qwertyuiopas', '098765432109', 'aaaaaaaaaaaaaaa', 'abcabcabcabc'],
  'the words of the person and the sites': [
    'ada@engine.example',
    'adalovelace1',
    'Lovelace-Ada-1',
    'feedbackshop',
    'FeedbackShop2026',
    'belfrypassword',
    'shop.example',
  ],
}

for (const [kind, passwords] of Object.entries(WEAK)) {
  test(`refuses ${kind}`, () => {
    for (const password of passwords) assert.ok(isWeak(password), password)
  })
}

test('takes what nobody guesses, of any characters, and phrases', () => {
  for (const password of [
    'a quiet heron at dusk',
    'vellum-otter-quark',
    'Ще не вмерла сосна!',
    '走れメロスの友達は待っている',
    'x7!kQz9$wPeT',
    '480215937716',
    'ada walks to the harbour',
  ]) {
    assert.ok(!isWeak(password), password)
  }
})

test('a random password is never refused, whatever it begins with', () => {
  const random = fc.string({
    unit: fc.constantFrom(...'bcdfghjkmnpqrtvwxzBCDFGHJK2346789#%&'.split('')),
    minLength: 16,
    maxLength: 64,
  })
  fc.assert(
    fc.property(random, (password) => new Set(password.toLowerCase()).size < 8 || !isWeak(password)),
    { numRuns: 300 },
  )
})

test('any text is judged, in little time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (password) => typeof isWeak(password) === 'boolean'),
  )
  const since = performance.now()
  for (const text of ['a'.repeat(200), 'ab'.repeat(100), `${'1'.repeat(199)}!`, 'password'.repeat(25)]) isWeak(text)
  assert.ok(performance.now() - since < 500)
})

test('has at least the 3,000 most frequent ones, and asks no network for them', async () => {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  assert.ok(dictionary['passwords-common'].length >= 3000)
  for (const password of ['123456', 'password', 'qwerty', 'iloveyou', 'dragon']) assert.ok(isCommon(password))
})
