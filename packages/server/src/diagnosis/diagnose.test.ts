import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DeliveryDetails } from '../deliveries/answer-schema.ts'
import { RETIREMENT_REASONS } from '../database/schema.ts'
import type { SubscriptionDetails } from '../subscriptions/answer-schema.ts'
import { diagnose, type DiagnosisFacts } from './diagnose.ts'

const NOW = Date.parse('2027-03-01T12:00:00Z')
const DAY_MS = 86_400_000

const subscription: SubscriptionDetails = {
  id: 'AAAAAAAAAAAAAAAAAAAAAA',
  subscriber: 'ada',
  endpoint: 'https://push.example/1',
  service: 'mozilla',
  status: 'active',
  reason: null,
  browser: { name: 'Firefox', version: '153', os: 'Linux', mobile: false },
  locale: null,
  timeZone: null,
  keyId: 'key-1',
  createdAt: new Date(NOW).toISOString(),
  updatedAt: new Date(NOW).toISOString(),
  lastSeenAt: new Date(NOW).toISOString(),
  lastAcceptedAt: null,
}
const delivery: DeliveryDetails = {
  notification: 'n-1',
  subscription: subscription.id,
  subscriber: 'ada',
  outcome: 'accepted',
  reason: null,
  digest: null,
  status: 201,
  attempts: 1,
  at: new Date(NOW).toISOString(),
}

function find(check: string, facts: Partial<DiagnosisFacts>) {
  const well = {
    subscription,
    key: 'active',
    topics: { offered: [], on: [] },
    deliveries: [delivery],
    outages: [],
  } as const
  const found = diagnose({ ...well, ...facts }, NOW, 60).find((finding) => finding.check === check)
  assert.ok(found)
  return found
}

test('a browser with which all is well has seven findings, all of them ok', () => {
  const levels = ['status', 'key', 'topics', 'visits', 'reactions', 'push-service', 'deliveries'].map(
    (check) => find(check, {}).level,
  )
  assert.deepEqual(levels, ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'])
})

test('what a cap holds or skips is said so, and is no fault of the browser', () => {
  const held = find('deliveries', { deliveries: [{ ...delivery, outcome: 'held', reason: 'cap-day' }] })
  assert.deepEqual(
    [held.level, held.text],
    ['ok', 'the newest notification, n-1, waits: its owner has had all messages of a day'],
  )
  const skipped = find('deliveries', { deliveries: [{ ...delivery, outcome: 'skipped', reason: 'cap-week' }] })
  assert.equal(skipped.level, 'warning')
  assert.match(skipped.text, /was not sent to it: its owner has had all messages of a week$/)
})

test('who never reacts is said to get fewer, with what ends it, and nothing is wrong where nothing is known', () => {
  const rule = { afterDays: 90, shownDays: 10, perWeek: 2 }
  const silence = { since: NOW - 100 * DAY_MS, shownDays: 34, isHeldTo: rule }
  const found = find('reactions', { silence })
  assert.equal(found.level, 'warning')
  assert.match(found.text, /has not reacted since 2026-11-21, to messages on 34 days, and gets 2 a week at most$/)
  assert.match(found.help ?? '', /One click/)
  assert.equal(find('reactions', { silence: { ...silence, isHeldTo: null } }).level, 'ok')
  assert.match(find('reactions', { silence: { since: null, shownDays: 0, isHeldTo: null } }).text, /^nothing is known/)
  const held = find('deliveries', { deliveries: [{ ...delivery, outcome: 'held', reason: 'no-reaction' }] })
  assert.match(held.text, /waits: fewer, because its owner has not reacted for long$/)
})

for (const reason of RETIREMENT_REASONS) {
  test(`retired as ${reason} is a problem with something to do`, () => {
    const found = find('status', { subscription: { ...subscription, status: 'retired', reason } })
    assert.equal(found.level, 'problem')
    assert.ok(found.help)
  })
}

test('a key that signs no more is a problem, a retiring one is not', () => {
  assert.equal(find('key', { key: 'retiring' }).level, 'ok')
  assert.equal(find('key', { key: 'retired' }).level, 'problem')
  assert.equal(find('key', { key: undefined }).level, 'problem')
})

test('nobody is told of topics where there are none; with all of them off it is a warning', () => {
  assert.equal(find('topics', { topics: { offered: ['blog'], on: [] } }).level, 'warning')
  assert.match(find('topics', { topics: { offered: ['blog', 'news'], on: ['blog'] } }).text, /has on: blog$/)
})

test('a browser is stale from 60 days on, also for a clock that was set back', () => {
  const seen = (daysAgo: number) => ({ ...subscription, lastSeenAt: new Date(NOW - daysAgo * DAY_MS).toISOString() })
  assert.equal(find('visits', { subscription: seen(59) }).level, 'ok')
  assert.equal(find('visits', { subscription: seen(60) }).level, 'warning')
  assert.match(find('visits', { subscription: seen(-3) }).text, /within a day/)
})

test('the cause that keeps the newest notification from it is reported, with the remedy', () => {
  const refused = { ...delivery, outcome: 'unreachable', reason: 'dns ENOTFOUND' } as const
  const found = find('deliveries', { deliveries: [refused, delivery] })
  assert.equal(found.level, 'problem')
  assert.match(found.text, /n-1.*does not resolve/)
  assert.match(found.help ?? '', /name server/)
  const skipped = { ...delivery, outcome: 'skipped', reason: 'left-audience' } as const
  assert.match(find('deliveries', { deliveries: [skipped] }).text, /left-audience/)
})
