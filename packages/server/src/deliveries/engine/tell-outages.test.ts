import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EngineEvent } from '../engine-event.ts'
import { tellOutages } from './tell-outages.ts'

function listener() {
  const clock = { now: 0 }
  const told: EngineEvent[] = []
  return {
    clock,
    told,
    report: tellOutages(
      (event) => told.push(event),
      () => clock.now,
    ),
  }
}
const failed = (error: string): EngineEvent => ({ name: 'store-failed', error, count: 1 })

test('an outage is reported at once, and each minute that it lasts, with the number of failures', () => {
  const { clock, told, report } = listener()
  for (; clock.now < 120_000; clock.now += 100) report(failed(`at ${clock.now}`))
  assert.deepEqual(told, [
    { name: 'store-failed', error: 'at 0', count: 1 },
    { name: 'store-failed', error: 'at 60000', count: 600 },
  ])
})

test('the next outage is reported anew, and other events are reported meanwhile', () => {
  const { told, report } = listener()
  const lost = { name: 'announcements-lost', error: 'ECONNREFUSED' } as const
  for (const event of [failed('a'), failed('b'), lost, { name: 'store-recovered' } as const, failed('c')]) report(event)
  assert.deepEqual(told, [
    failed('a'),
    lost,
    { name: 'store-recovered' },
    { name: 'store-failed', error: 'c', count: 2 },
  ])
})
