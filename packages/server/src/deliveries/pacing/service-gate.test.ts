import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAdaptiveRate } from './adaptive-rate.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'
import { createMinuteCeiling } from './minute-ceiling.ts'
import { ServiceGate, type Waiting } from './service-gate.ts'

interface Parcel extends Waiting {
  n: number
}

function gate(perMinute?: number) {
  const ceiling = perMinute === undefined ? undefined : createMinuteCeiling(perMinute)
  return new ServiceGate<Parcel>({
    breaker: createCircuitBreaker({ threshold: 3, random: () => 1 }),
    rateOf: () => createAdaptiveRate(),
    ceilingOf: () => ceiling,
    random: () => 0,
  })
}

const parcel = (n: number, more: Partial<Parcel> = {}): Parcel => ({
  n,
  siteId: 'a',
  lane: 'bulk',
  notification: { number: 1 },
  ...more,
})

function fill(way: ServiceGate<Parcel>, count: number, more: Partial<Parcel> = {}, now = 0, pressed = false): number {
  let admitted = 0
  for (let n = 0; n < count; n += 1) {
    if (way.admit(parcel(n, more), now, pressed) === undefined) admitted += 1
  }
  return admitted
}

function startAll(way: ServiceGate<Parcel>, now = 0): Parcel[] {
  const started: Parcel[] = []
  for (;;) {
    const turn = way.next(now)
    if (!('start' in turn)) return started
    started.push(turn.start)
  }
}

const ok = { outcome: 'accepted', reason: 'accepted' } as const
const down = { outcome: 'unreachable', reason: 'timeout', scope: 'service' } as const

/** Many quick answers: from now on it may use all streams. */
function warmUp(way: ServiceGate<Parcel>): void {
  for (let round = 0; round < 20; round += 1) {
    fill(way, 100)
    for (const one of startAll(way)) way.ended(one, ok, 0, 5)
  }
  way.giveBackOf(() => true)
}

test('a service that has not answered yet gets a few requests of a broadcast', () => {
  const way = gate()
  fill(way, 300)
  assert.equal(startAll(way).length, 16)
})

test('bulk leaves streams free that transactional deliveries find at once', () => {
  const way = gate()
  warmUp(way)
  fill(way, 300)
  assert.equal(startAll(way).length, 80)
  fill(way, 30, { lane: 'transactional' })
  assert.equal(startAll(way).length, 20)
  assert.equal(way.inFlight, 100)
})

test('the few of a small notification do not wait for the many of a large one', () => {
  const way = gate()
  fill(way, 300)
  const [first] = startAll(way)
  fill(way, 3, { notification: { number: 2 } })
  const next: number[] = []
  for (let n = 0; n < 6; n += 1) {
    way.ended(first as Parcel, ok, n)
    next.push(...startAll(way, n).map(({ notification }) => notification.number))
  }
  assert.deepEqual(next, [1, 2, 1, 2, 1, 2])
})

test('transactional deliveries go first, and sites take turns', () => {
  const way = gate()
  fill(way, 3, { siteId: 'a' })
  fill(way, 3, { siteId: 'b' })
  fill(way, 1, { siteId: 'c', lane: 'transactional' })
  const sites = startAll(way).map(({ siteId }) => siteId)
  assert.equal(sites[0], 'c')
  assert.deepEqual(sites.slice(1, 5).toSorted(), ['a', 'a', 'b', 'b'])
})

test('waiting deliveries are kept, and given back only without room in memory', () => {
  const way = gate()
  fill(way, 100)
  const started = startAll(way)
  assert.deepEqual(way.tick(500, true), [])
  assert.deepEqual(way.tick(5000, false), [])
  const back = way.tick(5500, true)
  assert.equal(back.length, 100 - started.length)
  assert.ok(back.every(({ until }) => until >= 7500))
  assert.equal(way.waiting, 0)
})

test('a service that answers nothing gets hardly anything under pressure, and delays nobody', () => {
  const way = gate()
  fill(way, 300)
  startAll(way)
  for (const now of [0, 500, 1000, 1500, 2100]) way.tick(now, false)
  assert.ok(fill(way, 500, {}, 2200, true) <= 4)
  assert.equal(fill(way, 500, {}, 2200, false), 500)
  assert.equal(way.pace(2200).soon, 0)
  assert.equal(way.pace(2200).isClogged, true)
})

test('a service that answers slowly gets the deliveries of two seconds under pressure', () => {
  const way = gate()
  fill(way, 2000)
  startAll(way)
  for (let now = 0; now <= 4000; now += 500) {
    way.tick(now, false)
    for (let i = 0; i < 50; i += 1) {
      way.ended(parcel(0), ok, now)
      startAll(way, now)
    }
  }
  assert.ok(Math.abs(way.pace(4000).soon - 50) < 5, String(way.pace(4000).soon)) // 100 a second
  assert.equal(way.pace(4000).isClogged, true)
  way.giveBackOf(() => true)
  const admitted = fill(way, 2000, {}, 4100, true)
  assert.ok(admitted > 150 && admitted <= 200, String(admitted))
})

test('while the circuit is open everything is postponed until the next probe', () => {
  const way = gate()
  fill(way, 10)
  const started = startAll(way)
  for (const one of started.slice(0, 3)) way.ended(one, down, 100)
  assert.equal(way.state, 'open')
  assert.deepEqual(way.admit(parcel(1), 200, false), { until: 5100 })
})

test('a complaint about a site slows that site and no other', () => {
  const way = gate()
  fill(way, 2, { siteId: 'a' })
  const [first] = startAll(way)
  way.ended(first ?? parcel(0), { outcome: 'throttled', reason: 'http-429', scope: 'service', retryAfterMs: 60_000 }, 0)
  assert.deepEqual(way.admit(parcel(9, { siteId: 'a' }), 10, false), { until: 60_000 })
  assert.equal(way.admit(parcel(9, { siteId: 'b' }), 10, false), undefined)
  assert.equal(startAll(way, 10).length, 1)
})

test('503 is a complaint as well as a failure; 500 is only a failure', () => {
  for (const [status, limited] of [
    [503, true],
    [500, false],
  ] as const) {
    const way = gate()
    fill(way, 1)
    const [first] = startAll(way)
    const busy = { outcome: 'retry-later', reason: `http-${status}`, scope: 'service' } as const
    way.ended(first ?? parcel(0), { ...busy, retryAfterMs: 60_000 }, 0)
    assert.equal(way.state, 'closed')
    assert.deepEqual(way.admit(parcel(2), 1, false), limited ? { until: 60_000 } : undefined)
  }
})

test('a complaint about one subscription slows nobody', () => {
  const way = gate()
  fill(way, 1)
  const [first] = startAll(way)
  way.ended(first ?? parcel(0), { outcome: 'throttled', reason: 'http-429 TooManyRequests', scope: 'subscription' }, 0)
  assert.equal(way.admit(parcel(2), 1, false), undefined)
  assert.equal(startAll(way, 1).length, 1)
})

test('the ceiling holds bulk back and only counts transactional deliveries', () => {
  const way = gate(60)
  fill(way, 5)
  assert.equal(startAll(way).length, 1)
  const turn = way.next(0)
  assert.ok('waitMs' in turn && turn.waitMs > 900 && turn.waitMs < 1100)
  fill(way, 3, { lane: 'transactional' })
  assert.equal(startAll(way).length, 3)
  const later = way.next(1100)
  assert.ok('waitMs' in later && later.waitMs > 2000, 'they used up the next seconds')
})

test('a connection that breaks is one failure, however many were under way on it', () => {
  const way = gate()
  const broken = { outcome: 'unreachable', reason: 'reset', scope: 'service' } as const
  fill(way, 80)
  const started = startAll(way, 0)
  for (const one of started) way.ended(one, broken, 10)
  assert.equal(way.state, 'closed')
  for (const now of [1000, 2000]) {
    fill(way, 40, {}, now)
    for (const one of startAll(way, now)) way.ended(one, broken, now + 10)
  }
  assert.equal(way.state, 'open', 'the third break opens it')
})

test('while a probe is under way there is no other: its end decides', () => {
  const way = gate()
  fill(way, 5)
  for (const one of startAll(way).slice(0, 3)) way.ended(one, down, 0)
  assert.equal(way.state, 'open')
  fill(way, 5, {}, 6000)
  assert.equal(startAll(way, 6000).length, 1)
  assert.deepEqual(way.next(6100), { waitMs: Infinity })
})

test('under pressure a large notification does not keep a small one out', () => {
  const way = gate()
  fill(way, 200)
  const started = startAll(way)
  way.tick(0, false)
  for (let n = 0; n < 10; n += 1) way.ended(started[n] as Parcel, ok, 1000)
  startAll(way, 1000)
  way.tick(1000, false) // ten a second: twenty may wait, and five times as many do
  const other = { notification: { number: 2 } }
  assert.equal(fill(way, 100, {}, 1000, true), 0)
  assert.equal(fill(way, 100, other, 1000, true), 10)
  assert.equal(fill(way, 100, { siteId: 'b', notification: { number: 3 } }, 1000, true), 6)
})

test('waiting deliveries of a paused or cancelled notification cost the others no turns', () => {
  const way = gate(60) // one a second
  fill(way, 10)
  fill(way, 2, { notification: { number: 2 } })
  startAll(way)
  assert.equal(way.giveBackOf(({ number }) => number === 1).length, 9)
  assert.equal(way.waiting, 2)
  const next = [1100, 2200].flatMap((now) => startAll(way, now))
  assert.deepEqual(
    next.map(({ notification }) => notification.number),
    [2, 2],
  )
})
