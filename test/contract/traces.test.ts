// Traces, as a real collector gets them from real processes: one trace from the request to the pushes of its batches.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import pg from 'pg'
import { startPushService, type PushService } from '@belfry/push-service'
import { startServe } from '#test/belfry/serve-process'
import { startCommand } from '#test/belfry/belfry-command'
import { SITE_URL, temporaryBelfry } from '#test/belfry/temporary-belfry'
import { startPostgres, whyNoPostgres } from '#test/databases/postgres'
import { startCollector, type CollectedSpan, type OtlpCollector } from '#test/telemetry/otlp-collector'
import { until } from '#test/time/until'

const BROWSERS = 6
const PARENT = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }

let service: PushService
before(async () => (service = await startPushService()))
after(() => service.close())

describe('traces over OTLP', { timeout: 240_000 }, () => {
  test('are one from the request to the pushes, on SQLite', (t) => follow(t.signal))

  test('are one across the processes that accept and send, on PostgreSQL', async (t) => {
    const why = await whyNoPostgres()
    if (why !== false) return t.skip(why)
    await using postgres = await startPostgres()
    await using database = await postgres.createDatabase()
    await follow(t.signal, database.url)
  })

  test('are of no use without a collector, and the server runs all the same', async () => {
    await using place = folder()
    await using server = await startServe({ ...place.env, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' })
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200)
    assert.equal(await server.end('SIGTERM'), 0)
  })

  test('are refused by a line where another protocol is asked for', async () => {
    await using place = folder()
    const env = {
      ...place.env,
      BELFRY_LOG_LEVEL: 'error',
      OTEL_TRACES_EXPORTER: 'otlp',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      PORT: '0',
    }
    const server = startCommand(env, 'serve')
    assert.match(await server.spoken, /Belfry is running/)
    server.kill()
    assert.match((await server.ended).err, /OTEL_EXPORTER_OTLP_PROTOCOL is http\/protobuf here, not grpc/)
  })
})

test('an app’s own provider gets them; without one, nothing is stored', async (t) => {
  const { allow, ca, resolve } = service
  await using place = await temporaryBelfry({ push: { allow: [...allow], ca, resolve } })
  await subscribe((path, init) => place.belfry.fetch(new Request(new URL(path, SITE_URL), init)))
  const send = () => place.belfry.notify({ to: { all: true }, title: 'Hello' })
  const isDone = async (id: string) =>
    until(async () => (await place.api('GET', `/v1/notifications/${id}`)).body.state === 'done', t.signal)

  const { id } = await send()
  await isDone(id)
  assert.deepEqual(place.rows('select trace from belfry_notifications'), [{ trace: null }])

  const exporter = new InMemorySpanExporter()
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }))
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  t.after(() => {
    trace.disable()
    context.disable()
  })
  const traced = await trace.getTracer('app').startActiveSpan('the app', async (span) => {
    const sent = await send()
    span.end()
    return sent
  })
  await isDone(traced.id)
  const own = () =>
    exporter.getFinishedSpans().filter(({ attributes }) => attributes['belfry.notification'] === traced.id)
  await until(() => own().length === 3, t.signal)
  const app = exporter.getFinishedSpans().find(({ name }) => name === 'the app')
  // By its name: spans come as they end, and a notification is planned while the disk makes it safe (decision 53).
  const enqueue = own().find(({ name }) => name === 'enqueue notification')
  assert.equal(enqueue?.parentSpanContext?.spanId, app?.spanContext().spanId)
  assert.deepEqual(new Set(own().map((span) => span.spanContext().traceId)), new Set([app?.spanContext().traceId]))
})

/** Sends one notification through real processes, in a trace of the caller's. */
async function follow(signal: AbortSignal, database?: string): Promise<void> {
  await using collector = await startCollector()
  await using place = folder(database)
  const env = {
    ...place.env,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: '100',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
  }
  await using server = await startServe(env, ...(database === undefined ? [] : ['--no-work']))
  const worker = database === undefined ? undefined : startCommand({ ...env, OTEL_SERVICE_NAME: 'worker' }, 'work')
  try {
    await worker?.spoken
    await subscribe((path, init) => fetch(`${server.url}${path}`, init))
    const { apiKey } = JSON.parse(readFileSync(join(place.data, 'secrets.json'), 'utf8')) as { apiKey: string }
    const answer = await fetch(`${server.url}/v1/notifications`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
        traceparent: `00-${PARENT.traceId}-${PARENT.spanId}-01`,
      },
      body: JSON.stringify({ to: { all: true }, title: 'Hello' }),
    })
    assert.equal(answer.status, 202)
    await fetch(`${server.url}/healthz`)
    await until(
      () => ours(collector).some(({ name }) => name === 'deliver batch') && ours(collector).length >= 5,
      signal,
    )
    assertOneTrace(ours(collector), database === undefined ? 'belfry' : 'worker')
    if (database !== undefined) await followSql(collector, database, signal)
    assert.ok(collector.spans.every(({ name }) => !name.includes('healthz')))
    assert.ok(!JSON.stringify(collector.spans).includes('Hello'), 'no span has content')
  } finally {
    worker?.kill()
    await worker?.ended
  }
}

/** SQL knows no trace: whoever takes the notification up begins one. */
async function followSql(collector: OtlpCollector, database: string, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  const notify = `select belfry.notify('{"to": {"all": true}, "title": "Hello"}') as id`
  const { rows } = await client.query<{ id: string }>(notify)
  await client.end()
  const root = () =>
    collector.spans.find(
      ({ name, attributes }) => name === 'enqueue notification' && attributes['belfry.notification'] === rows[0]?.id,
    )
  const spans = () => collector.spans.filter(({ traceId }) => traceId === root()?.traceId)
  await until(() => spans().length >= 4, signal)
  assert.equal(root()?.parentSpanId, '')
  const parents = new Map(spans().map(({ name, parentSpanId }) => [name, parentSpanId]))
  const batch = spans().find(({ name }) => name === 'deliver batch')
  assert.equal(parents.get('plan notification'), root()?.spanId)
  assert.equal(parents.get('deliver batch'), root()?.spanId)
  assert.equal(parents.get('push mozilla'), batch?.spanId)
}

const ours = ({ spans }: OtlpCollector) => spans.filter(({ traceId }) => traceId === PARENT.traceId)

function assertOneTrace(spans: readonly CollectedSpan[], sender: string): void {
  const named = (name: string): CollectedSpan => {
    const span = spans.find((one) => one.name === name)
    assert.ok(span, `${name} among ${spans.map((one) => one.name).join(', ')}`)
    return span
  }
  const [request, enqueue] = [named('POST /v1/notifications'), named('enqueue notification')]
  const [plan, batch, push] = [named('plan notification'), named('deliver batch'), named('push mozilla')]
  assert.equal(request.parentSpanId, PARENT.spanId)
  assert.equal(enqueue.parentSpanId, request.spanId)
  assert.equal(plan.parentSpanId, enqueue.spanId)
  assert.equal(batch.parentSpanId, enqueue.spanId)
  assert.equal(push.parentSpanId, batch.spanId)
  assert.equal(request.service, 'belfry')
  assert.deepEqual([plan.service, batch.service, push.service], [sender, sender, sender])
  assert.equal(request.attributes['http.response.status_code'], 202)
  assert.equal(plan.attributes['belfry.audience'], BROWSERS)
  assert.equal(batch.attributes['belfry.deliveries'], BROWSERS)
  assert.equal(push.attributes['belfry.outcome.accepted'], BROWSERS)
  assert.ok(spans.every(({ isError }) => !isError))
}

async function subscribe(ask: (path: string, init?: RequestInit) => Promise<Response>): Promise<void> {
  const { vapidKey } = (await (await ask('/b/default/config')).json()) as { vapidKey: { publicKey: string } }
  for (const { endpoint, keys } of await service.subscribeMany(BROWSERS, {
    applicationServerKey: vapidKey.publicKey,
  })) {
    const headers = { origin: SITE_URL, 'content-type': 'application/json' }
    const init = { method: 'PUT', headers, body: JSON.stringify({ endpoint, keys }) }
    assert.equal((await ask('/b/default/subscription', init)).status, 201)
  }
}

function folder(database?: string) {
  const data = mkdtempSync(join(tmpdir(), 'belfry-traces-'))
  const ca = join(data, 'push.pem')
  writeFileSync(ca, service.ca ?? '')
  const env = {
    BELFRY_DATA: data,
    BELFRY_URL: SITE_URL,
    BELFRY_CONTACT: 'ops@example.com',
    BELFRY_PUSH_ALLOW: service.allow.join(','),
    BELFRY_PUSH_CA: ca,
    BELFRY_PUSH_RESOLVE: Object.entries(service.resolve)
      .map(([host, at]) => `${host}=${at}`)
      .join(','),
    ...(database === undefined ? {} : { DATABASE_URL: database }),
  }
  return { data, env, [Symbol.asyncDispose]: async () => rmSync(data, { recursive: true }) }
}
