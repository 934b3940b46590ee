import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readFeedback } from './schema.ts'

const good = { name: 'Ada', email: 'ada@example.org', message: 'Hello' }

function problemsOf(form: Record<string, string>): Record<string, string> {
  const read = readFeedback({ ...good, ...form })
  return read.ok ? {} : read.problems
}

test('a form without anything names every field', () => {
  assert.deepEqual(readFeedback({}), {
    ok: false,
    values: { name: '', email: '', message: '' },
    problems: { name: 'name-missing', email: 'email-missing', message: 'message-missing' },
  })
})

test('white space alone is no message, and control characters are no name', () => {
  assert.deepEqual(problemsOf({ message: ' \r\n\t ' }), { message: 'message-missing' })
  assert.deepEqual(problemsOf({ name: '\u0000\u0007' }), { name: 'name-missing' })
})

test('the limits are 80, 254 and 5,000 characters, and one more is too long', () => {
  const address = `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}`
  const longest = address + '.de'.repeat(2) + 'e'
  assert.equal(longest.length, 254)
  assert.deepEqual(problemsOf({ name: 'n'.repeat(80), email: longest, message: 'm'.repeat(5000) }), {})
  assert.deepEqual(problemsOf({ name: 'n'.repeat(81), email: `${longest}e`, message: 'm'.repeat(5001) }), {
    name: 'name-too-long',
    email: 'email-too-long',
    message: 'message-too-long',
  })
})

test('line ends count once, however the browser sends them', () => {
  const read = readFeedback({ ...good, message: 'a\r\n'.repeat(2500).trimEnd() })
  assert.ok(read.ok)
  assert.equal(read.feedback.message.length, 4999)
})

test('an address without a name or a host is refused, an unusual one is not', () => {
  for (const email of ['ada', 'ada@', '@example.org', 'ada@exa mple.org', 'ada@-example.org']) {
    assert.deepEqual(problemsOf({ email }), { email: 'email-invalid' }, email)
  }
  for (const email of ["o'hara+form@example.museum", 'ada@localhost', ' ada@example.org ']) {
    assert.deepEqual(problemsOf({ email }), {}, email)
  }
})

test('a name is one line, and emoji and right-to-left text stay as they are', () => {
  const read = readFeedback({ name: 'מיכל\r\n👩‍👧', email: good.email, message: 'שלום 🙂\n\nбб' })
  assert.ok(read.ok)
  assert.equal(read.feedback.name, 'מיכל 👩‍👧')
  assert.equal(read.feedback.message, 'שלום 🙂\n\nбб')
})

test('the typed text comes back unchanged with the problems', () => {
  const read = readFeedback({ name: ' Ada ', email: 'x', message: ' <b>\r\n' })
  assert.ok(!read.ok)
  assert.deepEqual(read.values, { name: ' Ada ', email: 'x', message: ' <b>\r\n' })
})

test('any accepted text is within the limits and has no control characters', () => {
  const texts = fc.string({ unit: 'binary', maxLength: 120 })
  fc.assert(
    fc.property(texts, texts, (name, message) => {
      const read = readFeedback({ ...good, name, message })
      if (!read.ok) return
      assert.ok(read.feedback.name.length <= 80)
      assert.doesNotMatch(read.feedback.name, /\p{Cc}/u)
      assert.doesNotMatch(read.feedback.message, /[^\P{Cc}\n\t]/u)
      assert.equal(read.feedback.message, read.feedback.message.trim())
    }),
  )
})
