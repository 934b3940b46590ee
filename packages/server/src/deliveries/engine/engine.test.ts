import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { deliveryFixture, type DeliveryFixture } from '#test/deliveries/delivery-fixture'
import { until } from '#test/time/until'
import { createMetrics } from '../../telemetry/metrics.ts'
import { DELIVERY_COUNTERS } from '../counters.ts'
import { startEngine, type EngineOptions } from './engine.ts'

function sinks() {
  const lines: string[] = []
  const write = (fields: object, message: string) => void lines.push(JSON.stringify({ message, ...fields }))
  return {
    lines,
    log: { debug: write, info: write, warn: write, error: write },
    metrics: createMetrics(),
  }
}

async function done(fixture: DeliveryFixture, id: string): Promise<void> {
  while ((await fixture.get(id)).state !== 'done') await delay(20)
}

test('engines in threads share a broadcast, and the thread that answers stays free', { timeout: 60_000 }, async (t) => {
  await using service = await startPushService()
  await using fixture = await deliveryFixture()
  const subscribers = await fixture.subscribe(service, 3000)
  const { lines, ...reporting } = sinks()
  const { allow, ca, resolve } = service
  const options: EngineOptions = {
    ...reporting,
    database: fixture.database,
    keys: [fixture.key],
    push: { allow, ca, resolve },
    threads: 2,
  }
  await using engine = await startEngine(options)
  const id = await fixture.send({})
  engine.wake()
  await done(fixture, id)
  assert.ok(subscribers.every((one) => service.messages(one.id).length === 1))
  // The last event is still on its way from its thread.
  const tried = () => reporting.metrics.read([DELIVERY_COUNTERS.tried]).flatMap(({ series }) => series)
  await until(() => (tried()[0]?.value ?? 0) >= 3000, t.signal)
  assert.deepEqual(tried(), [{ labels: { service: 'mozilla', outcome: 'accepted' }, value: 3000 }])
  await until(() => lines.some((line) => line.includes('notification finished')), t.signal)
  const log = lines.join('\n')
  assert.ok(!log.includes(fixture.key.privateKey))
  assert.ok(!subscribers.some(({ endpoint, keys }) => log.includes(endpoint) || log.includes(keys.auth)))
})

test('a commit of an app is found without a wake-up', { timeout: 30_000 }, async () => {
  await using service = await startPushService()
  await using fixture = await deliveryFixture()
  await fixture.subscribe(service, 1)
  const { allow, ca, resolve } = service
  await using _engine = await startEngine({
    ...sinks(),
    database: fixture.database,
    keys: [fixture.key],
    push: { allow, ca, resolve },
  })
  // Nobody wakes the engine here.
  const arrived = service.events.next('accepted', { timeoutMs: 20_000 })
  await fixture.send({})
  await arrived
})

test('a database that cannot be opened is one error at the start', async () => {
  await using fixture = await deliveryFixture()
  const file = `${fixture.file}.broken`
  await writeFile(file, 'this is no database, whatever its name says. '.repeat(50))
  await assert.rejects(
    startEngine({
      ...sinks(),
      database: { ...fixture.database, file, address: file },
      keys: [fixture.key],
    }),
    /cannot open|not a database/,
  )
})

test('the event loop of the caller is not held by a broadcast', { timeout: 60_000 }, async () => {
  await using fixture = await deliveryFixture()
  // Nobody listens there: every delivery fails at once and is recorded, which is the most work for the store.
  const keys = { p256dh: fixture.key.publicKey, auth: 'A'.repeat(22) }
  await fixture.insert(Array.from({ length: 3000 }, (_, n) => ({ endpoint: `https://localhost:1/push/${n}`, keys })))
  await using engine = await startEngine({
    ...sinks(),
    database: fixture.database,
    keys: [fixture.key],
    push: { allow: ['localhost:1'] },
  })
  const loop = monitorEventLoopDelay({ resolution: 5 })
  await fixture.send({ ttl: 60 })
  engine.wake()
  loop.enable()
  await delay(1500)
  loop.disable()
  assert.ok(loop.percentile(99) / 1e6 < 150, `p99 ${loop.percentile(99) / 1e6} ms`)
  assert.equal(engine.isWorking(), true)
})
