import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readBlocks, type Line } from './read-blocks.ts'

async function* chunks(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0
  for (let turn = 0; from < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    yield bytes.subarray(from, from + size)
    from += size
  }
}

async function read(bytes: Buffer, sizes: readonly number[], options = {}) {
  const lines: Line[] = []
  const seen: Buffer[] = []
  let largest = 0
  for await (const block of readBlocks(chunks(bytes, sizes), options)) {
    lines.push(...block.lines)
    seen.push(Buffer.from(block.bytes))
    largest = Math.max(largest, block.bytes.length)
  }
  return { lines, bytes: Buffer.concat(seen), largest }
}

describe('readBlocks', () => {
  test('gives every line and every byte once, however the stream is cut', async () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replaceAll(/[\r\n]/g, ' '))
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 40 }),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 200 }),
        async (texts, sizes, blockBytes) => {
          const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''))
          const found = await read(bytes, sizes, { blockBytes })
          assert.deepEqual(
            found.lines,
            texts.map((text, index) => ({ number: index + 1, text })),
          )
          assert.deepEqual(found.bytes, bytes)
        },
      ),
    )
  })

  test('reads a last line without a line break, and Windows line breaks', async () => {
    const { lines } = await read(Buffer.from('a\r\nb'), [100])
    assert.deepEqual(lines, [
      { number: 1, text: 'a' },
      { number: 2, text: 'b' },
    ])
  })

  test('drops a line that is too long, counts it, and buffers at most a block of it', async () => {
    const long = `${'x'.repeat(1_000_000)}\n`
    const { lines, bytes, largest } = await read(Buffer.from(`a\n${long}b\n${long}`), [4096], {
      blockBytes: 8192,
      longestLine: 1000,
    })
    assert.deepEqual(lines, [
      { number: 1, text: 'a' },
      { number: 2, fault: 'line-too-long' },
      { number: 3, text: 'b' },
      { number: 4, fault: 'line-too-long' },
    ])
    assert.equal(bytes.length, 4 + 2 * long.length)
    assert.ok(largest <= 8192 + 4096, String(largest))
  })

  test('says which blocks end in the midst of a line', async () => {
    const ends: boolean[] = []
    const bytes = Buffer.from(`a\n${'x'.repeat(3000)}\nb\n`)
    for await (const block of readBlocks(chunks(bytes, [500]), {
      blockBytes: 500,
      longestLine: 400,
    })) {
      ends.push(block.endsLine)
    }
    assert.ok(ends.includes(false))
    assert.equal(ends.at(-1), true)
  })

  test('names the line that is not UTF-8, and reads the others', async () => {
    const bytes = Buffer.concat([Buffer.from('ä\n'), Buffer.from([0xff, 0x0a]), Buffer.from('b\n')])
    const { lines } = await read(bytes, [100])
    assert.deepEqual(lines, [
      { number: 1, text: 'ä' },
      { number: 2, fault: 'line-not-utf8' },
      { number: 3, text: 'b' },
    ])
  })
})
