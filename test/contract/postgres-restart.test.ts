import assert from 'node:assert/strict'
import { after, before, describe, test, type TestContext } from 'node:test'
import { startPushService, type PushService } from '../../packages/push-service/src/index.ts'
import { postgresStage } from '../support/belfry/postgres-belfry.ts'
import type { Cluster } from '../support/databases/postgres-cluster.ts'
import { startPostgres, whyNoPostgres, type Postgres } from '../support/databases/postgres.ts'
import { openRoad, type Road } from '../support/network/road.ts'
import { until } from '../support/time/until.ts'

const limit = { timeout: 60_000 }
const PEOPLE = 100

const skip =
  (await whyNoPostgres()) ||
  (process.env['BELFRY_TEST_DATABASE_URL'] !== undefined &&
    'the server that BELFRY_TEST_DATABASE_URL names is not ours to restart')

describe('Belfry when its database restarts', { skip }, () => {
  let postgres: Postgres
  let cluster: Cluster
  let push: PushService
  before(async () => {
    postgres = await startPostgres({ settings: { synchronous_commit: 'on' } })
    assert.ok(postgres.cluster)
    cluster = postgres.cluster
    push = await startPushService()
  })
  after(async () => {
    await postgres[Symbol.asyncDispose]()
    await push[Symbol.asyncDispose]()
  })

  /** Accepts notifications, one after the other, while `trouble` happens in the middle of sending; then counts. */
  async function survives(t: TestContext, road: Road, trouble: () => Promise<void>): Promise<void> {
    await using s = postgresStage(road.url, push)
    const belfry = await s.start()
    const people: string[] = []
    for (let n = 0; n < PEOPLE; n += 1) people.push(await s.subscribe(belfry, push))
    const slow = push.faults.add({ action: 'slow', delayMs: 100 })
    const accepted: string[] = []
    let refused = 0
    const over = new AbortController()
    const accepting = until(
      async () => {
        const body = { to: { all: true }, title: `No ${accepted.length}`, ttl: 3600 }
        const answer = await s.api(belfry, 'POST', '/v1/notifications', body)
        if (answer.status === 202) accepted.push(answer.body.id)
        else {
          assert.deepEqual([answer.status, answer.body.code], [503, 'database-busy'])
          refused += 1
        }
        return over.signal.aborted
      },
      t.signal,
      200,
    )
    await until(() => push.messages(people[0]).length > 0, t.signal)
    await trouble()
    const enough = accepted.length + 2
    await until(() => accepted.length >= enough, t.signal)
    over.abort()
    await accepting
    push.faults.remove(slow.id)
    const state = async (id: string) => (await s.api(belfry, 'GET', `/v1/notifications/${id}`)).body.state
    for (const id of accepted) await until(async () => (await state(id)) === 'done', t.signal)
    for (const person of people) {
      const ids = push.messages(person).map(({ text }) => JSON.parse(text ?? '').notification.data.belfry.id)
      assert.deepEqual(
        accepted.filter((id) => !ids.includes(id)),
        [],
      )
    }
    t.diagnostic(`${accepted.length} notifications accepted, ${refused} refused with 503`)
  }

  for (const mode of ['fast', 'immediate'] as const) {
    test(`(pg_ctl restart -m ${mode}), no accepted notification is lost`, limit, async (t) => {
      await using place = await postgres.createDatabase()
      await using road = await openRoad(place.url)
      await survives(t, road, () => cluster.restart(mode, 1000))
    })
  }

  test('on another machine: a standby takes over under the same address, and nothing is lost', limit, async (t) => {
    await using place = await postgres.createDatabase()
    await using road = await openRoad(place.url)
    const standby = await cluster.startStandby()
    t.after(() => standby.stop())
    await using direct = postgresStage(cluster.url)
    // Each commit is on both: without that, a failover loses commits that the standby had not received.
    const replicateTo = async (names: string) => {
      await direct.sql(`alter system set synchronous_standby_names = '${names}'`)
      await direct.sql('select pg_reload_conf()')
    }
    await replicateTo('*')
    try {
      await survives(t, road, async () => {
        road.cut()
        await standby.promote()
        const there = new URL(place.url)
        there.port = new URL(standby.url).port
        road.leadTo(there.href)
        road.mend()
      })
    } finally {
      await replicateTo('')
    }
  })
})
