import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandomBytes } from './random-bytes.ts'

test('no bytes come twice, whatever the lengths', () => {
  const random = createRandomBytes()
  const seen = new Set<string>()
  for (let round = 0; round < 2000; round += 1) {
    const length = 8 + (round % 100)
    const bytes = random(length)
    assert.equal(bytes.length, length)
    seen.add(bytes.subarray(0, 8).toString('hex'))
  }
  assert.equal(seen.size, 2000)
  assert.equal(random(10_000).length, 10_000)
})

test('what was drawn stays as it was', () => {
  const random = createRandomBytes()
  const first = random(16)
  const copy = first.toString('hex')
  for (let round = 0; round < 1000; round += 1) random(16)
  assert.equal(first.toString('hex'), copy)
})
