// An inbox reads a few entries of indexes, however much was sent: with 100,000 notifications, on a fresh table and on an
// analysed one.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OpenedDatabase } from '../../packages/server/src/database/open-database.ts'
import { statement, type Statement, type StatementValues } from '../../packages/server/src/database/statement.ts'
import { ENTRIES } from '../../packages/server/src/inbox/find-entries.ts'
import { markInbox, readInbox } from '../../packages/server/src/inbox/inbox.ts'
import { findReader } from '../../packages/server/src/inbox/reader.ts'
import { savePreference } from '../../packages/server/src/topics/preference-store.ts'
import { establishSubscriber } from '../../packages/server/src/subscribers/subscriber-store.ts'
import { declaredSite } from '../support/belfry/declared-site.ts'
import { onEachDatabase } from '../support/databases/each-database.ts'
import { settings } from './stores/site-fixture.ts'

const ROWS = 100_000
const START = 1_700_000_000_000

await onEachDatabase('an inbox among very many notifications', (on, open) => {
  describe(on, { timeout: 300_000 }, () => {
    test('reads a page of indexes, before and after the database has gathered statistics', async (t) => {
      await using place = await open()
      const { database } = place
      await declaredSite(database, settings)
      const { id: subscriber } = await establishSubscriber(database.kysely, 'default', 'user-7', START)
      for (const topicId of ['blog', 'feedback']) {
        const preference = { siteId: 'default', topicId, subscriberId: subscriber, enabled: true, granted: true }
        await savePreference(database.kysely, preference, START)
      }
      await fill(database)
      for (const when of ['fresh', 'analysed']) {
        const reader = await findReader(database, { siteId: 'default', subscriber })
        const { siteId, externalId, spans } = reader
        const plan = await explain(database, ENTRIES, { siteId, externalId, spans: JSON.stringify(spans) })
        assert.match(plan, /notifications_address/, `${when}:\n${plan}`)
        assert.doesNotMatch(
          plan,
          /Seq Scan on (notif|addr)|SCAN (belfry_)?(notifications|addressees|n|m|a)\b/,
          `${when}:\n${plan}`,
        )
        const page = await readInbox(database, reader, { cursor: undefined, limit: 50 })
        assert.deepEqual([page.items.length, page.unread], [50, 200])
        const figures = {
          'read a page': await median(() => readInbox(database, reader, { cursor: undefined, limit: 50 })),
          'find whose it is': await median(() => findReader(database, { siteId: 'default', subscriber })),
          'mark one': await median((n) => markInbox(database, reader, { read: [page.items[n % 50]?.id ?? ''] }, 0)),
        }
        for (const [what, ms] of Object.entries(figures)) t.diagnostic(`${when}: ${what}: ${ms.toFixed(2)} ms`)
        await database.kysely.deleteFrom('belfry_inbox_marks').execute()
        await analyze(database)
      }
    })
  })
})

/** A tenth to everybody on a topic, half to one person each, the rest to lists of ten and to another topic. */
async function fill(database: OpenedDatabase): Promise<void> {
  const isSqlite = database.dialect === 'sqlite'
  const numbers = isSqlite
    ? `(with recursive n(i) as (select 1 union all select i + 1 from n where i < ${ROWS}) select i from n) as t`
    : `generate_series(1, ${ROWS}) as t(i)`
  const bytes = isSqlite ? "x'00'" : "'\\x00'::bytea"
  const of = (text: string) => {
    const made = statement(text.replaceAll('NUMBERS', numbers).replaceAll('BYTES', bytes))
    return isSqlite ? made.sqlite : made.postgres
  }
  const audience = `case i % 10 when 0 then '{"topic":"blog"}' when 1 then '{"topic":"feedback"}' when 2 then '{"all": true}'
    when 3 then '{"subscribers":["x"]}' when 4 then '{"topic":"other"}' else '{"subscriber":"user-' || i % 5000 || '"}' end`
  await execute(
    database,
    of(`insert into belfry.notifications (number, id, site_id, request_hash, audience, content, payload, urgency, privacy,
          lane, state, planned_at, created_at, expires_at, finished_at)
        select i, 'n' || i, 'default', BYTES, ${audience}, '{"title":"t"}',
          '{"web_push":8030,"notification":{"title":"t","navigate":"https://example.com/"}}', 'normal', 'full', 'bulk', 'done',
          null, ${START} + i * 1000, ${START} + i * 1000, ${START} + i * 1000
        from NUMBERS`),
  )
  await execute(
    database,
    of(`insert into belfry.addressees (external_id, site_id, notification)
        select 'user-' || case when i % 50 = 3 then 7 else i % 5000 end, 'default', i from NUMBERS where i % 10 = 3`),
  )
}

async function median(work: (n: number) => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < 40; n += 1) {
    const started = performance.now()
    await work(n)
    times.push(performance.now() - started)
  }
  return times.toSorted((a, b) => a - b)[20] ?? 0
}

function analyze(database: OpenedDatabase): Promise<unknown> {
  return execute(database, database.dialect === 'sqlite' ? 'pragma analysis_limit = 1000; analyze' : 'vacuum analyze')
}

async function execute(database: OpenedDatabase, text: string): Promise<unknown> {
  if (database.dialect === 'postgres') return database.pool.query(text)
  return database.atomically((raw) => raw.exec(text))
}

async function explain(database: OpenedDatabase, text: Statement, values: StatementValues): Promise<string> {
  const asked = { ...text, postgres: `explain ${text.postgres}`, sqlite: `explain query plan ${text.sqlite}` }
  const rows = await database.read<Record<string, unknown>>(asked, values)
  return rows.map((row) => String(row['QUERY PLAN'] ?? row['detail'])).join('\n')
}
