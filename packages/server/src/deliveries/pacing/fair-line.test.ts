import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FairLine } from './fair-line.ts'

function line(...numbers: number[]) {
  const made = new FairLine<{ notification: { number: number }; name: string }>()
  const counts = new Map<number, number>()
  const join = (number: number, since = 0) => {
    const count = (counts.get(number) ?? 0) + 1
    counts.set(number, count)
    made.push({ notification: { number }, name: `${number}.${count}` }, since)
  }
  for (const number of numbers) join(number)
  const all = () => Array.from({ length: made.length }, () => made.shift()?.name)
  return { made, join, all }
}

test('notifications take turns, and each keeps its order', () => {
  const { made, all } = line(1, 1, 1, 1, 2, 2, 3)
  assert.equal(made.length, 7)
  assert.deepEqual(all(), ['1.1', '2.1', '3.1', '1.2', '2.2', '1.3', '1.4'])
  assert.equal(made.shift(), undefined)
})

test('a later notification has a turn after one of each of the others', () => {
  const { made, join, all } = line(1, 1, 1)
  assert.equal(made.shift()?.name, '1.1')
  join(2)
  assert.deepEqual(all(), ['1.2', '2.1', '1.3'])
})

test('gives back deliveries that have waited for long', () => {
  const { made, join, all } = line(1, 2)
  join(1, 100)
  assert.deepEqual(
    made.takeBefore(50).map(({ name }) => name),
    ['1.1', '2.1'],
  )
  assert.equal(made.length, 1)
  assert.deepEqual(all(), ['1.2'])
})
