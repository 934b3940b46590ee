import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deliveryFixture } from '#test/deliveries/delivery-fixture'
import { createProgressStreams } from './progress-streams.ts'

const log = { warn: () => undefined }
const bounds = { all: 3, each: 2, longestMs: 60_000 }
const stays = () => false
const FULL = { code: 'notification-streams-full' }

test('a site holds a few, a process a bounded number, and an ended one makes room', async () => {
  await using fixture = await deliveryFixture()
  const streams = createProgressStreams({ ...fixture, log, now: Date.now, bounds })
  const id = await fixture.send({ to: { all: true } })
  const open = await streams.find('default', id)
  assert.ok(open)
  const first = open(stays)
  open(stays)
  assert.throws(() => open(stays), FULL)
  await first.cancel()
  open(stays)
  assert.equal(await streams.find('default', 'nothing'), undefined)
  assert.equal(await streams.find('another', id), undefined)
  streams.close()
  assert.throws(() => open(stays), FULL, 'nothing begins once it is closed')
})

test('one that has ended says where it stands, once, and ends; one whose server closes, and one too old, end', async () => {
  await using fixture = await deliveryFixture()
  let at = 0
  const streams = createProgressStreams({ ...fixture, log, now: Date.now, bounds, elapsed: () => at })
  const id = await fixture.send({ to: { all: true } })
  const open = await streams.find('default', id)
  assert.ok(open)
  const closing = open(() => true)
  assert.match(await new Response(closing).text(), /event: progress\ndata: \{"id"/)
  const old = open(stays)
  at = bounds.longestMs + 1
  assert.match(await new Response(old).text(), /"state":"planning"/)
  await fixture.notifications.setState('default', id, 'cancelled')
  const ended = await new Response(open(stays)).text()
  assert.equal(ended.match(/event: progress/g)?.length, 1)
  assert.match(ended, /"state":"cancelled"/)
  streams.close()
})
