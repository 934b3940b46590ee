import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SilenceWatch } from './silence-watch.ts'

test('a long wait fails when the server is silent, and a later one does not', async () => {
  const asked = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<boolean>()
  using watch = new SilenceWatch({
    isHeard: () => {
      asked.resolve()
      return answer.promise
    },
  })
  const early = Promise.withResolvers<never>()
  const given = watch.during(early.promise, () => early.reject(new Error('given up')))
  await asked.promise
  const late = Promise.withResolvers<string>()
  const kept = watch.during(late.promise, () => late.reject(new Error('given up')))
  answer.resolve(false)
  await assert.rejects(given, /given up/)
  late.resolve('came back')
  assert.equal(await kept, 'came back')
})

test('a busy server is probed again and again, and waited for', async () => {
  const twice = Promise.withResolvers<void>()
  let questions = 0
  using watch = new SilenceWatch({
    isHeard: () => {
      questions += 1
      if (questions === 2) twice.resolve()
      return Promise.resolve(true)
    },
  })
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const slow = watch.during(promise, () => reject(new Error('given up')))
  await twice.promise
  resolve('at last')
  assert.equal(await slow, 'at last')
})
