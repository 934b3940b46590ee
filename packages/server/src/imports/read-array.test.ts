import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readArray, type ReadArrayOptions } from './read-array.ts'
import type { Line } from './read-blocks.ts'

async function* chunks(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0
  for (let turn = 0; from < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    yield bytes.subarray(from, from + size)
    from += size
  }
}

async function read(bytes: Buffer, sizes: readonly number[], options: ReadArrayOptions = {}) {
  const lines: Line[] = []
  const seen: Buffer[] = []
  /** Where one may go on, and the elements before. */
  const marks: { at: number; lines: number }[] = []
  let largest = 0
  for await (const block of readArray(chunks(bytes, sizes), options)) {
    lines.push(...block.lines)
    seen.push(Buffer.from(block.bytes))
    largest = Math.max(largest, block.bytes.length)
    const at = seen.reduce((sum, { length }) => sum + length, 0)
    if (block.endsLine) marks.push({ at, lines: lines.at(-1)?.number ?? 0 })
  }
  return { lines, bytes: Buffer.concat(seen), largest, marks }
}

const values = (lines: readonly Line[]) => lines.map(({ text, fault }) => fault ?? (JSON.parse(text ?? '') as unknown))
const space = fc.constantFrom('', ' ', '\n', '\r\n  ')
const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 })

describe('readArray', () => {
  test('gives every element and byte once, however it is written and cut, and goes on from any mark', async () => {
    const array = fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(
        array,
        fc.array(space, { minLength: 1 }),
        sizes,
        fc.integer({ min: 1, max: 200 }),
        async (...given) => {
          const [elements, spaces, cuts, blockBytes] = given
          let n = 0
          const gap = () => spaces[(n += 1) % spaces.length] ?? ''
          const texts = elements.map((element) => `${gap()}${JSON.stringify(element, null, gap().length)}${gap()}`)
          const bytes = Buffer.from(`\uFEFF${gap()}[${texts.join(',')}]${gap()}`)
          const whole = await read(bytes, cuts, { blockBytes })
          const expected = JSON.parse(JSON.stringify(elements)) as unknown[]
          assert.deepEqual(values(whole.lines), expected)
          assert.deepEqual(
            whole.lines.map(({ number }) => number),
            expected.map((_, index) => index + 1),
          )
          assert.deepEqual(whole.bytes, bytes)
          for (const { at, lines: linesBefore } of whole.marks) {
            const rest = await read(bytes.subarray(at), cuts, { blockBytes, linesBefore, isInside: true })
            assert.deepEqual(values(rest.lines), expected.slice(linesBefore))
          }
        },
      ),
    )
  })

  test('holds no more than a block, whether of many elements or of one that is too long', async () => {
    const long = JSON.stringify({ long: 'x'.repeat(1_000_000) })
    const bytes = Buffer.from(`[{"a":1},${long},${'{"b":[2]},'.repeat(50_000)}{"c":3}]`)
    const { lines, largest, marks } = await read(bytes, [4096], { blockBytes: 8192, longestLine: 1000 })
    assert.equal(lines.length, 50_003)
    assert.deepEqual([lines[0]?.text, lines[1]?.fault, lines.at(-1)?.text], ['{"a":1}', 'line-too-long', '{"c":3}'])
    assert.ok(largest <= 8192 + 4096, String(largest))
    assert.ok(marks.length > 40, String(marks.length))
  })

  for (const [text, ...found] of [
    ['[]'],
    [' [ \n] \n'],
    ['[1,]', 1],
    ['[1,,2]', 1, 'no-element', 2],
    ['[1] [2] 3', 1, 'behind-array'],
    ['[1,{"a":', 1, 'array-cut-off'],
    ['[1,2', 1, 'array-cut-off'],
    ['[1', 'array-cut-off'],
    ['["\\"],[", "]"]', '"],[', ']'],
    ['[[1,[2]],{"]":"["}]', [1, [2]], { ']': '[' }],
  ] as const) {
    test(`reads ${JSON.stringify(text)}`, async () => {
      for (const size of [1, 3, 100]) assert.deepEqual(values((await read(Buffer.from(text), [size])).lines), found)
    })
  }

  test('whatever the bytes, they come once, and no more elements than bytes', async () => {
    const noise = fc.array(fc.constantFrom('[', ']', '{', '}', ',', '"', '\\', ' ', '1', 'ä', '\n'), { maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(noise, sizes, fc.integer({ min: 1, max: 30 }), async (parts, cuts, blockBytes) => {
        const bytes = Buffer.from(parts.join(''))
        const found = await read(bytes, cuts, { blockBytes, longestLine: 10 })
        assert.deepEqual(found.bytes, bytes)
        assert.ok(found.lines.length <= bytes.length + 1)
      }),
    )
  })
})
