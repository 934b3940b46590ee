import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PushServiceName } from '@belfry/web-push'
import { Strangers, type Stranger } from './strangers.ts'

const gate = (service: PushServiceName): Stranger => ({ service, isStranger: true, way: { waiting: 1 } })

test('one request an origin, eight a push service, sixteen in all; the next in line goes on', () => {
  const strangers = new Strangers(() => 0)
  const start = (one: Stranger) => {
    if (!strangers.mayStart(one)) return false
    strangers.started(one)
    return true
  }
  const [first, ...apples] = Array.from({ length: 10 }, () => gate('apple')) as [Stranger, ...Stranger[]]
  assert.ok(start(first))
  assert.ok(!start(first), 'its first request has not been answered')
  assert.equal(apples.filter(start).length, 7)
  assert.equal(Array.from({ length: 10 }, () => gate('wns')).filter(start).length, 8)
  assert.ok(!start(gate('other')))
  const answered = Object.assign(first, { isStranger: false })
  assert.equal(strangers.ended(answered), first, 'it waits for its second request, and is a stranger no more')
  assert.equal(strangers.ended(apples[0]!), apples[7])
  assert.equal(strangers.ended(gate('apple')), undefined, 'it was not under way')
})

test('the line is short, others come back, and those whose deliveries were given back leave it', () => {
  const strangers = new Strangers(() => 0)
  const hanging = Array.from({ length: 8 }, () => gate('apple'))
  for (const one of hanging) if (strangers.mayStart(one)) strangers.started(one)
  const waiting = Array.from({ length: 100 }, () => gate('apple'))
  const admitted = waiting.filter((one) => strangers.putOff(one, 1000) === undefined && !strangers.mayStart(one))
  assert.equal(admitted.length, 64)
  assert.deepEqual(strangers.putOff(gate('wns'), 1000), { until: 6000 })
  assert.equal(strangers.putOff({ ...gate('wns'), isStranger: false }, 1000), undefined)
  assert.equal(strangers.putOff(admitted[0]!, 1000), undefined, 'its place is there')
  for (const one of admitted) one.way = { waiting: 0 }
  strangers.tick()
  assert.equal(strangers.putOff(gate('wns'), 1000), undefined)
})
