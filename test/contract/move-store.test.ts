import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startPushService, type PushService } from '../../packages/push-service/src/index.ts'
import { run } from '../../packages/server/src/cli/run.ts'
import { openPostgres } from '../../packages/server/src/database/open-postgres.ts'
import type { Belfry } from '../../packages/server/src/index.ts'
import { postgresStage } from '../support/postgres-belfry.ts'
import { startPostgres, whyNoPostgres, type Postgres } from '../support/postgres.ts'

const MAIN = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url))

const PATIENCE_MS = 30_000

describe('belfry migrate-store', { skip: await whyNoPostgres(), timeout: 120_000 }, () => {
  let postgres: Promise<Postgres> | undefined
  let service: Promise<PushService> | undefined
  after(async () => {
    await (await postgres)?.[Symbol.asyncDispose]()
    await (await service)?.[Symbol.asyncDispose]()
  })
  async function stage() {
    postgres ??= startPostgres()
    service ??= startPushService()
    const place = await (await postgres).createDatabase()
    const made = postgresStage(place.url, await service)
    const file = join(made.data, 'belfry.db')
    return {
      ...made,
      service: await service,
      file,
      embedded: (options = {}) => made.start({ database: file, ...options }),
      move: (...more: string[]) => belfry(['migrate-store', '--from', made.data, '--to', place.url, ...more]), // prettier-ignore
      async [Symbol.asyncDispose]() {
        await made[Symbol.asyncDispose]()
        await place[Symbol.asyncDispose]()
      },
    }
  }
  type Stage = Awaited<ReturnType<typeof stage>>

  async function ended(s: Stage, from: Belfry, id: string): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS
    for (;;) {
      const { body } = await s.api(from, 'GET', `/v1/notifications/${id}`)
      if (body.state === 'done') return
      assert.ok(performance.now() < deadline, JSON.stringify(body))
      await delay(50)
    }
  }
  const titles = (s: Stage, id: string) =>
    s.service.messages(id).map(({ text }) => JSON.parse(text ?? '').notification.title as string)

  /** Three subscribers, one notification that was sent, and one of each kind of work that is still to be done. */
  async function fill(s: Stage) {
    const before = await s.embedded()
    const ids = [await s.subscribe(before, s.service), await s.subscribe(before, s.service), await s.subscribe(before, s.service)] // prettier-ignore
    const sent = await before.notify({ to: { topic: 'blog' }, title: 'Sent before' })
    await ended(s, before, sent.id)
    await before.close()
    const idle = await s.embedded({ work: false })
    const planned = await idle.notify({ to: { topic: 'blog' }, title: 'Waits for its plan' })
    const paused = await idle.notify({ to: { topic: 'blog' }, title: 'Paused' })
    await s.api(idle, 'PATCH', `/v1/notifications/${paused.id}`, { state: 'paused' })
    await idle.close()
    using db = new DatabaseSync(s.file)
    db.exec(`
      insert into belfry_parked_jobs (notification, lane, kind, payload)
        select json_extract(payload, '$.notification'), lane, kind, payload from belfry_jobs
        where json_extract(payload, '$.notification') = (select number from belfry_notifications where id = '${paused.id}');
      delete from belfry_jobs where json_extract(payload, '$.notification') = (select number from belfry_notifications where id = '${paused.id}');
      update belfry_jobs set lease_owner = 'a worker that was killed', lease_until = ${Date.now() + 9000};
      insert into belfry_jobs (lane, kind, payload, run_at, created_at, dead_at, error)
        select lane, kind, payload, run_at, created_at, 1, 'gave up' from belfry_jobs;
      insert into belfry_jobs (lane, kind, payload, run_at, created_at)
        select lane, 'resume', payload, ${Date.now() + 3_600_000}, created_at from belfry_jobs where dead_at is null`)
    return { ids, sent, planned, paused }
  }

  test('moves everything, and what was pending is delivered once, with the same keys', async () => {
    await using s = await stage()
    const { ids, sent, planned, paused } = await fill(s)
    const secrets = readFileSync(join(s.data, 'secrets.json'), 'utf8')

    const looked = await s.move('--dry-run')
    assert.equal(looked.code, 0, looked.err)
    assert.match(looked.out, /3 {2}subscriptions\n/)
    const { code, out, err } = await s.move()
    assert.equal(code, 0, err)
    assert.match(out, /3 {2}subscriptions\n/)
    assert.match(out, /3 {2}jobs\n/)
    assert.ok(!out.includes(new URL(s.url).password))
    const jobs = await s.sql('select state, start_after > now() as later, data ->> $1 as kind from belfry_queue.job order by 3, 1', ['kind']) // prettier-ignore
    assert.deepEqual(jobs, [
      { state: 'created', later: false, kind: 'plan' },
      { state: 'failed', later: false, kind: 'plan' },
      { state: 'created', later: true, kind: 'resume' },
    ])

    assert.equal(readFileSync(join(s.data, 'secrets.json'), 'utf8'), secrets)
    await assert.rejects(s.embedded(), { code: 'store-moved' })
    const now = await s.start()
    const old = await s.api(now, 'GET', `/v1/notifications/${sent.id}`)
    assert.deepEqual([old.body.state, old.body.progress.outcomes], ['done', { accepted: 3 }])
    await ended(s, now, planned.id)
    await s.api(now, 'PATCH', `/v1/notifications/${paused.id}`, { state: 'sending' })
    await ended(s, now, paused.id)
    for (const id of ids) {
      assert.deepEqual(titles(s, id), ['Sent before', 'Waits for its plan', 'Paused'])
    }
    assert.equal(typeof (await s.subscribe(now, s.service)), 'string') // ids go on where they were
    const list = (await s.api(now, 'GET', '/v1/notifications')).body.notifications as { title: string }[] // prettier-ignore
    assert.deepEqual(list.map(({ title }) => title), ['Paused', 'Waits for its plan', 'Sent before']) // prettier-ignore
    const again = await s.move()
    assert.equal(again.code, 1)
    assert.match(again.err, /^belfry: target-in-use: [^\n]+\n$/)
  })

  test('killed in the middle it goes on there, and nothing starts on either half meanwhile', async () => {
    await using s = await stage()
    await (await s.embedded()).close()
    const rows = 30_000
    {
      using db = new DatabaseSync(s.file)
      db.exec(`
        with recursive n (i) as (select 1 union all select i + 1 from n where i < ${rows})
        insert into belfry_subscribers (site_id, external_id, created_at, last_seen_at) select 'default', 'ü' || i, i, i from n;
        insert into belfry_subscriptions (site_id, subscriber_id, endpoint_hash, endpoint, p256dh, auth, vapid_key_id,
          push_service, status, created_at, updated_at, last_seen_at)
        select 'default', id, randomblob(16), 'https://fcm.googleapis.com/fcm/send/' || id, randomblob(65), randomblob(16),
          (select id from belfry_vapid_keys), 'fcm', 'active', 1, 1, 1 from belfry_subscribers`)
    }
    const count = async () =>
      (await s.sql<{ n: number }>('select count(*)::integer as n from belfry.subscriptions').catch(() => [{ n: 0 }]))[0]?.n ?? 0 // prettier-ignore
    const child = spawn(process.execPath, ['--conditions=@belfry/source', MAIN, 'migrate-store', '--from', s.data, '--to', s.url], {
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'ignore', 'pipe'],
    }) // prettier-ignore
    let said = ''
    child.stderr.on('data', (chunk) => (said += chunk))
    const closed = once(child, 'close')
    while (child.exitCode === null && (await count()) < 2000) await delay(5)
    child.kill('SIGKILL')
    await closed
    const first = await count()
    assert.ok(first >= 2000 && first < rows, `${first}: ${said}`)
    await assert.rejects(s.embedded(), { code: 'store-moved' })
    await assert.rejects(s.start(), { code: 'store-moved' })

    const moved = await s.move()
    assert.equal(moved.code, 0, moved.err)
    assert.equal(await count(), rows)
    const again = await s.move()
    assert.deepEqual([again.code, again.err], [0, ''])
    assert.match(again.out, /was moved to [^\n]+ before/)
    const belfry = await s.start()
    assert.equal(typeof (await s.subscribe(belfry, s.service)), 'string')
  })

  test('tells a difference between the two, and lets the store stay', async () => {
    await using s = await stage()
    await fill(s)
    const stopped = await belfry(
      ['migrate-store', '--from', s.data, '--to', s.url],
      AbortSignal.abort(),
    )
    assert.equal(stopped.code, 130, stopped.err)
    await s.sql("insert into belfry.sites values ('other', 'x', null, '[]', null, 1)")
    const moved = await s.move()
    assert.equal(moved.code, 1)
    assert.match(moved.err, /^belfry: verification-failed: sites: 1 rows here and 2 there[^\n]*\n$/)
    assert.equal((await s.move('--abandon')).code, 0)
    await s.embedded()
  })

  test('refuses in one line what cannot be moved', async () => {
    await using s = await stage()
    const nowhere = await belfry(['migrate-store', '--from', '/nowhere', '--to', s.url])
    assert.match(nowhere.err, /^belfry: source-missing: [^\n]+\n$/)
    const wrong = await belfry(['migrate-store', '--from', s.data, '--to', 'mysql://x'])
    assert.match(wrong.err, /^belfry: --to: must be a URL[^\n]+\n$/)
    const running = await s.embedded()
    assert.match((await s.move()).err, /^belfry: source-in-use: [^\n]+\n$/)
    await running.close()
    await (await openPostgres(s.url)).close()
    await s.sql("insert into belfry.sites values ('other', 'x', null, '[]', null, 1)")
    assert.match((await s.move()).err, /^belfry: target-not-empty: [^\n]+belfry\.sites[^\n]+\n$/)
    const away = await belfry(['migrate-store', '--from', s.data, '--to', 'postgres://x:secret@127.0.0.1:1/x']) // prettier-ignore
    assert.equal(away.code, 1)
    assert.match(away.err, /^belfry: [^\n]+cannot be used[^\n]+\n$/)
    assert.doesNotMatch(away.err, /secret@/)
  })
})

async function belfry(args: string[], stop: AbortSignal = new AbortController().signal) {
  const written = { out: '', err: '' }
  const terminal = {
    env: {},
    out: (text: string) => void (written.out += text),
    err: (text: string) => void (written.err += text),
  }
  const code = await run(args, terminal, stop)
  return { code, ...written }
}
