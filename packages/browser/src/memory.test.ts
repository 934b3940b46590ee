import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMemory } from './memory.ts'

test('what is written while something is read stays written', async () => {
  const { promise: answered, resolve: answer } = Promise.withResolvers<unknown>()
  const memory = createMemory(
    'belfry',
    async (_name, change) => (change ? change(undefined) : answered),
    () => 5,
  )
  const reading = memory.read()
  const written = await memory.write({ wish: 'on' })
  answer(undefined) // The store was read before the change was in it.
  assert.equal(written.wish, 'on')
  assert.equal((await reading).wish, 'on')
  assert.equal((await memory.read()).wish, 'on')
})
