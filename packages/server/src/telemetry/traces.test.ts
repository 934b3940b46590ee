import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import fc from 'fast-check'
import { inSpan, recordSpan, traceparentOf } from './traces.ts'

const exporter = new InMemorySpanExporter()
beforeEach(() => {
  exporter.reset()
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }))
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
})
afterEach(() => {
  trace.disable()
  context.disable()
})

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

test('a span continues the trace of a header, unless one is active', async () => {
  await inSpan('request', { kind: 'server', parent: TRACEPARENT }, async () => inSpan('within', {}, () => undefined))
  const [within, request] = exporter.getFinishedSpans()
  assert.equal(request?.spanContext().traceId, TRACEPARENT.slice(3, 35))
  assert.equal(request?.parentSpanContext?.spanId, TRACEPARENT.slice(36, 52))
  assert.equal(within?.parentSpanContext?.spanId, request?.spanContext().spanId)
})

test('whatever a header says, the work is done', () => {
  const headers = fc.oneof(fc.string(), fc.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/))
  fc.assert(fc.property(headers, (parent) => inSpan('request', { parent }, () => true)))
})

test('an error is its code, never its message', () => {
  const error = Object.assign(new Error('Ada wrote this'), { code: 'topic-unknown' })
  assert.throws(() => inSpan('enqueue', {}, () => assert.fail(error)), error)
  assert.deepEqual(exporter.getFinishedSpans()[0]?.status, { code: 2, message: 'topic-unknown' })
})

test('a span that ended elsewhere has its times and its children', () => {
  const times = { startedAt: 1000, endedAt: 3000, attributes: { a: 1 } }
  const child = { name: 'push fcm', kind: 'client', ...times } as const
  recordSpan(TRACEPARENT, { name: 'deliver batch', kind: 'consumer', ...times, children: [child] })
  const [push, batch] = exporter.getFinishedSpans()
  assert.deepEqual(
    [batch?.startTime, batch?.endTime],
    [
      [1, 0],
      [3, 0],
    ],
  )
  assert.equal(push?.parentSpanContext?.spanId, batch?.spanContext().spanId)
})

test('without a provider, nothing is stored', () => {
  trace.disable()
  assert.equal(inSpan('enqueue', {}, traceparentOf), null)
})
