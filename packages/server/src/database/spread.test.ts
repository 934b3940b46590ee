import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { estimateRows, type Walk } from './spread.ts'

function walkOf(numbers: readonly number[]): Walk {
  return {
    next(after, rows) {
      const page = numbers.filter((number) => number > after).slice(0, rows)
      const end = page.at(-1)
      return Promise.resolve(end === undefined ? undefined : { end, rows: page.length })
    },
    last: () => Promise.resolve(numbers.at(-1)),
  }
}

test('few rows are counted', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { maxLength: 999 }), async (numbers) => {
      assert.equal(await estimateRows(walkOf(numbers.toSorted((a, b) => a - b))), numbers.length)
    }),
    { numRuns: 20 },
  )
})

test('many are estimated within one per cent, also where the old ones have gone', async () => {
  const numbers = Array.from({ length: 200_000 }, (_, index) => index + 7001).filter(
    (number) => (number * 7919) % 1000 < 200 + number / 300,
  )
  const about = await estimateRows(walkOf(numbers))
  assert.ok(Math.abs(about - numbers.length) < numbers.length / 100, `${about} of ${numbers.length}`)
})
