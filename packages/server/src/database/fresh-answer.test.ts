import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAnswer } from './fresh-answer.ts'

/** A question that is answered by hand. */
function byHand() {
  const asked: PromiseWithResolvers<boolean>[] = []
  const clock = { now: 0 }
  const ask = () => {
    const one = Promise.withResolvers<boolean>()
    asked.push(one)
    return one.promise
  }
  return { asked, clock, ask, elapsed: () => clock.now }
}

test('whoever comes while it is asked waits for the same answer', async () => {
  const { asked, ask, elapsed } = byHand()
  const get = freshAnswer(ask, { elapsed })
  const both = [get(), get()].map((one) => Promise.resolve(one))
  assert.equal(asked.length, 1)
  asked[0]?.resolve(true)
  assert.deepEqual(await Promise.all(both), [true, true])
  assert.equal(get(), true)
})

test('it is as old as when it was asked, and asked again after a second', async () => {
  const { asked, clock, ask, elapsed } = byHand()
  const get = freshAnswer(ask, { elapsed })
  const first = get()
  clock.now = 900
  asked[0]?.resolve(false)
  await first
  assert.equal(get(), false)
  clock.now = 1000
  const second = get()
  assert.ok(second instanceof Promise)
  asked[1]?.resolve(true)
  assert.equal(await second, true)
})

test('what is final is not asked again', async () => {
  const { asked, clock, ask, elapsed } = byHand()
  const get = freshAnswer(ask, { elapsed, isFinal: Boolean })
  const first = get()
  asked[0]?.resolve(true)
  await first
  clock.now = 1_000_000
  assert.equal(get(), true)
  assert.equal(asked.length, 1)
})

test('a failure reaches all who wait, and the next one asks again', async () => {
  const { asked, ask, elapsed } = byHand()
  const get = freshAnswer(ask, { elapsed })
  const both = Promise.allSettled([get(), get()].map((one) => Promise.resolve(one)))
  asked[0]?.reject(new Error('the database is away'))
  for (const { status } of await both) assert.equal(status, 'rejected')
  const next = get()
  asked[1]?.resolve(false)
  assert.equal(await next, false)
})
