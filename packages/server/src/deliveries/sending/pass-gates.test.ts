import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { deliveryFixture } from '#test/deliveries/delivery-fixture'
import type { DeliveryGate, GateDecision } from '../delivery-gate.ts'

/** Decides once for each subscriber, by number, and lets them pass when they come back. */
function once(decisions: Readonly<Record<number, (now: number) => GateDecision>>): DeliveryGate {
  const decided = new Set<number>()
  return {
    decide({ due, now }) {
      return due.map(({ subscriber }) => {
        if (decided.has(subscriber)) return undefined
        decided.add(subscriber)
        return decisions[subscriber]?.(now)
      })
    },
  }
}

test('gates skip, hold and change single deliveries; what is held comes back and is sent', async () => {
  await using service = await startPushService()
  await using fixture = await deliveryFixture()
  const [plain, skipped, held, changed] = await fixture.subscribe(service, 4)
  const first = once({
    2: () => ({ kind: 'skip', reason: 'muted' }),
    3: (now) => ({ kind: 'hold', reason: 'quiet-hours', until: now + 300 }),
    4: () => ({ kind: 'send', payload: Buffer.from('{"web_push":8030,"other":true}') }),
  })
  const asked: number[][] = []
  const second: DeliveryGate = {
    decide({ due }) {
      asked.push(due.map(({ subscriber }) => subscriber))
      return undefined
    },
  }
  await using engine = await fixture.run(service, { gates: [first, second] })
  const id = await fixture.send({ ttl: 3600 })
  const { notification } = await engine.seen('notification-finished')
  assert.deepEqual(notification.outcomes, { accepted: 3, skipped: 1 })
  assert.deepEqual(asked, [[1, 4], [3]], 'the second gate is asked only for what the first lets pass')
  const counts = [plain, skipped, held, changed].map((one) => service.messages(one?.id ?? '').length)
  assert.deepEqual(counts, [1, 0, 1, 1])
  const [message] = service.messages(changed?.id ?? '')
  assert.match(JSON.stringify(message), /other/)
  assert.deepEqual(
    fixture
      .rows('select outcome, reason, attempts from belfry_deliveries order by subscription')
      .map((row) => ({ ...row })),
    [
      { outcome: 'accepted', reason: null, attempts: 1 },
      { outcome: 'skipped', reason: 'muted', attempts: 0 },
      { outcome: 'accepted', reason: null, attempts: 1 },
      { outcome: 'accepted', reason: null, attempts: 1 },
    ],
  )
  const shown = await fixture.get(id)
  assert.deepEqual(shown.progress.outcomes, { accepted: 3, skipped: 1 })
})

test('what would be held for longer than the notification lives expires at once, with the reason', async () => {
  await using service = await startPushService()
  await using fixture = await deliveryFixture()
  await fixture.subscribe(service, 1)
  const gate: DeliveryGate = {
    decide: ({ due, now }) => due.map(() => ({ kind: 'hold', reason: 'paused', until: now + 3_600_000 })),
  }
  await using engine = await fixture.run(service, { gates: [gate] })
  await fixture.send({ ttl: 60 })
  const { notification } = await engine.seen('notification-finished')
  assert.deepEqual(notification.outcomes, { expired: 1 })
  assert.deepEqual(fixture.rows('select reason from belfry_deliveries')[0]?.['reason'], 'paused')
  assert.ok(!engine.events.some(({ name }) => name === 'alarm'), 'nothing that an operator has to mend')
})

test('while deliveries are held the notification goes on, and says how many', async () => {
  await using service = await startPushService()
  await using fixture = await deliveryFixture()
  await fixture.subscribe(service, 2)
  const gate = once({ 1: (now) => ({ kind: 'hold', reason: 'cap-day', until: now + 600_000 }) })
  await using engine = await fixture.run(service, { gates: [gate] })
  const id = await fixture.send({ ttl: 3600 })
  await engine.seen('outcomes', ({ outcome }) => outcome === 'accepted')
  await engine.stop()
  const { state, progress } = await fixture.get(id)
  assert.equal(state, 'sending')
  assert.deepEqual(progress.outcomes, { accepted: 1, held: 1 })
  assert.equal(progress.remaining, 1)
})

test('a gate that fails leaves its batch to the next attempt', async () => {
  await using service = await startPushService()
  await using fixture = await deliveryFixture()
  const [one] = await fixture.subscribe(service, 1)
  let calls = 0
  const gate: DeliveryGate = {
    decide() {
      calls += 1
      if (calls === 1) throw new Error('away')
      return undefined
    },
  }
  await using engine = await fixture.run(service, { gates: [gate] })
  await fixture.send({ ttl: 3600 })
  const { notification } = await engine.seen('notification-finished')
  assert.deepEqual(notification.outcomes, { accepted: 1 })
  assert.equal(service.messages(one?.id ?? '').length, 1)
})
