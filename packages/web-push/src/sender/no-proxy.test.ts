import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readNoProxy } from './no-proxy.ts'

const DIRECT: [entry: string, url: string, isDirect: boolean][] = [
  ['example.com', 'https://example.com', true],
  ['example.com', 'https://push.example.com', true],
  ['example.com', 'https://badexample.com', false],
  ['.example.com', 'https://push.example.com', true],
  ['*.example.com', 'https://push.example.com', true],
  ['Example.COM', 'https://push.example.com', true],
  ['example.com:8443', 'https://example.com:8443', true],
  ['example.com:8443', 'https://example.com', false],
  ['example.com:443', 'https://example.com', true],
  ['*', 'https://example.com', true],
  ['192.0.2.7', 'https://192.0.2.7', true],
  ['192.0.2.0/24', 'https://192.0.2.200', true],
  ['192.0.2.0/24', 'https://192.0.3.1', false],
  ['192.0.2.0/24', 'https://example.com', false],
  ['2001:db8::1', 'https://[2001:db8::1]', true],
  ['[2001:db8::1]:8443', 'https://[2001:db8::1]:8443', true],
  ['2001:db8::/32', 'https://[2001:db8:7::1]', true],
  ['', 'https://example.com', false],
  ['localhost,127.0.0.1', 'https://localhost:4443', false], // a list was taken apart before
  ['localhost', 'https://localhost:4443', true],
]

for (const [entry, url, isDirect] of DIRECT) {
  test(`NO_PROXY=${entry || '(nothing)'}: ${url} is ${isDirect ? 'reached directly' : 'asked of the proxy'}`, () => {
    assert.equal(readNoProxy([entry])(new URL(url)), isDirect)
  })
}

test('any text is read, and excludes no host by accident', () => {
  const entry = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('/', '1.2.3.4/999', '::/x', ':', ':443', '[', '..'),
  )
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 5 }), (entries) => {
      fc.pre(entries.every((one) => !/\*|googleapis|com/i.test(one)))
      assert.equal(readNoProxy(entries)(new URL('https://fcm.googleapis.com')), false)
    }),
  )
})
