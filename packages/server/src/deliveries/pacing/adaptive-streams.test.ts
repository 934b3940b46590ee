import assert from 'node:assert/strict'
import { test } from 'node:test'
import { around, sendTo, type Conditions, type Sending } from '#test/deliveries/modelled-service'
import { createAdaptiveStreams } from './adaptive-streams.ts'

const MOST = 80
// What was before: all streams, whatever happens.
const all = () => ({ limit: MOST, reached() {}, answered() {}, tick() {} })
const adaptive = (count: number) => Array.from({ length: count }, () => createAdaptiveStreams(MOST))

/** What comes of it, beside the same with all streams from the beginning. */
function compare(conditionsAt: (ms: number) => Conditions, seconds: number, from = 0) {
  const sending = sendTo(conditionsAt, adaptive(1), seconds)
  const full = sendTo(conditionsAt, [all()], seconds)
  return { ...sending, share: flow(sending, from) / flow(full, from) }
}

const flow = ({ perSecond }: Sending, from = 0, to = perSecond.length) => mean(perSecond.slice(from, to))
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const most = ({ limits }: Sending, from: number, to = limits.length) => Math.max(...limits.slice(from, to).flat())
const held = ({ limits }: Sending, from: number, to = limits.length) => mean(limits.slice(from, to).flat())

test('requests that only queue at a service are few, and it is as busy as before', () => {
  const sending = compare(() => ({ perSecond: 900, answerMs: around(3, 0.5) }), 120)
  assert.ok(sending.share > 0.98, `${sending.share}`)
  assert.ok(held(sending, 5) < 40, `${held(sending, 5)}`)
})

test('a far service keeps all streams, and what finding that out costs is under two percent', () => {
  for (const [medianMs, spread] of [
    [40, 0.3],
    [100, 0.4],
    [150, 0.3],
    [60, 1],
  ] as const) {
    const sending = compare(() => ({ perSecond: 100_000, answerMs: around(medianMs, spread) }), 120)
    assert.ok(sending.share > 0.98, `${medianMs} ms: ${sending.share}`)
    assert.equal(most(sending, 20, 22), MOST)
  }
})

test('one that takes five seconds for each answer keeps them, too', () => {
  const sending = compare(() => ({ perSecond: 5000, answerMs: around(5000, 0.2) }), 300)
  assert.equal(most(sending, 290), MOST)
})

test('one that takes as much as all streams give it is not slowed down', () => {
  const sending = compare(() => ({ perSecond: 500, answerMs: around(100, 0.3) }), 120)
  assert.ok(sending.share > 0.93, `${sending.share}`)
})

test('an overloaded machine delays everything, and loses hardly any of its rate', () => {
  const overloaded: Conditions = {
    perSecond: 10_000,
    answerMs: around(5, 0.3),
    machineMs: (random) => 50 + 150 * random(),
  }
  const sending = compare((ms) => (ms < 20_000 ? { ...overloaded, machineMs: () => 0 } : overloaded), 200, 21)
  assert.ok(sending.share > 0.96, `${sending.share}`)
})

test('where this machine is the slowest part, all streams are used', () => {
  const sending = compare(() => ({ perSecond: 20_000, answerMs: around(3, 0.3) }), 30)
  assert.ok(sending.share > 0.995, `${sending.share}`)
  assert.deepEqual(new Set(sending.limits.flat()), new Set([MOST]))
})

test('a service that becomes quicker gets all of them within seconds', () => {
  const conditions = (ms: number) => ({ perSecond: ms < 60_000 ? 100 : 5000, answerMs: around(10, 0.3) })
  const sending = compare(conditions, 80)
  assert.ok(held(sending, 20, 60) <= 40, `${held(sending, 20, 60)}`)
  assert.equal(most(sending, 67, 69), MOST)
})

test('one that becomes slower for good, and not by a queue, has all of them again', () => {
  const conditions = (ms: number) => ({ perSecond: 10_000, answerMs: around(ms < 20_000 ? 50 : 400, 0.2) })
  const sending = compare(conditions, 100)
  assert.equal(most(sending, 95), MOST)
})

test('several that share a service find out together, by the clock on the wall', () => {
  // Three engines send to four origins that are one machine, and one of them begins when the others have long sent.
  const sending = sendTo(() => ({ perSecond: 3700, answerMs: around(2, 0.5) }), [...adaptive(8), ...late(4)], 120)
  assert.ok(held(sending, 90) < 40, `${held(sending, 90)}`)
  assert.ok(flow(sending, 5) > 3600, `${flow(sending, 5)}`)
})

test('a few quick answers do not bring back unneeded streams', () => {
  const streams = createAdaptiveStreams(MOST)
  for (let tick = 1; tick < 100; tick += 1) {
    for (let answer = 0; answer < 40; answer += 1) streams.answered(10)
    streams.tick(tick * 500, tick * 500)
  }
  assert.equal(streams.limit, 16)
})

/** That begin anew after half a minute, and knew nothing before. */
function late(count: number) {
  return Array.from({ length: count }, () => {
    let own = createAdaptiveStreams(MOST)
    let isNew = true
    return {
      get limit() {
        return own.limit
      },
      reached: () => own.reached(),
      answered: (tookMs: number) => own.answered(tookMs),
      tick(now: number, time: number) {
        if (isNew && now > 32_000) own = createAdaptiveStreams(MOST)
        isNew = now <= 32_000
        own.tick(now, time)
      },
    }
  })
}
