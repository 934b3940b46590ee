import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startPushService } from '../../packages/push-service/src/index.ts'
import { holdPushService } from '../support/push-services/hold-push-service.ts'
import { postgresStage } from '../support/belfry/postgres-belfry.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'
import { until } from '../support/time/until.ts'
import { startWorkerProcess } from '../support/belfry/worker-process.ts'

const PEOPLE = 300

describe('a worker that is killed', { skip: await whyNoPostgres() }, () => {
  test(
    'in the middle of a batch is replaced after 10 s without a heartbeat, and its batch continues where its ' +
      'outcomes end',
    { timeout: 90_000 },
    async (t) => {
      await using postgres = await startPostgres()
      await using push = await startPushService()
      await using place = await postgres.createDatabase()
      await using s = postgresStage(place.url, push)
      const api = await s.start({ work: false })
      const people: string[] = []
      for (let n = 0; n < PEOPLE; n += 1) people.push(await s.subscribe(api, push))
      const held = holdPushService(push, { after: 100 })
      await using worker = await startWorkerProcess(s.options)
      const { id } = await api.notify({ to: { all: true }, title: 'Hello', ttl: 3600 })
      const sent = async () => {
        const [row] = await s.sql<{ count: string }>('select count(*) from belfry.deliveries')
        return Number(row?.count)
      }
      await until(async () => (await sent()) === 100, t.signal)
      // There is one batch, and the other worker has it: this one can only take over.
      await using second = await startWorkerProcess(s.options)
      const killed = performance.now()
      await worker.end('SIGKILL')
      held.release()
      await until(async () => (await sent()) > 100, t.signal)
      const takeOver = (performance.now() - killed) / 1000
      const view = async () => (await s.api(api, 'GET', `/v1/notifications/${id}`)).body
      await until(async () => (await view()).state === 'done', t.signal)
      assert.deepEqual((await view()).progress.outcomes, { accepted: PEOPLE })
      const copies = people.map((one) => push.messages(one).length)
      const repeated = copies.filter((count) => count > 1).length
      t.diagnostic(`taken over after ${takeOver.toFixed(1)} s; ${repeated} of ${PEOPLE} repeated`)
      assert.ok(copies.every((count) => count >= 1))
      assert.ok(repeated <= PEOPLE - 100, 'a recorded delivery is not sent again')
      // Ten and one or two, and a margin for a busy machine.
      assert.ok(takeOver < 20, `${takeOver} s`)
      assert.equal(await second.end('SIGTERM'), 0)
    },
  )
})
