import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeBase64url } from './base64url.ts'

test('any bytes come back, from base64url and from base64, padded or not', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const buffer = Buffer.from(bytes)
      for (const text of [
        buffer.toString('base64url'),
        buffer.toString('base64'),
        buffer.toString('base64').replaceAll('=', ''),
      ]) {
        assert.deepEqual(decodeBase64url(text), buffer)
      }
    }),
  )
})

for (const text of ['a', 'abcde', 'ab c', 'ab=c', 'abc!', 'ab===', 'é', 'ab\n']) {
  test(`${JSON.stringify(text)} is not base64url`, () => {
    assert.equal(decodeBase64url(text), undefined)
  })
}
