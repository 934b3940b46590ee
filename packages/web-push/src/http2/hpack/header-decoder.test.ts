import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { ConnectionFault, ErrorCode } from '../wire/fault.ts'
import { Output } from '../wire/output.ts'
import { FieldList } from './field-list.ts'
import { HeaderDecoder } from './header-decoder.ts'
import { HeaderEncoder } from './header-encoder.ts'
import { CODE_LENGTHS } from './huffman-code.ts'

interface Vectors {
  connections: {
    section: string
    tableSize: number
    blocks: {
      hex: string
      fields: [string, string][]
      table: { size: number; entries: [string, string][] }
    }[]
  }[]
}

const vectors = JSON.parse(
  readFileSync(new URL('../../../../../test/vectors/hpack-vectors.json', import.meta.url), 'utf8'),
) as Vectors

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replaceAll(' ', ''), 'hex')
}

function decode(decoder: HeaderDecoder, block: Buffer, maxSize = 16_384): [string, string][] {
  const fields = new FieldList(maxSize)
  decoder.decode(block, 0, block.length, fields)
  return fields.names.map((name, i) => [name, fields.values[i] as string])
}

for (const { section, tableSize, blocks } of vectors.connections) {
  test(`RFC 7541 ${section}: the fields and the table after each block`, () => {
    const decoder = new HeaderDecoder(tableSize)
    for (const { hex, fields, table } of blocks) {
      assert.deepEqual(decode(decoder, bytesOf(hex)), fields)
      assert.deepEqual(decoder.table, table)
    }
  })
}

test('the Huffman code is complete: every sequence of bits is one of its codes, or begins one', () => {
  const sum = CODE_LENGTHS.reduce((total, length) => total + 2 ** (30 - length), 0)
  assert.equal(CODE_LENGTHS.length, 257)
  assert.equal(sum, 2 ** 30)
})

test('a value that comes again in its place is the same, and another of its length is itself', () => {
  const decoder = new HeaderDecoder(4096)
  const date = fc.constantFrom(
    'Mon, 21 Oct 2013 20:13:21 GMT',
    'Mon, 21 Oct 2013 20:13:22 GMT',
    'a',
    '',
    'x'.repeat(300),
  )
  const encoder = new HeaderEncoder()
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('date', 'server', 'via', 'x-own'), date)), (fields) => {
      const output = new Output()
      encoder.begin(output)
      for (const [name, value] of fields) encoder.unindexed(output, name, value)
      assert.deepEqual(decode(decoder, Buffer.from(output.bytes.subarray(0, output.length))), fields)
    }),
  )
})

test('the octets of a Huffman code are another value without it', () => {
  const decoder = new HeaderDecoder(4096)
  const octets = '6402' // RFC 7541 C.6.1: "302"
  assert.deepEqual(decode(decoder, bytesOf(`0882 ${octets}`)), [[':status', '302']])
  assert.deepEqual(decode(decoder, bytesOf(`0802 ${octets}`)), [[':status', 'd\u0002']])
  assert.deepEqual(decode(decoder, bytesOf(`0882 ${octets}`)), [[':status', '302']])
})

test('a block may begin in the middle of a buffer, and the bytes around it do not matter', () => {
  const block = bytesOf('8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff')
  const around = Buffer.concat([Buffer.alloc(7, 0xff), block, Buffer.alloc(9, 0xff)])
  const fields = new FieldList(16_384)
  new HeaderDecoder(4096).decode(around, 7, 7 + block.length, fields)
  assert.deepEqual(fields.names, [':method', ':scheme', ':path', ':authority'])
})

const malformed: Record<string, string> = {
  'index 0': '80',
  'an index beyond the table': 'be',
  'the name of an index beyond the table': '7e 01 61',
  'an index of 2^28': 'ff ff ff ff 7f',
  'an index with endless zeros': 'ff 80 80 80 80 80 80 80 80 00',
  'it ends in an integer': 'ff 80',
  'it ends before a string': '40',
  'it ends after a name': '40 01 61',
  'it ends in a string': '40 05 61 62',
  'a string longer than there can be': '40 7f ff ff ff 7f',
  'a size update after a field': '82 20',
  'a table larger than allowed': '3f e2 1f',
  'Huffman padding of zeros': '00 81 18 00',
  'Huffman padding of eight ones': '00 82 1f ff 00',
  'EOS in a Huffman string': '00 84 ff ff ff fc 00',
}

for (const [what, hex] of Object.entries(malformed)) {
  test(`malformed, a COMPRESSION_ERROR: ${what}`, () => {
    assert.throws(
      () => decode(new HeaderDecoder(4096), bytesOf(hex)),
      (error) => error instanceof ConnectionFault && error.code === ErrorCode.compressionError,
    )
  })
}

test('a table size update empties the table, and an entry larger than the table does too', () => {
  const decoder = new HeaderDecoder(4096)
  const add = bytesOf('40 01 61 01 62')
  decode(decoder, add)
  assert.equal(decoder.table.entries.length, 1)
  decode(decoder, Buffer.of(0x20))
  assert.deepEqual(decoder.table, { size: 0, entries: [] })
  // Twice in a row, as after two changes of the settings (section 4.2); 3fe11f is 4096.
  decode(decoder, bytesOf('20 3fe11f 40 01 61 01 62'))
  assert.equal(decoder.table.size, 34)
  const large = Buffer.concat([bytesOf('40 01 63 7f a1 1f'), Buffer.alloc(127 + 33 + 31 * 128, 'x')])
  assert.equal(decode(decoder, large)[0]?.[1].length, 127 + 33 + 31 * 128)
  assert.deepEqual(decoder.table, { size: 0, entries: [] })
})

test('a small block that expands to a large list is counted, and not held', () => {
  // 4000 octets in the table, named 60,000 times by a byte each.
  const decoder = new HeaderDecoder(4096)
  const entry = Buffer.concat([bytesOf('40 01 61 7f a1 1e'), Buffer.alloc(127 + 33 + 30 * 128, 'x')])
  decode(decoder, entry)
  assert.equal(decoder.table.entries.length, 1)
  const fields = new FieldList(16_384)
  const bomb = Buffer.alloc(60_000, 0xbe)
  decoder.decode(bomb, 0, bomb.length, fields)
  assert.ok(fields.isTooLarge)
  assert.ok(fields.names.length <= 4)
})

// `BELFRY_FUZZ_RUNS=1000000 npm run unit -- hpack` looks for longer.
const FUZZ_RUNS = Number(process.env['BELFRY_FUZZ_RUNS'] ?? 3000)

test('any bytes decode or are a ConnectionFault, and the table stays within its size', () => {
  const part = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    // Bytes that look like fields, so that it does not end at once.
    fc
      .tuple(fc.constantFrom(0x40, 0x00, 0x10), fc.boolean(), fc.uint8Array({ maxLength: 40 }))
      .map(([form, isHuffman, text]) => Uint8Array.of(form, 1, 0x61, (isHuffman ? 0x80 : 0) | text.length, ...text)),
    fc.integer({ min: 0x80, max: 0xff }).map((byte) => Uint8Array.of(byte)),
    fc.integer({ min: 0x20, max: 0x3f }).map((byte) => Uint8Array.of(byte)),
  )
  fc.assert(
    fc.property(fc.array(fc.array(part, { maxLength: 8 }), { maxLength: 6 }), (blocks) => {
      const decoder = new HeaderDecoder(256)
      try {
        for (const block of blocks) {
          decode(decoder, Buffer.concat(block))
          assert.ok(decoder.table.size <= 256)
        }
      } catch (error) {
        assert.ok(error instanceof ConnectionFault, String(error))
      }
    }),
    { numRuns: FUZZ_RUNS },
  )
})
