import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAllowance } from './allowance.ts'

function at(start: number, options: { size: number; refillMs: number; maxAddresses?: number }) {
  const clock = { now: start }
  return { clock, allowance: createAllowance({ ...options, now: () => clock.now }) }
}

test('each address has its own, and it is refilled over time', () => {
  const { clock, allowance } = at(1000, { size: 2, refillMs: 10_000 })
  assert.deepEqual(
    [1, 2, 3].map(() => allowance.take('a')),
    [true, true, false],
  )
  assert.ok(allowance.take('b'))
  assert.equal(allowance.wait('a'), 5000)
  clock.now += 4999
  assert.ok(!allowance.take('a'))
  clock.now += 1
  assert.ok(allowance.take('a'))
  assert.ok(!allowance.take('a'))
})

test('it never holds more than its size, and a clock set back takes nothing away', () => {
  const { clock, allowance } = at(1000, { size: 2, refillMs: 10 })
  allowance.take('a')
  clock.now += 1_000_000
  assert.deepEqual(
    [1, 2, 3].map(() => allowance.take('a')),
    [true, true, false],
  )
  clock.now -= 2_000_000
  assert.equal(allowance.wait('a'), 5)
})

test('a returned token can be taken again', () => {
  const { allowance } = at(0, { size: 1, refillMs: 1000 })
  assert.ok(allowance.take('a'))
  allowance.giveBack('a')
  assert.ok(allowance.take('a'))
  assert.ok(!allowance.take('a'))
})

test('it remembers a bounded number of addresses, and forgets the one unused for longest', () => {
  const { allowance } = at(0, { size: 1, refillMs: 1000, maxAddresses: 3 })
  for (const address of ['a', 'b', 'c']) allowance.take(address)
  allowance.take('a') // refused, but seen
  allowance.take('d') // now "b" is the oldest, and is forgotten
  assert.ok(!allowance.take('a'))
  assert.ok(!allowance.take('c'))
  assert.ok(allowance.take('b'))
})
