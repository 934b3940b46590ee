import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkSubject } from './vapid-subject.ts'

const GOOD = [
  'mailto:ops@example.com',
  'mailto:push@example.com?subject=push',
  'MAILTO:Ops@Example.COM',
  'mailto:%6fps@example.com',
  'https://example.com',
  'https://example.com/contact',
  'https://host.tailnet.ts.net',
]

const BAD = [
  '',
  'ops@example.com',
  'mailto:',
  'mailto:ops',
  'mailto:ops@',
  'mailto:ops@localhost',
  'mailto:root@LOCALHOST',
  'mailto:ops@server.local',
  'mailto:ops@server.internal',
  'mailto:ops@nowhere.invalid',
  'mailto:ops@127.0.0.1',
  'mailto:ops@example.com.',
  'mailto:one@example.com,two@example.com',
  'mailto:one two@example.com',
  'mailto:%E0%A4%A@example.com',
  'http://example.com',
  'https://localhost',
  'https://localhost:3000/contact',
  'https://127.0.0.1',
  'https://[::1]',
  'tel:+15550100',
  'javascript:alert(1)',
]

for (const subject of GOOD) {
  test(`${subject} is a contact every push service takes`, () => {
    assert.deepEqual(checkSubject(subject), { ok: true })
  })
}

for (const subject of BAD) {
  test(`${JSON.stringify(subject)} is not, and the message says why`, () => {
    const check = checkSubject(subject)
    assert.ok(!check.ok)
    assert.match(check.message, /VAPID subject/)
  })
}

test('any text is good or bad, and a good one has a host with a dot', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.emailAddress().map((address) => `mailto:${address}`),
    fc.webUrl(),
    fc.tuple(fc.constantFrom('mailto:', 'https://', 'mailto:a@'), fc.string()).map(([scheme, rest]) => scheme + rest),
  )
  fc.assert(
    fc.property(text, (subject) => {
      const check = checkSubject(subject)
      if (check.ok) assert.match(subject, /^\s*(mailto|https):.*\./is)
      else assert.ok(check.message.length > 10)
    }),
    { numRuns: 1000 },
  )
})
