import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import {
  bytesField,
  fixed64Field,
  integerField,
  integerOf,
  readProtobuf,
  readVarint,
  textOf,
  writeVarint,
} from './protobuf.ts'

test('a written message is read back', () => {
  const bytes = Buffer.concat([
    integerField(1, 300),
    bytesField(2, 'text'),
    fixed64Field(200, 0xffff_ffff_ffff_ffffn),
    bytesField(2, 'again'),
  ])
  const message = readProtobuf(bytes)
  assert.ok(message)
  assert.equal(integerOf(message, 1), 300n)
  assert.equal(textOf(message, 2), 'again')
  assert.equal(integerOf(message, 200), 0xffff_ffff_ffff_ffffn)
  assert.equal(message.get(2)?.length, 2)
})

test('the documented encoding of 150 is 08 96 01', () => {
  assert.equal(integerField(1, 150).toString('hex'), '089601')
})

test('varints of every length survive', () => {
  for (let bits = 0n; bits < 64n; bits += 1n) {
    const bytes = writeVarint(1n << bits)
    assert.deepEqual(readVarint(bytes, 0), { value: 1n << bits, end: bytes.length })
  }
})

test('broken bytes are refused', () => {
  for (const hex of ['08', '0a05aa', '09aabb', '0dff', '0b', '00', 'ff'.repeat(11), '0affffffff0f'])
    assert.equal(readProtobuf(Buffer.from(hex, 'hex')), undefined, hex)
})

test('random bytes never throw', () => {
  for (let round = 0; round < 5000; round += 1) readProtobuf(randomBytes(round % 60))
})
