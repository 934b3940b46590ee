import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { after, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startPushService, type PushService } from '../../packages/push-service/src/index.ts'
import { postgresStage } from '../support/postgres-belfry.ts'
import { startPostgres, whyNoPostgres, type Postgres } from '../support/postgres.ts'

const program = fileURLToPath(new URL('../support/postgres-worker.ts', import.meta.url))

describe('Belfry when something breaks', { skip: await whyNoPostgres(), timeout: 180_000 }, () => {
  let postgres: Promise<Postgres> | undefined
  let service: Promise<PushService> | undefined
  after(async () => {
    await (await postgres)?.[Symbol.asyncDispose]()
    await (await service)?.[Symbol.asyncDispose]()
  })

  test('a worker that is killed in the middle of a batch is replaced within 15 s, and nobody is lost', async (t) => {
    postgres ??= startPostgres()
    service ??= startPushService()
    await using place = await (await postgres).createDatabase()
    const push = await service
    await using s = postgresStage(place.url, push)
    const api = await s.start({ work: false })
    const people: string[] = []
    for (let n = 0; n < 300; n += 1) people.push(await s.subscribe(api, push))
    const slow = push.faults.add({ action: 'slow', delayMs: 250 })
    const worker = await startWorker(s.data, place.url, push)
    const { id } = await api.notify({ to: { all: true }, title: 'Hello', ttl: 3600 })
    while ((await sent(s)) < 20) await delay(20)
    worker.kill('SIGKILL')
    await once(worker, 'exit')
    const killed = performance.now()
    const before = await sent(s)
    assert.ok(before < 300, `${before} were sent before it was killed`)
    push.faults.remove(slow.id)
    const second = await startWorker(s.data, place.url, push)
    while ((await sent(s)) === before) await delay(50)
    const takeOver = (performance.now() - killed) / 1000
    while ((await s.api(api, 'GET', `/v1/notifications/${id}`)).body.state !== 'done')
      await delay(50)
    const { body } = await s.api(api, 'GET', `/v1/notifications/${id}`)
    assert.deepEqual(body.progress.outcomes, { accepted: 300 })
    const copies = people.map((one) => push.messages(one).length)
    assert.ok(copies.every((count) => count >= 1))
    t.diagnostic(
      `taken over after ${takeOver.toFixed(1)} s; ${copies.filter((count) => count > 1).length} of 300 repeated`,
    )
    assert.ok(takeOver < 15, `${takeOver} s`)
    second.kill('SIGTERM')
    const [code] = (await once(second, 'exit')) as [number | null]
    assert.equal(code, 0)
  })

  test('a database that is away: intake answers 503, readiness is red, and all goes on when it is back', async () => {
    postgres ??= startPostgres()
    service ??= startPushService()
    await using place = await (await postgres).createDatabase()
    const push = await service
    await using road = await openRoad(place.url)
    await using s = postgresStage(road.url, push)
    const belfry = await s.start()
    const person = await s.subscribe(belfry, push)
    const ready = async () => (await belfry.fetch(new Request('https://example.com/readyz'))).status
    assert.equal(await ready(), 200)
    road.cut()
    assert.equal(await ready(), 503)
    const refused = await s.api(belfry, 'POST', '/v1/notifications', {
      to: { all: true },
      title: 'Lost',
    })
    assert.deepEqual([refused.status, refused.body.code], [503, 'database-busy'])
    assert.ok(Number(refused.headers.get('retry-after')) >= 1)
    assert.equal((await belfry.fetch(new Request('https://example.com/healthz'))).status, 200)
    road.mend()
    while ((await ready()) !== 200) await delay(50)
    const { mark } = push.events
    const again = await s.api(belfry, 'POST', '/v1/notifications', {
      to: { all: true },
      title: 'Back',
    })
    assert.equal(again.status, 202)
    await push.events.next('delivered', {
      after: mark,
      where: (event) => event.subscription === person,
    })
    const texts = push.messages(person).map(({ text }) => JSON.parse(text ?? '').notification.title)
    assert.deepEqual(texts, ['Back'])
  })

  test('connections that break in the middle of sending lose nothing', async () => {
    postgres ??= startPostgres()
    service ??= startPushService()
    await using place = await (await postgres).createDatabase()
    const push = await service
    await using road = await openRoad(place.url)
    await using direct = postgresStage(place.url)
    await using s = postgresStage(road.url, push)
    const belfry = await s.start()
    const people: string[] = []
    for (let n = 0; n < 200; n += 1) people.push(await s.subscribe(belfry, push))
    const slow = push.faults.add({ action: 'slow', delayMs: 100 })
    const { id } = await belfry.notify({ to: { all: true }, title: 'Hello', ttl: 3600 })
    while ((await sent(direct)) < 20) await delay(20)
    for (let round = 0; round < 3; round += 1) {
      road.cut()
      await delay(400)
      road.mend()
      await delay(800)
    }
    push.faults.remove(slow.id)
    const state = async () =>
      (
        await direct.sql<{ state: string }>(
          'select state from belfry.notifications where id = $1',
          [id],
        )
      )[0]?.state
    while ((await state()) !== 'done') await delay(50)
    assert.ok(people.every((one) => push.messages(one).length >= 1))
    assert.equal(await sent(direct), 200)
  })
})

async function sent({ sql }: Pick<ReturnType<typeof postgresStage>, 'sql'>): Promise<number> {
  const [row] = await sql<{ count: string }>(
    "select count(*) from belfry.deliveries where outcome = 'accepted'",
  )
  return Number(row?.count)
}

async function startWorker(
  data: string,
  database: string,
  push: PushService,
): Promise<ChildProcess> {
  const { allow, ca, resolve } = push
  const options = { data, database, url: 'https://example.com', push: { allow, ca, resolve } }
  const child = spawn(
    process.execPath,
    ['--conditions=@belfry/source', program, JSON.stringify(options)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  await once(child.stdout, 'data')
  return child
}

/** A way to the database that can be cut: connections end, and new ones are refused, as when it restarts. */
async function openRoad(
  url: string,
): Promise<AsyncDisposable & { url: string; cut(): void; mend(): void }> {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) {
      near.destroy()
      return
    }
    const far = connect(Number(port), hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const through = new URL(url)
  through.port = String((server.address() as { port: number }).port)
  const cut = () => {
    isCut = true
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: through.href,
    cut,
    mend: () => (isCut = false),
    async [Symbol.asyncDispose]() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
