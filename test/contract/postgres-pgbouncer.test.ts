import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startPushService } from '../../packages/push-service/src/index.ts'
import { startPgbouncer, whyNoPgbouncer } from '../support/databases/pgbouncer.ts'
import { postgresStage } from '../support/belfry/postgres-belfry.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'

const skip = (await whyNoPostgres()) || (await whyNoPgbouncer())

describe('behind PgBouncer in transaction mode', { skip, timeout: 90_000 }, () => {
  test('everything works; jobs, which cannot be announced there, mostly start within 1.5 s', async (t) => {
    await using postgres = await startPostgres()
    await using service = await startPushService()
    await using place = await postgres.createDatabase()
    await using bouncer = await startPgbouncer(place.url)
    await using s = postgresStage(bouncer.url, service)
    const api = await s.start({ work: false })
    const worker = await s.start()
    const person = await s.subscribe(api, service)
    const client = await s.client()
    const waits: number[] = []
    for (let n = 0; n < 9; n += 1) {
      const { mark } = service.events
      await client.query('begin')
      await api.notify({ to: { topic: 'feedback' }, title: `No ${n}` }, { client })
      await client.query('commit')
      const committed = performance.now()
      await service.events.next('delivered', {
        after: mark,
        where: (event) => event.subscription === person,
      })
      waits.push(performance.now() - committed)
    }
    const p50 = waits.toSorted((a, b) => a - b)[4]!
    t.diagnostic(`p50 ${p50.toFixed(0)} ms, at most ${Math.max(...waits).toFixed(0)} ms`)
    assert.ok(p50 < 1500, `${p50} ms`)
    await s.sql(`select belfry.notify('{"to": {"all": true}, "title": "From SQL"}')`)
    await service.events.next('delivered', { where: () => service.messages(person).length === 10 })
    const titles = service.messages(person).map(({ text }) => JSON.parse(text ?? '').notification.title)
    assert.deepEqual(titles.slice(-1), ['From SQL'])
    assert.equal((await worker.fetch(new Request('https://example.com/readyz'))).status, 200)
  })
})
