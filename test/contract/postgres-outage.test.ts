import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { after, before, describe, test } from 'node:test'
import { startPushService, type PushService } from '../../packages/push-service/src/index.ts'
import { holdPushService } from '../support/push-services/hold-push-service.ts'
import { postgresStage } from '../support/belfry/postgres-belfry.ts'
import { startPostgres, whyNoPostgres, type Postgres } from '../support/databases/postgres.ts'
import { openRoad } from '../support/network/road.ts'
import { until } from '../support/time/until.ts'

const limit = { timeout: 60_000 }

describe('Belfry when its database is away', { skip: await whyNoPostgres() }, () => {
  let postgres: Postgres
  let push: PushService
  before(async () => {
    postgres = await startPostgres()
    push = await startPushService()
  })
  after(async () => {
    await postgres[Symbol.asyncDispose]()
    await push[Symbol.asyncDispose]()
  })
  const hello = { to: { all: true }, title: 'Hello', ttl: 3600 } as const

  test('intake answers 503, readiness is red, and all goes on when it is back', limit, async (t) => {
    await using place = await postgres.createDatabase()
    await using road = await openRoad(place.url)
    await using s = postgresStage(road.url, push)
    const belfry = await s.start()
    const person = await s.subscribe(belfry, push)
    const ready = async () => (await belfry.fetch(new Request('https://example.com/readyz'))).status
    await until(async () => (await ready()) === 200, t.signal)
    road.cut()
    await until(async () => (await ready()) === 503, t.signal)
    const refused = await s.api(belfry, 'POST', '/v1/notifications', hello)
    assert.deepEqual([refused.status, refused.body.code], [503, 'database-busy'])
    assert.ok(Number(refused.headers.get('retry-after')) >= 1)
    assert.equal((await belfry.fetch(new Request('https://example.com/healthz'))).status, 200)
    road.mend()
    await until(async () => (await ready()) === 200, t.signal)
    const { mark } = push.events
    const again = await s.api(belfry, 'POST', '/v1/notifications', { ...hello, title: 'Back' })
    assert.equal(again.status, 202)
    const delivered = { after: mark, where: (event: object) => Reflect.get(event, 'subscription') === person }
    await push.events.next('delivered', delivered)
    const texts = push.messages(person).map(({ text }) => JSON.parse(text ?? '').notification.title)
    assert.deepEqual(texts, ['Back'])
  })

  test('a network that drops packets is detected within three seconds, a lock is waited for', limit, async (t) => {
    await using place = await postgres.createDatabase()
    await using road = await openRoad(place.url)
    await using direct = postgresStage(place.url)
    await using s = postgresStage(road.url, push)
    const belfry = await s.start({ work: false })
    const timed = async (ask: () => Promise<{ status: number; headers: Headers }>) => {
      const asked = performance.now()
      const { status, headers } = await ask()
      return { status, wait: Number(headers.get('retry-after')), seconds: (performance.now() - asked) / 1000 }
    }
    const post = () => timed(() => s.api(belfry, 'POST', '/v1/notifications', hello))
    const ready = () => timed(() => belfry.fetch(new Request('https://example.com/readyz')))
    assert.equal((await post()).status, 202)

    const locker = await direct.client()
    await locker.query('begin; lock table belfry.notifications in access exclusive mode')
    const waiting = Promise.all(Array.from({ length: 15 }, post)) // more than there are connections
    await delay(4000)
    await locker.query('commit')
    assert.deepEqual(
      (await waiting).map(({ status }) => status),
      Array.from({ length: 15 }, () => 202),
    )

    const headers = { authorization: `Bearer ${s.apiKey()}` }
    const metrics = await belfry.fetch(new Request('https://example.com/metrics', { headers }))
    const text = await metrics.text()
    assert.match(text, /^belfry_database_connections_limit 10$/m)
    assert.match(text, /^belfry_database_connections_waiting 0$/m)
    assert.match(text, /^belfry_database_connections\{state="idle"\} [1-9]/m)

    road.block()
    const [red, ...refused] = await Promise.all([ready(), ...Array.from({ length: 15 }, post)])
    assert.deepEqual([red?.status, ...new Set(refused.map(({ status }) => status))], [503, 503])
    for (const { seconds, wait } of refused) assert.ok(seconds < 4 && wait >= 1, `${seconds} s`)
    const later = await post()
    assert.ok(later.status === 503 && later.seconds < 4, `${later.seconds} s`)
    t.diagnostic(
      `${refused[0]?.seconds.toFixed(1)} s, then ${later.seconds.toFixed(1)} s; readiness ${red?.seconds.toFixed(1)} s`,
    )
    road.replace()
    await until(async () => (await post()).status === 202, t.signal)
    const [row] = await direct.sql<{ n: number }>('select count(*)::integer as n from belfry.notifications')
    assert.equal(row?.n, 17, 'a refused notification is not stored')
  })

  test('connections that break in the middle of sending lose nothing', limit, async (t) => {
    await using place = await postgres.createDatabase()
    await using road = await openRoad(place.url)
    await using direct = postgresStage(place.url)
    await using s = postgresStage(road.url, push)
    const belfry = await s.start()
    const people: string[] = []
    for (let n = 0; n < 200; n += 1) people.push(await s.subscribe(belfry, push))
    const held = holdPushService(push, { after: 40 })
    const { id } = await belfry.notify(hello)
    const sent = async () => {
      const [row] = await direct.sql<{ count: string }>('select count(*) from belfry.deliveries')
      return Number(row?.count)
    }
    await until(async () => (await sent()) === 40, t.signal)
    await until(() => held.held > 0, t.signal)
    for (let round = 0; round < 3; round += 1) {
      road.cut()
      if (round === 1) held.release() // deliveries under way end while nothing can be recorded
      await delay(400)
      road.mend()
      await delay(800)
    }
    const ofNotification = 'select state from belfry.notifications where id = $1'
    const state = async () => (await direct.sql<{ state: string }>(ofNotification, [id]))[0]?.state
    await until(async () => (await state()) === 'done', t.signal)
    assert.ok(people.every((one) => push.messages(one).length >= 1))
    assert.equal(await sent(), 200)
  })
})
