import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Output } from './output.ts'

function write(output: Output, octet: number, length: number): Buffer {
  const expected = Buffer.alloc(length, octet)
  output.copy(expected, 0, length)
  return expected
}

test('bytes that were taken stay unchanged until they are given back, even while more is written', () => {
  const output = new Output()
  // Small, grown, and so large that its memory is not kept.
  for (const length of [10, 9000, 200_000, 10, 10, 200_000, 9000, 10]) {
    const expected = write(output, length & 255, length)
    const taken = output.take()
    write(output, 1, 5000)
    assert.deepEqual(taken, expected)
    output.giveBack()
    const next = Buffer.from(output.take())
    assert.deepEqual(next, Buffer.alloc(5000, 1))
    output.giveBack()
  }
})

test('the same memory is used again and again', () => {
  const output = new Output()
  const memory = new Set<ArrayBufferLike>()
  for (let i = 0; i < 100; i++) {
    write(output, i, 100)
    memory.add(output.take().buffer)
    output.giveBack()
  }
  assert.equal(memory.size, 2)
})
