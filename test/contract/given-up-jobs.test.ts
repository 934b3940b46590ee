// How an operator lists, revives and discards dead jobs, on both databases.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { startPushService, type PushService } from '@belfry/push-service'
import { sql } from 'kysely'
import { run } from '../../packages/server/src/cli/run.ts'
import { openDatabase } from '../../packages/server/src/database/open-database.ts'
import { createBelfry } from '../../packages/server/src/index.ts'
import { broadcastStage, type BroadcastStage } from '../support/belfry/broadcast-stage.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'

interface List {
  jobs: { id: string; kind: string; reason: string; notification: { id: string; title: string } }[]
}

// As the queue leaves dead jobs behind; the contract of the queues tests how jobs die.
const KILL = {
  sqlite: sql`update belfry_jobs set dead_at = 1000 + id, attempts = 25, error = 'no such row: 42'`,
  postgres: sql`update belfry_queue.job set state = 'failed', completed_on = now(), retry_count = 24,
    output = '{"message": "no such row: 42"}' where name in ('bulk', 'transactional')`,
}

const AN_HOUR_ON = {
  sqlite: sql`update belfry_jobs set dead_at = ${Date.now() + 3_600_000}`,
  postgres: sql`update belfry_queue.job set completed_on = now() + interval '1 hour'
    where name in ('bulk', 'transactional')`,
}

async function killAll({ address }: BroadcastStage): Promise<void> {
  await using database = await openDatabase(address, { migrate: false })
  await KILL[database.dialect].execute(database.kysely)
}

function testGivenUpJobs(name: string, address: () => Promise<string | undefined>): void {
  describe(`dead jobs, on ${name}`, { timeout: 60_000 }, () => {
    async function stage(service: PushService) {
      const made = await broadcastStage(service, await address(), { work: false })
      await made.subscribe(3, 'small')
      return made
    }

    test('are listed, and are sent when they are revived', async () => {
      await using service = await startPushService()
      await using s = await stage(service)
      const id = await s.send('small')
      assert.deepEqual((await s.api<List>('GET', '/v1/jobs')).jobs, [])
      await killAll(s)
      const { jobs } = await s.api<List>('GET', '/v1/jobs')
      assert.equal(jobs.length, 1)
      const [{ kind, reason, notification }] = jobs as [List['jobs'][0]]
      assert.deepEqual([kind, reason], ['plan', 'no such row: 42'])
      assert.deepEqual(notification, { id, title: 'small' })

      const headers = { authorization: `Bearer ${s.apiKey}` }
      const metrics = await s.belfry.fetch(new Request('https://example.com/metrics', { headers }))
      const dead = /^belfry_queue_jobs\{lane="bulk",state="dead"\} (\d+)$/m.exec(await metrics.text())
      assert.equal(dead?.[1], '1')
      const page = { ...headers, origin: 'https://example.com' }
      const join = new Request('https://example.com/v1/alarms/browsers', { method: 'POST', headers: page })
      assert.equal((await s.belfry.fetch(join)).status, 200)
      const lines: string[] = []
      const note = (fields: object, message: string) => void lines.push(JSON.stringify({ message, ...fields }))
      await using worker = await createBelfry({
        ...s.options,
        work: true,
        log: { debug: note, info: note, warn: note, error: note },
      })
      while (!lines.some((line) => line.includes('dead job: plan: no such row: #'))) await delay(20)
      assert.equal((await s.get(id)).state, 'planning')
      assert.deepEqual(await s.api('PATCH', '/v1/jobs', { state: 'ready' }), { revived: 1 })
      while ((await s.get(id)).state !== 'done') await delay(20)
      assert.equal((await s.get(id)).progress.sent, 3)
      assert.deepEqual((await s.api<List>('GET', '/v1/jobs')).jobs, [])
      const alarms = lines.filter((line) => line.includes('"alarm"'))
      assert.equal(alarms.length, 1, alarms.join('\n'))
      const { rings } = await s.api<{ rings: { cause: string }[] }>('GET', '/v1/alarms')
      assert.deepEqual(
        rings.map(({ cause }) => cause),
        ['dead job: plan: no such row: #'],
      )
      await worker.close()
    })

    test('are all revived, though the clock was set back since they died', async () => {
      await using service = await startPushService()
      await using s = await stage(service)
      await s.send('small')
      await s.send('small')
      await killAll(s)
      await using database = await openDatabase(s.address, { migrate: false })
      await AN_HOUR_ON[database.dialect].execute(database.kysely)
      assert.deepEqual(await s.api('PATCH', '/v1/jobs', { state: 'ready' }), { revived: 2 })
    })

    test('are refused with a malformed cursor', async () => {
      await using service = await startPushService()
      await using s = await stage(service)
      for (const cursor of ['1', '1.x', '1.-', '1.2-3', '1.abc', `${'1'.repeat(16)}.1`]) {
        await assert.rejects(s.api('GET', `/v1/jobs?cursor=${cursor}`), /: 400$/m)
      }
    })

    test('end their notification when they are discarded', async () => {
      await using service = await startPushService()
      await using s = await stage(service)
      const ids = [await s.send('small'), await s.send('small')]
      await killAll(s)
      const { jobs } = await s.api<List>('GET', '/v1/jobs')
      const one = jobs.find(({ notification }) => notification.id === ids[0])
      assert.deepEqual(await s.api('DELETE', `/v1/jobs/${one?.id}`), { discarded: 1 })
      assert.equal((await s.get(ids[0] ?? '')).state, 'done')
      assert.equal((await s.get(ids[1] ?? '')).state, 'planning')
      await assert.rejects(s.api('DELETE', `/v1/jobs/${one?.id}`), /404/)
      await assert.rejects(s.api('PATCH', '/v1/jobs/nonsense', { state: 'ready' }), /404/)
      await assert.rejects(s.api('PATCH', '/v1/jobs', { state: 'dead' }), /400/)
    })

    test('are shown and settled from the command line, and the doctor finds them', async () => {
      await using service = await startPushService()
      await using s = await stage(service)
      const http = createServer(s.belfry.listener).listen(0, '127.0.0.1')
      await once(http, 'listening')
      const server = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
      const cli = async (...args: string[]) => {
        let out = ''
        const write = (text: string) => void (out += text)
        const env = {
          BELFRY_API_KEY: s.apiKey,
          BELFRY_SERVER: server,
          DATABASE_URL: isUrl(s.address),
        }
        const code = await run(args, { env, out: write, err: write })
        return { code, out }
      }
      assert.deepEqual(await cli('jobs'), { code: 0, out: 'None: no job is dead.\n' })
      await s.send('small')
      await s.send('small')
      await killAll(s)
      const { out } = await cli('jobs')
      assert.match(out, /^\S+ {2}\S+ {2}plan of [0-9a-f-]{36} small {2}25 attempts: no such row: 42\n/)
      const doctor = await cli('doctor', '--data', s.options.data)
      assert.match(doctor.out, /! 2 jobs \(plan\) are dead: no such row: 42; see belfry jobs/)
      const [id = ''] = out.split(' ')
      assert.deepEqual(await cli('jobs', 'revive', id), { code: 0, out: '1 revived\n' })
      assert.deepEqual(await cli('jobs', 'discard', '--all'), { code: 0, out: '1 discarded\n' })
      const both = await cli('jobs', 'revive', id, '--all')
      assert.equal(both.code, 1)
      assert.match(both.out, /^belfry: id: give the id of one/)
      const unknown = await cli('jobs', 'revive', id)
      assert.match(unknown.out, /^belfry: job-unknown: /)
      http.closeAllConnections()
      http.close()
    })
  })
}

function isUrl(address: string): string {
  return address.startsWith('postgres') ? address : ''
}

testGivenUpJobs('SQLite', () => Promise.resolve(undefined))
const skip = await whyNoPostgres()
if (skip === false) {
  const postgres = await startPostgres()
  after(() => postgres[Symbol.asyncDispose]())
  testGivenUpJobs('PostgreSQL', async () => (await postgres.createDatabase()).url)
} else {
  describe('dead jobs, on PostgreSQL', { skip }, () => undefined)
}
