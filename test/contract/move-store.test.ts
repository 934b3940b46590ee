import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { belfry, moveStages, type MoveStage } from '../support/belfry/move-stage.ts'
import { whyNoPostgres } from '../support/databases/postgres.ts'

describe('belfry migrate-store', { skip: await whyNoPostgres(), timeout: 120_000 }, () => {
  const stages = moveStages()
  after(() => stages[Symbol.asyncDispose]())

  /** Three subscribers, one notification that was sent, and one of each kind of pending work. */
  async function fill(s: MoveStage, signal: AbortSignal) {
    const before = await s.embedded()
    const ids = [
      await s.subscribe(before, s.service),
      await s.subscribe(before, s.service),
      await s.subscribe(before, s.service),
    ]
    const sent = await before.notify({ to: { topic: 'blog' }, title: 'Sent before' })
    await s.ended(before, sent.id, signal)
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
        where json_extract(payload, '$.notification') = (select number from belfry_notifications
          where id = '${paused.id}');
      delete from belfry_jobs where json_extract(payload, '$.notification') = (select number
        from belfry_notifications where id = '${paused.id}');
      update belfry_jobs set lease_owner = 'a worker that was killed', lease_until = ${Date.now() + 9000};
      insert into belfry_jobs (lane, kind, payload, run_at, created_at, dead_at, error)
        select lane, kind, payload, run_at, created_at, 1, 'gave up' from belfry_jobs;
      insert into belfry_jobs (lane, kind, payload, run_at, created_at)
        select lane, 'resume', payload, ${Date.now() + 3_600_000}, created_at from belfry_jobs where dead_at is null`)
    return { ids, sent, planned, paused }
  }

  test('moves everything, and pending work is delivered once, with the same keys', async (t) => {
    await using s = await stages.make()
    const { ids, sent, planned, paused } = await fill(s, t.signal)
    const secrets = readFileSync(join(s.data, 'secrets.json'), 'utf8')

    const looked = await s.move('--dry-run')
    assert.equal(looked.code, 0, looked.err)
    assert.match(looked.out, /3 {2}subscriptions\n/)
    const { code, out, err } = await s.move()
    assert.equal(code, 0, err)
    assert.match(out, /3 {2}subscriptions\n/)
    assert.match(out, /3 {2}jobs\n/)
    assert.ok(!out.includes(new URL(s.url).password))
    const jobs = await s.sql(
      'select state, start_after > now() as later, data ->> $1 as kind from belfry_queue.job order by 3, 1',
      ['kind'],
    )
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
    await s.ended(now, planned.id, t.signal)
    await s.api(now, 'PATCH', `/v1/notifications/${paused.id}`, { state: 'sending' })
    await s.ended(now, paused.id, t.signal)
    for (const id of ids) {
      assert.deepEqual(s.titles(id), ['Sent before', 'Waits for its plan', 'Paused'])
    }
    assert.equal(typeof (await s.subscribe(now, s.service)), 'string') // ids go on where they were
    const list = (await s.api(now, 'GET', '/v1/notifications')).body.notifications as { title: string }[]
    assert.deepEqual(
      list.map(({ title }) => title),
      ['Paused', 'Waits for its plan', 'Sent before'],
    )
    const again = await s.move()
    assert.equal(again.code, 1)
    assert.match(again.err, /^belfry: target-in-use: [^\n]+\n$/)
  })

  test('killed in the middle it continues there, and meanwhile no Belfry starts on either half', async () => {
    await using s = await stages.make()
    await (await s.embedded()).close()
    const rows = 30_000
    {
      using db = new DatabaseSync(s.file)
      db.exec(`
        with recursive n (i) as (select 1 union all select i + 1 from n where i < ${rows})
        insert into belfry_subscribers (site_id, external_id, created_at, last_seen_at)
          select 'default', 'ü' || i, i, i from n;
        insert into belfry_subscriptions (site_id, subscriber_id, endpoint_hash, endpoint, p256dh, auth, vapid_key_id,
          push_service, status, created_at, updated_at, last_seen_at)
        select 'default', id, randomblob(16), 'https://fcm.googleapis.com/fcm/send/' || id, randomblob(65),
          randomblob(16),
          (select id from belfry_vapid_keys), 'fcm', 'active', 1, 1, 1 from belfry_subscribers`)
    }
    const count = async () =>
      (await s.sql<{ n: number }>('select count(*)::integer as n from belfry.subscriptions').catch(() => [{ n: 0 }]))[0]
        ?.n ?? 0
    const child = s.spawnMove()
    let said = ''
    child.stderr?.on('data', (chunk) => (said += chunk))
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

  test('reports a difference between the two, and keeps the store', async (t) => {
    await using s = await stages.make()
    await fill(s, t.signal)
    const stopped = await belfry(['migrate-store', '--from', s.data, '--to', s.url], AbortSignal.abort())
    assert.equal(stopped.code, 130, stopped.err)
    await s.sql("insert into belfry.sites values ('other', 'x', null, '[]', null, 1)")
    const moved = await s.move()
    assert.equal(moved.code, 1)
    assert.match(moved.err, /^belfry: verification-failed: sites: 1 rows here and 2 there[^\n]*\n$/)
    assert.equal((await s.move('--abandon')).code, 0)
    await s.embedded()
  })
})
