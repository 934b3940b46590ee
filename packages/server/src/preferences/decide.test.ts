import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { decide, nextDelivery } from './decide.ts'
import { NO_PREFERENCES, type DeliveryPreferences } from './delivery-preferences.ts'
import { explainNext } from './explain.ts'
import { timeZoneOf } from './local-time.ts'

const berlin = timeZoneOf('Europe/Berlin')
const night = { from: 22 * 60, to: 8 * 60 }
const wants = (more: Partial<DeliveryPreferences>) => ({ ...NO_PREFERENCES, ...more })
const at = (text: string) => Date.parse(text)
const EVENING = at('2026-12-01T22:00:00Z')
// Each full hour of UTC; the real one is the digests' own.
const digestAt = (now: number) => (Math.floor(now / 3_600_000) + 1) * 3_600_000

test('a pause holds everything, or skips it until the person says', () => {
  const hour = wants({ pausedUntil: EVENING + 3_600_000 })
  const held = { kind: 'hold', reason: 'paused', until: EVENING + 3_600_000 }
  assert.deepEqual(decide(hour, berlin, 'bulk', EVENING), held)
  assert.deepEqual(decide(hour, berlin, 'transactional', EVENING), held)
  assert.deepEqual(decide(hour, berlin, 'bulk', EVENING + 3_600_000), { kind: 'send' })
  const ended = wants({ pausedUntil: Infinity })
  assert.deepEqual(decide(ended, berlin, 'transactional', EVENING), { kind: 'skip', reason: 'paused' })
})

test('quiet hours hold what nobody waits for, and nothing else', () => {
  const quiet = wants({ quietHours: night })
  const morning = at('2026-12-02T07:00:00Z')
  assert.deepEqual(decide(quiet, berlin, 'bulk', EVENING), { kind: 'hold', reason: 'quiet-hours', until: morning })
  assert.deepEqual(decide(quiet, berlin, 'transactional', EVENING), { kind: 'send' })
  assert.deepEqual(decide(quiet, timeZoneOf('America/New_York'), 'bulk', EVENING), { kind: 'send' })
})

test('a digest takes what nobody waits for, in quiet hours as well, and comes when they are over', () => {
  const daily = wants({ digest: { at: null } })
  assert.deepEqual(decide(daily, berlin, 'bulk', EVENING), { kind: 'digest' })
  assert.deepEqual(decide(daily, berlin, 'transactional', EVENING), { kind: 'send' })
  assert.deepEqual(decide({ ...daily, quietHours: night }, berlin, 'bulk', EVENING), { kind: 'digest' })
  assert.deepEqual(decide({ ...daily, pausedUntil: Infinity }, berlin, 'bulk', EVENING).kind, 'skip')
  const next = (preferences: DeliveryPreferences) => nextDelivery(preferences, berlin, EVENING, digestAt)
  assert.deepEqual(next(daily), { code: 'digest', at: EVENING + 3_600_000 })
  const morning = at('2026-12-02T07:00:00Z')
  assert.deepEqual(next({ ...daily, quietHours: night }), { code: 'quiet-hours', at: morning })
  assert.equal(explainNext(next(daily), berlin, EVENING), 'next: tomorrow 00:00, once a day')
})

test('the next message is explained in words', () => {
  const say = (preferences: DeliveryPreferences, now = EVENING) =>
    explainNext(nextDelivery(preferences, berlin, now, digestAt), berlin, now)
  assert.equal(say(NO_PREFERENCES), 'next: as soon as it is sent')
  assert.equal(say(wants({ quietHours: night })), 'next: tomorrow 08:00, quiet hours')
  assert.equal(say(wants({ quietHours: night }), at('2026-12-02T01:00:00Z')), 'next: 08:00, quiet hours')
  assert.equal(say(wants({ pausedUntil: Infinity })), 'next: none until you resume, paused')
  assert.equal(say(wants({ pausedUntil: at('2026-12-01T22:30:00Z') })), 'next: 23:30, paused')
  const both = wants({ quietHours: night, pausedUntil: at('2026-12-01T22:30:00Z') })
  assert.equal(say(both), 'next: tomorrow 08:00, quiet hours')
  assert.equal(say(wants({ pausedUntil: at('2026-12-24T07:00:00Z') })), 'next: 2026-12-24 08:00, paused')
})

test('whatever is wanted: what is held is held until later, and the next message comes when it may', () => {
  const minute = fc.integer({ min: 0, max: 1439 })
  const start = at('2026-01-01')
  const time = fc.integer({ min: start, max: start + 366 * 86_400_000 })
  const preferences = fc.record({
    pausedUntil: fc.option(fc.oneof(time, fc.constant(Infinity))),
    quietHours: fc.option(fc.record({ from: minute, to: minute }).filter(({ from, to }) => from !== to)),
    noQuietHours: fc.constant(false),
    timeZone: fc.constant(null),
    content: fc.constant('full' as const),
    digest: fc.option(fc.record({ at: fc.constant(null) })),
    pace: fc.constant(null),
  })
  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
  fc.assert(
    fc.property(preferences, zones, time, (wanted, name, now) => {
      const zone = timeZoneOf(name)
      const decided = decide(wanted, zone, 'bulk', now)
      const next = nextDelivery(wanted, zone, now, digestAt)
      assert.equal(decided.kind === 'send', next.code === 'at-once')
      assert.equal(decided.kind === 'skip', next.code === 'paused-until-resumed')
      if (decided.kind === 'hold') assert.ok(decided.until > now)
      const asDigest = { ...wanted, digest: null }
      if ('at' in next) assert.deepEqual(decide(asDigest, zone, 'bulk', next.at), { kind: 'send' })
      // A clock that is set back or forward changes nothing but the time asked for.
      assert.deepEqual(decide(wanted, zone, 'bulk', now), decided)
    }),
    { numRuns: 2000 },
  )
})
