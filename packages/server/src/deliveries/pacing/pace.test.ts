import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDry } from './pace.ts'

test('more is loaded half a second ahead, 100 to 500 messages, and only the least while somebody waits', () => {
  const dry = (soon: number, flow: number, hurried = false) =>
    isDry({ soon, flow, isActive: true, isClogged: false }, hurried)
  assert.deepEqual([dry(99, 10), dry(100, 10)], [true, false])
  assert.deepEqual([dry(299, 600), dry(300, 600)], [true, false])
  assert.deepEqual([dry(499, 20_000), dry(500, 20_000)], [true, false])
  assert.deepEqual([dry(99, 20_000, true), dry(100, 20_000, true)], [true, false])
})
