import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deliveryFixture } from '#test/deliveries/delivery-fixture'
import { createInboxStreams, type StreamWanted } from './inbox-streams.ts'

const LOG = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
const BOUNDS = { all: 3, each: 2, longestMs: 60_000 }

const wanted = (address: string | undefined, subscriber = 1): StreamWanted => ({
  reader: { siteId: 'default', subscriber, externalId: 'ada', spans: [] },
  address,
  isServerClosing: () => false,
})
const FULL = { code: 'inbox-streams-full' }

test('an address holds a few, a process a bounded number, and an ended one makes room', async () => {
  await using fixture = await deliveryFixture()
  const streams = createInboxStreams({ database: fixture.database, log: LOG, bounds: BOUNDS })
  const first = streams.open(wanted('203.0.113.7'))
  streams.open(wanted('203.0.113.7'))
  assert.throws(() => streams.open(wanted('203.0.113.7')), FULL)
  streams.open(wanted(undefined))
  assert.throws(() => streams.open(wanted('203.0.113.8')), FULL)
  await first.cancel()
  streams.open(wanted('203.0.113.7'))
  streams.close()
  assert.throws(() => streams.open(wanted('203.0.113.9')), FULL, 'nothing begins once it is closed')
})

test('all end when it closes, one at its age, and one that nobody reads before it fills the memory', async () => {
  await using fixture = await deliveryFixture()
  let at = 0
  const streams = createInboxStreams({ database: fixture.database, log: LOG, bounds: BOUNDS, elapsed: () => at })
  const old = streams.open(wanted('203.0.113.7'))
  at = BOUNDS.longestMs + 1
  assert.match(await new Response(old).text(), /^: listening/)
  const unread = streams.open(wanted('203.0.113.7'))
  await fixture.send({ title: 'one', to: { subscriber: 'ada' } })
  const rest = streams.open(wanted('203.0.113.8'))
  streams.close()
  for (const stream of [unread, rest]) await new Response(stream).text()
})
