// The lists are pages of indexes: with very many rows no statement reads more than a page of them, on a fresh table and
// on an analysed one, and the indexes that they need change the plan of no delivery statement.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { AUDIENCE_KINDS } from '../../packages/server/src/audiences/audience.ts'
import { PAGES } from '../../packages/server/src/audiences/audience-batch.ts'
import type { OpenedDatabase } from '../../packages/server/src/database/open-database.ts'
import { statement, type Statement, type StatementValues } from '../../packages/server/src/database/statement.ts'
import { DUE } from '../../packages/server/src/deliveries/store/due-deliveries.ts'
import { READS } from '../../packages/server/src/previews/read-audience.ts'
import { BY_PREFIX } from '../../packages/server/src/subscribers/list-subscribers.ts'
import { deviceCodes } from '../../packages/server/src/subscriptions/device.ts'
import { COUNT_PAGE, COUNT_SOME } from '../../packages/server/src/subscriptions/subscription-metrics.ts'
import { NEWEST } from '../../packages/server/src/subscriptions/find-newest.ts'
import { onEachDatabase } from '../support/databases/each-database.ts'

// A hundredth of a million shows the same plans in less time.
const ROWS = Number(process.env['BELFRY_TEST_ROWS'] ?? 50_000)
const SLICE = 100_000
const STATUSES = ['active', 'key-mismatch', 'retired']

await onEachDatabase('very many rows', (on, open) => {
  describe(on, { timeout: 600_000 }, () => {
    test('lists read pages of indexes, and deliveries are found as before', async (t) => {
      await using place = await open()
      const { database } = place
      await fill(database, ROWS)
      await findNoScan(database) // a table without statistics
      await analyze(database)
      await findNoScan(database)
      const newest = { site: 'default', statuses: STATUSES, before: 1e15, limit: 51 }
      const lists: [what: string, list: Statement, values: StatementValues][] = [
        ['all', NEWEST, { ...newest, devices: deviceCodes({}) }],
        ['of a rare browser', NEWEST, { ...newest, devices: deviceCodes({ browser: 'opera' }) }],
        ['from the middle', NEWEST, { ...newest, before: ROWS / 2, devices: deviceCodes({ browser: 'firefox' }) }],
        ['of a small site', NEWEST, { ...newest, site: 'small', devices: deviceCodes({}) }],
        ['counted', COUNT_PAGE, { site: 'default', after: 0, atOnce: 5000 }],
        ['by prefix', BY_PREFIX, { site: 'default', after: '', prefix: 'user-1', behind: 'user-2', limit: 51 }],
      ]
      for (const [what, list, values] of lists) {
        const plan = await explain(database, list, values)
        assert.doesNotMatch(plan, /Seq Scan on sub|SCAN (belfry_)?(subscri|s\b|last\b)/, `${what}:\n${plan}`)
        await database.read(list, values)
        const started = performance.now()
        await database.read(list, values)
        t.diagnostic(`${what}: ${(performance.now() - started).toFixed(1)} ms`)
      }
      for (const [what, hot, values] of hotStatements()) {
        const plan = await explain(database, hot, values)
        assert.doesNotMatch(plan, /_newest|_prefix/, `${what}:\n${plan}`)
      }
    })
  })
})

/** What estimates and previews read: a few rows at a place, and the last one. */
async function findNoScan(database: OpenedDatabase): Promise<void> {
  const some = { site: 'default', after: ROWS / 2, rows: 500, limit: 500, value: 'blog' }
  const part = { ...some, subscriber: ROWS / 2, subscription: 0, to: ROWS / 2 + 700, limit: 4000 }
  const reads: [what: string, read: Statement | undefined, values: StatementValues][] = [
    ['some active', COUNT_SOME.next, some],
    ['the last active', COUNT_SOME.last, some],
  ]
  for (const kind of ['all', 'topic'] as const) {
    reads.push([`some of ${kind}`, READS[kind]?.next, some])
    reads.push([`the last of ${kind}`, READS[kind]?.last, some])
    reads.push([`members of ${kind}`, READS[kind]?.members, part])
  }
  for (const [what, read, values] of reads) {
    assert.ok(read !== undefined)
    const plan = await explain(database, read, values)
    assert.doesNotMatch(plan, /Seq Scan on (sub|pref)|SCAN (belfry_)?(subscri|pref|s\b|p\b)/, `${what}:\n${plan}`)
  }
}

function hotStatements(): [what: string, hot: Statement, values: StatementValues][] {
  const ids = Array.from({ length: 500 }, (_, n) => n * 7 + 1)
  const page = { site: 'default', notification: 1, subscriber: 3000, subscription: 0, limit: 500, ids }
  const people = ['user-3', 'user-6']
  const values = { topic: 'blog', subscriber: people, subscribers: people, subscription: new Uint8Array(16), all: null }
  const found: [string, Statement, StatementValues][] = [
    ['due subscribers', DUE.ofSubscribers, { ...page, subscriber: 0 }],
  ]
  for (const kind of AUDIENCE_KINDS) {
    const value = values[kind]
    const inRange = DUE.inRange[kind]
    found.push([`plan ${kind}`, PAGES[kind], { site: 'default', after: 3000, limit: 500, value }])
    if (inRange) found.push([`due ${kind}`, inRange, { ...page, to: 3500, value }])
    found.push([`due retries ${kind}`, DUE.toRetry[kind], { ...page, subscriber: 0, attempts: 1, value }])
  }
  return found
}

async function fill(database: OpenedDatabase, rows: number): Promise<void> {
  const numbers = statement(
    'generate_series(FROM, TO) as t(i)',
    '(with recursive n(i) as (select FROM union all select i + 1 from n where i < TO) select i from n) as t',
  )
  const site = "case when i % 2000 = 7 then 'small' else 'default' end"
  const bytes = (text: string) => statement(`decode(${text}, 'hex')`, `unhex(${text})`)
  const of = (text: Statement) => (database.dialect === 'sqlite' ? text.sqlite : text.postgres)
  const hash = of(bytes(database.dialect === 'sqlite' ? "printf('%032x', i)" : "lpad(to_hex(i), 32, '0')"))
  const script = [
    "insert into belfry.sites (id, name, origins, created_at) values ('default', 'Default', '[]', 0), ('small', " +
      "'Small', '[]', 0)",
    "insert into belfry.vapid_keys (id, site_id, public_key, status, created_at) values ('key', 'default', 'x', " +
      "'active', 0)",
    "insert into belfry.topics (site_id, id, name, access, transactional, created_at) values ('default', 'blog', " +
      "'Blog', 'open', 0, 0)",
    `insert into belfry.subscribers (id, site_id, external_id, created_at, last_seen_at)
     select i, ${site}, case when i % 3 = 0 then 'user-' || i end, i, i from ${of(numbers)}`,
    `insert into belfry.preferences (site_id, topic_id, subscriber_id, enabled, changed_at)
     select 'default', 'blog', id, 1, 0 from belfry.subscribers where id % 2 = 0 and site_id = 'default'`,
    `insert into belfry.subscriptions (site_id, subscriber_id, endpoint_hash, endpoint, p256dh, auth, vapid_key_id,
      push_service,
       status, browser, os, created_at, updated_at, last_seen_at)
     select ${site}, i, ${hash}, 'https://fcm.googleapis.com/fcm/send/' || i,
       ${of(bytes(`'${'04'.repeat(65)}'`))}, ${hash}, 'key', case when i % 10 < 7 then 'fcm' else 'mozilla' end,
       case when i % 8 = 0 then 'retired' when i % 5000 = 1 then 'key-mismatch' else 'active' end,
       case when i % 10 < 7 then 'Chrome' when i % 5000 = 9 then 'Opera' else 'Firefox' end,
       case i % 6 when 0 then 'Mac' when 1 then 'Linux' else 'Windows' end, i, i, i from ${of(numbers)}`,
  ]
  for (const text of script) {
    // So many rows at once stay within a connection's statement timeout.
    const slices = text.includes('FROM') ? Math.ceil(rows / SLICE) : 1
    for (let slice = 0; slice < slices; slice += 1) {
      const [from, to] = [slice * SLICE + 1, Math.min(rows, (slice + 1) * SLICE)]
      await execute(database, of(statement(text)).replaceAll('FROM', `${from}`).replaceAll('TO', `${to}`))
    }
  }
}

function analyze(database: OpenedDatabase): Promise<unknown> {
  return execute(database, database.dialect === 'sqlite' ? 'pragma analysis_limit = 1000; analyze' : 'vacuum analyze')
}

async function execute(database: OpenedDatabase, text: string): Promise<unknown> {
  if (database.dialect === 'postgres') return database.pool.query(text)
  return database.atomically((raw) => raw.exec(text))
}

async function explain(database: OpenedDatabase, text: Statement, values: StatementValues): Promise<string> {
  const asked = {
    names: text.names,
    postgres: `explain ${text.postgres}`,
    sqlite: `explain query plan ${text.sqlite}`,
  }
  const used = Object.fromEntries(Object.entries(values).filter(([name]) => text.names.includes(name)))
  const rows = await database.read<Record<string, unknown>>(asked, used)
  return rows.map((row) => String(row['QUERY PLAN'] ?? row['detail'])).join('\n')
}
