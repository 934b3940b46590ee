import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createCircuitBreaker } from './circuit-breaker.ts'

const make = () => createCircuitBreaker({ threshold: 3, openMs: 1000, maxOpenMs: 4000, random: () => 1 })

function failTimes(breaker: ReturnType<typeof make>, times: number, now: number) {
  for (let i = 0; i < times; i += 1) breaker.failed(now)
}

test('failures in a row open the circuit, scattered ones do not', () => {
  const breaker = make()
  failTimes(breaker, 2, 0)
  breaker.succeeded()
  failTimes(breaker, 2, 0)
  assert.equal(breaker.pass(0), true)
  breaker.failed(0)
  assert.equal(breaker.state, 'open')
  assert.equal(breaker.pass(999), false)
})

test('one probe is let through when the time is over, and its success closes the circuit', () => {
  const breaker = make()
  failTimes(breaker, 3, 0)
  assert.equal(breaker.retryAt, 1000)
  assert.equal(breaker.pass(1000), true)
  assert.equal(breaker.pass(1000), false)
  breaker.succeeded()
  assert.equal(breaker.state, 'closed')
  assert.equal(breaker.pass(1001), true)
})

test('each failed probe doubles the wait, up to a bound', () => {
  const breaker = make()
  failTimes(breaker, 3, 0)
  const waits: number[] = []
  let now = 0
  for (let i = 0; i < 4; i += 1) {
    waits.push(breaker.retryAt - now)
    now = breaker.retryAt
    assert.equal(breaker.pass(now), true)
    breaker.failed(now)
  }
  assert.deepEqual(waits, [1000, 2000, 4000, 4000])
})

test('late failures of requests from before it opened do not lengthen the wait', () => {
  const breaker = make()
  failTimes(breaker, 50, 0)
  assert.equal(breaker.retryAt, 1000)
})

test('an inconclusive probe makes room for another', () => {
  const breaker = make()
  failTimes(breaker, 3, 0)
  assert.equal(breaker.pass(1000), true)
  breaker.abandoned()
  assert.equal(breaker.pass(1000), true)
})

test('the wait is spread over its second half by chance', () => {
  const breaker = createCircuitBreaker({ threshold: 1, openMs: 1000, random: () => 0 })
  breaker.failed(0)
  assert.equal(breaker.retryAt, 500)
})
