import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Output } from '../wire/output.ts'
import { FieldList } from './field-list.ts'
import { HeaderDecoder } from './header-decoder.ts'
import { HeaderEncoder } from './header-encoder.ts'

type Field = [name: string, value: string]

/** Encodes a block, decodes it, and returns its bytes and the decoded fields. */
function exchange(
  encoder: HeaderEncoder,
  decoder: HeaderDecoder,
  fields: Field[],
): { bytes: Buffer; decoded: Field[] } {
  const output = new Output()
  encoder.begin(output)
  for (const [name, value] of fields) {
    encoder.field(output, name, value)
  }
  const bytes = Buffer.from(output.take())
  const list = new FieldList(1_000_000)
  decoder.decode(bytes, 0, bytes.length, list)
  return { bytes, decoded: list.names.map((name, i) => [name, list.values[i] as string]) }
}

const FIELDS: Field[] = [
  [':authority', 'push.example'],
  ['authorization', `vapid t=${'a'.repeat(300)}, k=${'b'.repeat(87)}`],
  ['ttl', '60'],
]

test('a field sent before is one byte; a field that will not come again is not put into the table', () => {
  const [encoder, decoder] = [new HeaderEncoder(), new HeaderDecoder(4096)]
  const fields: Field[] = [...FIELDS, ['topic', 'abc']]
  assert.deepEqual(exchange(encoder, decoder, fields).decoded, fields)
  const again = exchange(encoder, decoder, fields)
  assert.deepEqual(again.decoded, fields)
  assert.equal(again.bytes.length, 3 + 1 + 1 + 5 + 1 + 3)
  assert.ok(decoder.table.entries.every(([name]) => name !== 'topic'))
})

// RFC 7541 C.1.1 and C.1.2, with their integers as table sizes.
for (const [size, hex] of [
  [10, '2a'],
  [1337, '3f9a0a'],
] as const) {
  test(`a smaller table is announced before the next block: ${size} is ${hex}`, () => {
    const [encoder, decoder] = [new HeaderEncoder(), new HeaderDecoder(4096)]
    exchange(encoder, decoder, FIELDS)
    encoder.limitTable(size)
    const { bytes, decoded } = exchange(encoder, decoder, FIELDS)
    assert.equal(bytes.subarray(0, hex.length / 2).toString('hex'), hex)
    assert.deepEqual(decoded, FIELDS)
    assert.ok(decoder.table.size <= size)
  })
}

test('lowered and raised between two blocks, both are announced; a table of 0 is never used', () => {
  const [encoder, decoder] = [new HeaderEncoder(), new HeaderDecoder(4096)]
  exchange(encoder, decoder, FIELDS)
  encoder.limitTable(0)
  encoder.limitTable(100_000)
  const { bytes, decoded } = exchange(encoder, decoder, FIELDS)
  // 0, then 4096: the encoder never uses more than that.
  assert.equal(bytes.subarray(0, 4).toString('hex'), '203fe11f')
  assert.deepEqual(decoded, FIELDS)
  encoder.limitTable(0)
  for (let i = 0; i < 3; i++) {
    assert.deepEqual(exchange(encoder, decoder, FIELDS).decoded, FIELDS)
    assert.equal(decoder.table.size, 0)
  }
})

test('a block that was begun and not sent leaves both sides agreed', () => {
  const [encoder, decoder] = [new HeaderEncoder(), new HeaderDecoder(4096)]
  exchange(encoder, decoder, FIELDS)
  for (const limit of [undefined, 64, 0, 4096]) {
    if (limit !== undefined) {
      encoder.limitTable(limit)
    }
    const lost = new Output()
    encoder.begin(lost)
    encoder.field(lost, 'never', 'arrives')
    encoder.abandon()
    assert.deepEqual(exchange(encoder, decoder, FIELDS).decoded, FIELDS)
    assert.deepEqual(exchange(encoder, decoder, FIELDS).decoded, FIELDS)
    assert.ok(decoder.table.size <= (limit ?? 4096))
    assert.ok(decoder.table.entries.every(([name]) => name !== 'never'))
  }
})

test('more keys than the table holds: most go as they are, and it is not refilled with each', () => {
  const [encoder, decoder] = [new HeaderEncoder(), new HeaderDecoder(4096)]
  const key = (n: number): Field => ['authorization', `${n} `.padEnd(400, 'x')]
  let added = 0
  for (let i = 0; i < 3200; i++) {
    const before = JSON.stringify(decoder.table.entries)
    const fields: Field[] = [[':authority', 'push.example'], key(i % 50)]
    assert.deepEqual(exchange(encoder, decoder, fields).decoded, fields)
    added += JSON.stringify(decoder.table.entries) === before ? 0 : 1
  }
  assert.ok(added < 150, `${added} of 3200 changed the table`)
})

test('a new key is in the table soon, however full of old ones it is', () => {
  const [encoder, decoder] = [new HeaderEncoder(), new HeaderDecoder(4096)]
  const block = (n: number): Field[] => [
    [':authority', 'push.example'],
    ['ttl', '60'],
    ['authorization', `${n} `.padEnd(400, 'x')],
  ]
  for (let key = 0; key < 40; key++) {
    for (let i = 0; i < 200; i++) {
      const { bytes } = exchange(encoder, decoder, block(key))
      assert.ok(i < 150 || bytes.length === 3, `key ${key}, block ${i}: ${bytes.length} bytes`)
    }
  }
})

test('any fields, with any limits of the peer in between, come out as they went in', () => {
  const text = fc.string({
    unit: fc.constantFrom(...Array.from('abz09-')),
    minLength: 1,
    maxLength: 12,
  })
  const value = fc.oneof(text, fc.string({ unit: fc.constantFrom('x', ' ', 'é'), maxLength: 3000 }))
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.array(fc.tuple(text, value), { maxLength: 8 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 10_000 }) },
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const [encoder, decoder] = [new HeaderEncoder(), new HeaderDecoder(10_000)]
      for (const one of steps) {
        if (typeof one === 'number') {
          encoder.limitTable(one)
        } else {
          assert.deepEqual(exchange(encoder, decoder, one).decoded, one)
        }
      }
    }),
    { numRuns: 500 },
  )
})
