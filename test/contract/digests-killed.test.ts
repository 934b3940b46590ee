// A process that is killed while it makes a digest, and one that is killed while it sends it.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startPushService } from '../../packages/push-service/src/index.ts'
import { holdPushService } from '../support/push-services/hold-push-service.ts'
import { postgresStage } from '../support/belfry/postgres-belfry.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'
import { until } from '../support/time/until.ts'
import { startWorkerProcess } from '../support/belfry/worker-process.ts'

const PEOPLE = 150
const SENT_BEFORE = 50
// Whoever writes a digest waits here, its transaction open, as long as somebody holds the lock.
const GATE = `
  create function belfry.wait_at_gate() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock(7); return new; end $$;
  create trigger gate before insert on belfry.notifications for each row
    when (new.audience like '{"digest"%') execute function belfry.wait_at_gate()`
const WAITS = "from pg_stat_activity where datname = current_database() and wait_event = 'advisory'"

describe('a digest', { skip: await whyNoPostgres() }, () => {
  test(
    'whose process is killed loses nothing, and comes twice only as far as any message',
    { timeout: 240_000 },
    async (t) => {
      await using postgres = await startPostgres()
      await using push = await startPushService()
      await using place = await postgres.createDatabase()
      await using s = postgresStage(place.url, push)
      const count = async (what: string) => {
        const [row] = await s.sql<{ count: string }>(`select count(*) from ${what}`)
        return Number(row?.count)
      }
      const api = await s.start({ work: false })
      const people: string[] = []
      for (let n = 0; n < PEOPLE; n += 1) people.push(await s.subscribe(api, push))
      await s.sql(`insert into belfry.delivery_preferences (subscriber_id, content, digest_at, changed_at)
      select id, 'full', -1, 0 from belfry.subscribers`)
      const titles = ['First', 'Second']
      for (const title of titles) await api.notify({ to: { topic: 'blog' }, title, ttl: 7 * 86_400 })

      // It has taken what waits into a digest, and cannot write the digest itself.
      await using first = await startWorkerProcess(s.options)
      await until(async () => (await count('belfry.digest_items')) === titles.length * PEOPLE, t.signal)
      const client = await s.client()
      await s.sql(GATE)
      await client.query('select pg_advisory_lock(7)')
      await s.sql('update belfry.digest_items set due_at = 0')
      await until(async () => (await s.sql(`select 1 ${WAITS}`)).length > 0, t.signal)
      await first.end('SIGKILL')
      await s.sql(`select pg_terminate_backend(pid) ${WAITS}`)
      // A minute later.
      await s.sql('update belfry.chores set owned_until = 0')
      await client.query('select pg_advisory_unlock(7)')
      assert.equal(await count('belfry.digest_items where digest is not null'), 0, 'all of it or nothing')

      // It is sending the digest.
      const held = holdPushService(push, { after: SENT_BEFORE })
      await using second = await startWorkerProcess(s.options)
      const sent = `belfry.deliveries d join belfry.notifications n on n.number = d.notification
      where n.audience like '{"digest"%' and d.outcome = 'accepted'`
      await until(async () => (await count(sent)) === SENT_BEFORE, t.signal)
      await second.end('SIGKILL')
      held.release()

      await using third = await startWorkerProcess(s.options)
      await until(async () => (await count(sent)) === PEOPLE, t.signal)
      assert.equal(await count(`belfry.notifications where audience like '{"digest"%'`), 1)
      assert.equal(await count('belfry.digest_items where digest is null'), 0)
      const copies = people.map((one) => push.messages(one).length)
      const repeated = copies.filter((copy) => copy > 1).length
      t.diagnostic(`${repeated} of ${PEOPLE} repeated`)
      assert.ok(
        copies.every((copy) => copy === 1 || copy === 2),
        copies.join(),
      )
      assert.ok(repeated <= PEOPLE - SENT_BEFORE, 'what is recorded is not sent again')
      assert.equal(await third.end('SIGTERM'), 0)
    },
  )
})
