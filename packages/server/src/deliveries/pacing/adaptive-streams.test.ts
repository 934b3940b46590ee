import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAdaptiveStreams, type AdaptiveStreams } from './adaptive-streams.ts'

/** So many ticks of a service that takes `perSecond` and needs `baseMs` for each, with all streams in use. */
function use(
  streams: AdaptiveStreams,
  { perSecond, baseMs }: { perSecond: number; baseMs: number },
  ticks: number,
  from = 0,
): void {
  for (let tick = 1; tick <= ticks; tick += 1) {
    streams.answered(baseMs)
    const tookMs = Math.max(baseMs, (streams.limit / perSecond) * 1000)
    for (let answer = 0; answer < 50; answer += 1) streams.answered(tookMs)
    streams.reached()
    streams.tick(from + tick * 500)
  }
}

test('a service that keeps up gets all streams, whether near, far, or slow by nature', () => {
  for (const service of [
    { perSecond: 5000, baseMs: 2 },
    { perSecond: 5000, baseMs: 150 },
    { perSecond: 5000, baseMs: 5000 },
  ]) {
    const streams = createAdaptiveStreams(80)
    use(streams, service, 100)
    assert.equal(streams.limit, 80)
  }
})

test('a service at which requests queue up gets only as many as keep it busy', () => {
  const streams = createAdaptiveStreams(80)
  use(streams, { perSecond: 100, baseMs: 10 }, 20)
  const limits: number[] = []
  for (let tick = 20; tick < 60; tick += 1) {
    use(streams, { perSecond: 100, baseMs: 10 }, 1, tick * 500)
    limits.push(streams.limit)
  }
  assert.ok(Math.max(...limits) <= 60, limits.join(' '))
  assert.ok(Math.min(...limits) >= 16, limits.join(' '))
})

test('it gets them back when it is faster, within seconds', () => {
  const streams = createAdaptiveStreams(80)
  use(streams, { perSecond: 20, baseMs: 10 }, 20)
  assert.equal(streams.limit, 16)
  use(streams, { perSecond: 5000, baseMs: 10 }, 10, 10_000)
  assert.equal(streams.limit, 80)
})

test('a few quick answers after that do not bring back unneeded streams', () => {
  const streams = createAdaptiveStreams(80)
  use(streams, { perSecond: 20, baseMs: 10 }, 20)
  for (let tick = 20; tick < 100; tick += 1) {
    streams.answered(10)
    streams.tick(tick * 500)
  }
  assert.equal(streams.limit, 16)
})

test('one that has become slower for good has all of them again after a minute', () => {
  const streams = createAdaptiveStreams(80)
  use(streams, { perSecond: 5000, baseMs: 50 }, 20)
  use(streams, { perSecond: 5000, baseMs: 2000 }, 20, 10_000)
  assert.equal(streams.limit, 16)
  use(streams, { perSecond: 5000, baseMs: 2000 }, 160, 20_000)
  assert.equal(streams.limit, 80)
})
