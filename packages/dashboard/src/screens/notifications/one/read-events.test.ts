import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readEvents } from './read-events.ts'

async function eventsOf(parts: readonly string[]) {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) controller.enqueue(encoder.encode(part))
      controller.close()
    },
  })
  const events = []
  for await (const event of readEvents(body)) events.push(event)
  return events
}

test('events are read however the network cuts them', async () => {
  const text = ': listening\n\nretry: 3000\n\nevent: progress\ndata: {"a":1}\n\n: still here\n\ndata: x\ndata: ü\n\n'
  const expected = [
    { event: 'progress', data: '{"a":1}' },
    { event: 'message', data: 'x\nü' },
  ]
  assert.deepEqual(await eventsOf([text]), expected)
  assert.deepEqual(await eventsOf(Array.from(text)), expected)
})

test('an event that was not finished is none, and one without an end is refused', async () => {
  assert.deepEqual(await eventsOf(['data: x\n']), [])
  await assert.rejects(eventsOf(['x'.repeat(1_000_001)]), /too long/)
})
