import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Happening } from './push-service-event.ts'
import { EventNotSeenError, PushServiceEvents } from './push-service-events.ts'

const stored = (message: string): Happening => ({ type: 'stored', subscription: 's', message })

test('an event between mark and wait is not missed', async () => {
  const events = new PushServiceEvents(() => 5)
  events.emit(stored('before'))
  const { mark } = events
  events.emit(stored('after'))
  const event = await events.next('stored', { after: mark })
  assert.deepEqual(event, { ...stored('after'), sequence: 2, at: 5 })
})

test('waiting picks the matching event', async () => {
  const events = new PushServiceEvents(Date.now)
  const waiting = events.next('stored', { where: ({ message }) => message === 'wanted' })
  events.emit(stored('other'))
  events.emit({ type: 'expired', subscription: 's', message: 'wanted' })
  events.emit(stored('wanted'))
  assert.equal((await waiting).sequence, 3)
})

test('waiting ends by timeout, by abort and by closing, and the error names the event', async () => {
  const events = new PushServiceEvents(Date.now)
  await assert.rejects(events.next('ack', { timeoutMs: 5 }), EventNotSeenError)
  await assert.rejects(events.next('ack', { signal: AbortSignal.abort() }), /'ack'.*aborted/)
  const waiting = assert.rejects(events.next('ack'), /closed/)
  events.close()
  await waiting
})

test('a slow reader of the stream loses the oldest events and takes no memory', async () => {
  const events = new PushServiceEvents(Date.now, 10)
  const stream = events.stream({ after: 0 })
  for (let number = 1; number <= 25; number += 1) events.emit(stored(String(number)))
  events.close()
  const seen: number[] = []
  for await (const { sequence } of stream) seen.push(sequence)
  assert.deepEqual(seen, [16, 17, 18, 19, 20, 21, 22, 23, 24, 25])
})

test('a stream waits for events and ends with its signal', async () => {
  const events = new PushServiceEvents(Date.now)
  const end = new AbortController()
  const seen: number[] = []
  const reading = (async () => {
    for await (const { sequence } of events.stream({ signal: end.signal })) {
      seen.push(sequence)
      if (sequence === 2) end.abort()
    }
  })()
  events.emit(stored('1'))
  events.emit(stored('2'))
  await reading
  assert.deepEqual(seen, [1, 2])
})

test('a listener gets events of its type until it stops', () => {
  const events = new PushServiceEvents(Date.now)
  const heard: string[] = []
  const stop = events.on('stored', ({ message }) => heard.push(message))
  events.emit(stored('1'))
  events.emit({ type: 'connected', browser: 'firefox', id: 'x' })
  stop()
  events.emit(stored('2'))
  assert.deepEqual(heard, ['1'])
})
