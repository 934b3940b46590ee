import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkBroadcast, isShouted } from './checklist.ts'
import { addresseesOf, EMPTY, notificationOf } from './draft.ts'

const CALM = { platforms: undefined, recent: 0, hour: 12 }
const GOOD = {
  ...EMPTY,
  title: 'Three new walks along the coast',
  body: 'With maps to print, for this weekend.',
  url: '/walks',
  icon: '/icon.png',
}

test('a broadcast that says what it is about breaks no rule', () => {
  assert.deepEqual(checkBroadcast(GOOD, CALM), [])
})

test('one with nothing in it breaks those of the content, the worst first', () => {
  assert.deepEqual(checkBroadcast(EMPTY, CALM), ['no-title', 'no-body', 'no-link', 'no-icon'])
})

for (const title of ['Hello!', 'New notification', 'Update', 'Test 2', 'Neuigkeiten', 'WICHTIG!'])
  test(`"${title}" says nothing`, () => {
    assert.ok(checkBroadcast({ ...GOOD, title }, CALM).includes('generic-title'))
  })

for (const title of ['Hello Ada', 'Update your address by Friday', 'News from the coast'])
  test(`"${title}" says something`, () => {
    assert.deepEqual(checkBroadcast({ ...GOOD, title }, CALM), [])
  })

test('capitals and rows of marks are shouted, names and scripts without capitals are not', () => {
  for (const text of ['LAST CHANCE TODAY', 'Really?!', 'Now!!', 'ЭТО ВАЖНО СЕГОДНЯ']) assert.ok(isShouted(text), text)
  for (const text of ['NASA and ESA agree', 'UPS', '今日は晴れています。', 'Ready?']) assert.ok(!isShouted(text), text)
})

test('one person may be rung at night and urgently, everybody not', () => {
  const urgent = { ...GOOD, urgency: 'high', requireInteraction: true } as const
  const often = { ...CALM, recent: 9, hour: 23 }
  assert.deepEqual(checkBroadcast(urgent, often), ['stays', 'urgent', 'too-often', 'at-night'])
  assert.deepEqual(checkBroadcast({ ...urgent, audience: 'subscriber', subscriber: 'ada' }, often), [])
})

test('a draft is a notification without the fields that were left empty', () => {
  const draft = {
    ...GOOD,
    icon: ' ',
    actions: [
      { title: ' Read ', url: '' },
      { title: '', url: '/x' },
    ],
  }
  assert.deepEqual(notificationOf(draft, { all: true }), {
    to: { all: true },
    title: GOOD.title,
    body: GOOD.body,
    url: '/walks',
    actions: [{ action: 'action-1', title: 'Read' }],
    ttl: 86_400,
    urgency: 'normal',
    privacy: 'full',
  })
})

test('whom it is for is open until a topic or a subscriber is given', () => {
  assert.deepEqual(addresseesOf(EMPTY), { all: true })
  assert.equal(addresseesOf({ ...EMPTY, audience: 'topic' }), undefined)
  assert.equal(addresseesOf({ ...EMPTY, audience: 'subscriber', subscriber: ' ' }), undefined)
  assert.deepEqual(addresseesOf({ ...EMPTY, audience: 'subscriber', subscriber: ' ada ' }), { subscriber: 'ada' })
})
