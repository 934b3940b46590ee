import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MAX_PAYLOAD_LENGTH, paddedLengthFor } from './padded-length.ts'

test('every payload fits its padded length, which never shrinks as the payload grows', () => {
  let previous = 0
  for (let length = 0; length <= MAX_PAYLOAD_LENGTH; length++) {
    const padded = paddedLengthFor(length)
    assert.ok(padded >= length && padded >= previous && padded <= MAX_PAYLOAD_LENGTH)
    previous = padded
  }
})

test('padding alone makes no body too long for the mobile bridge of Firefox', () => {
  for (let length = 0; length <= 2820; length++) {
    assert.ok(86 + paddedLengthFor(length) + 17 < 3070)
  }
})

test('up to 2820 bytes only five lengths are ever seen', () => {
  const seen = new Set(Array.from({ length: 2821 }, (_, length) => paddedLengthFor(length)))
  assert.deepEqual([...seen], [256, 512, 1024, 2048, 2820])
})
