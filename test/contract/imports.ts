import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { generateVapidKeys, vapidKeyId } from '@belfry/web-push'
import fc from 'fast-check'
import type { LineReport } from '../../packages/server/src/imports/block-writer.ts'
import { readImportSites } from '../../packages/server/src/imports/import-site.ts'
import { openImportFile } from '../../packages/server/src/imports/import-source.ts'
import { importStatementsOf } from '../../packages/server/src/imports/import-statements.ts'
import { importSubscriptions } from '../../packages/server/src/imports/import-subscriptions.ts'
import { declaredSite } from '../support/belfry/declared-site.ts'
import type { EmptyDatabase } from '../support/databases/each-database.ts'
import { browserSubscription } from '../support/belfry/temporary-belfry.ts'

const key = generateVapidKeys()
const older = generateVapidKeys()
const topics = [
  { id: 'blog', name: 'Blog', access: 'open', transactional: false },
  { id: 'feedback', name: 'Feedback', access: 'granted', transactional: true },
] as const

/** The contract of an import on every database. */
export function testImports(on: string, open: () => Promise<EmptyDatabase>): void {
  describe(on, { timeout: 60_000 }, () => {
    async function stage() {
      const harness = await open()
      const { database } = harness
      const folder = mkdtempSync(join(tmpdir(), 'belfry-import-'))
      const file = join(folder, 'file')
      await declaredSite(database, { id: 'default', pairs: [key, older], topics }, 1)
      const load = async (options: { stop?: AbortController; stopAfter?: number } = {}) => {
        const refused: LineReport[] = []
        let resumedAt = 0
        const { stop = new AbortController(), stopAfter = Infinity } = options
        const { finished, done } = await importSubscriptions(database, await openImportFile(file), {
          statements: importStatementsOf(database),
          rules: { sites: await readImportSites(database.kysely), site: 'default', allow: [] },
          subscriptionsPerSubscriber: 3,
          now: () => 5000,
          signal: stop.signal,
          refused: (report) => refused.push(report),
          resumed: (from) => (resumedAt = from.lines),
          waits: (error) => assert.fail(error),
          progress: (progress) => progress.lines >= stopAfter && stop.abort(),
        })
        const { lines, added, present, refused: count } = done
        return { finished, resumedAt, lines, added, present, refused: count, reports: refused }
      }
      const count = async (
        table: 'belfry_subscribers' | 'belfry_subscriptions' | 'belfry_preferences' | 'belfry_imports',
      ) =>
        (
          await database.kysely
            .selectFrom(table)
            .select(({ fn }) => fn.countAll<number>().as('n'))
            .executeTakeFirstOrThrow()
        ).n
      return {
        database,
        load,
        count,
        write: (lines: readonly (object | string)[]) =>
          writeFileSync(
            file,
            lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
          ),
        writeArray: (elements: readonly object[]) => writeFileSync(file, JSON.stringify(elements, null, 2)),
        async [Symbol.asyncDispose]() {
          await harness[Symbol.asyncDispose]()
          rmSync(folder, { recursive: true })
        },
      }
    }

    test('adds the output of PushSubscription.toJSON(), with further fields', async () => {
      await using stand = await stage()
      const [plain, rich] = [browserSubscription(), browserSubscription()]
      stand.write([
        plain,
        {
          ...rich,
          subscriber: 'ada',
          topics: ['blog', 'feedback'],
          locale: 'de',
          timeZone: 'Europe/Berlin',
          createdAt: '1970-01-01T00:00:02Z',
          applicationServerKey: older.publicKey,
        },
      ])
      const { reports, ...end } = await stand.load()
      assert.deepEqual(reports, [])
      assert.deepEqual(end, { finished: true, resumedAt: 0, lines: 2, added: 2, present: 0, refused: 0 })
      const rows = await stand.database.kysely
        .selectFrom('belfry_subscriptions as s')
        .innerJoin('belfry_subscribers as o', 'o.id', 's.subscriber_id')
        .select([
          's.endpoint',
          's.p256dh',
          's.auth',
          's.vapid_key_id',
          's.push_service',
          's.status',
          's.locale',
          's.time_zone',
          's.created_at',
          's.last_seen_at',
          'o.external_id',
          'o.created_at as since',
        ])
        .orderBy('s.id')
        .execute()
      const common = { push_service: 'mozilla', status: 'active', last_seen_at: 5000 }
      assert.deepEqual(
        rows.map((row) => ({ ...row, p256dh: text(row.p256dh), auth: text(row.auth) })),
        [
          {
            ...common,
            endpoint: plain.endpoint,
            ...plain.keys,
            vapid_key_id: vapidKeyId(key.publicKey),
            locale: null,
            time_zone: null,
            created_at: 5000,
            external_id: null,
            since: 5000,
          },
          {
            ...common,
            endpoint: rich.endpoint,
            ...rich.keys,
            vapid_key_id: vapidKeyId(older.publicKey),
            locale: 'de',
            time_zone: 'Europe/Berlin',
            created_at: 2000,
            external_id: 'ada',
            since: 2000,
          },
        ],
      )
      const on = await stand.database.kysely
        .selectFrom('belfry_preferences')
        .select(['topic_id', 'enabled'])
        .orderBy('topic_id')
        .execute()
      assert.deepEqual(
        on.map((row) => ({ ...row })),
        [
          { topic_id: 'blog', enabled: 1 },
          { topic_id: 'feedback', enabled: 1 },
        ],
      )
      assert.equal(await stand.count('belfry_imports'), 0, 'a finished import leaves no mark')
    })

    test('run again it changes nothing, and keeps later changes', async () => {
      await using stand = await stage()
      const file = Array.from({ length: 50 }, (_, n) => ({
        ...browserSubscription(),
        subscriber: `s${n % 25}`,
        topics: ['blog'],
      }))
      stand.write([...file, file[0] as object])
      const first = await stand.load()
      assert.deepEqual([first.added, first.present], [50, 1])
      await stand.database.kysely.updateTable('belfry_preferences').set({ enabled: 0 }).execute()
      await stand.database.kysely
        .updateTable('belfry_subscriptions')
        .set({ status: 'retired', reason: 'gone' })
        .where('id', '<', 10)
        .execute()
      const state = async () =>
        Promise.all([
          stand.database.kysely.selectFrom('belfry_subscriptions').selectAll().orderBy('id').execute(),
          stand.database.kysely.selectFrom('belfry_subscribers').selectAll().orderBy('id').execute(),
          stand.database.kysely.selectFrom('belfry_preferences').selectAll().orderBy('subscriber_id').execute(),
        ])
      const before = await state()
      const again = await stand.load()
      assert.deepEqual([again.added, again.present, again.refused], [0, 51, 0])
      assert.deepEqual(await state(), before)
      assert.deepEqual([before[0].length, before[1].length, before[2].length], [50, 25, 25])
    })

    test('names each bad line with its number and code, quotes no secret, and imports the rest', async () => {
      await using stand = await stage()
      const good = browserSubscription()
      const off = {
        ...browserSubscription().keys,
        p256dh: Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url'),
      }
      const lines: [string | object, string?][] = [
        [browserSubscription()],
        ['{"endpoint": "https://', 'json-malformed'],
        ['["not an object"]', 'field-invalid'],
        [{ endpoint: good.endpoint }, 'field-missing'],
        [{ ...good, endpoint: 'http://fcm.googleapis.com/x' }, 'endpoint-not-https'],
        [{ ...good, endpoint: 'https://10.0.0.1/x' }, 'endpoint-private-address'],
        [{ ...good, endpoint: 'https://evil.example/x' }, 'endpoint-not-allowed'],
        [{ ...good, keys: off }, 'p256dh-not-on-curve'],
        [{ ...good, keys: { ...good.keys, auth: 'short' } }, 'auth-invalid'],
        [{ ...good, topics: ['nope'] }, 'topic-unknown'],
        [{ ...good, site: 'nope' }, 'site-unknown'],
        [{ ...good, applicationServerKey: generateVapidKeys().publicKey }, 'vapid-key-unknown'],
        [{ ...good, createdAt: 'yesterday' }, 'field-invalid'],
        [{ ...good, user_agent: 'x' }, 'field-unknown'],
        ['x'.repeat(20_000), 'line-too-long'],
        [''],
        [good],
      ]
      stand.write(lines.map(([line]) => line))
      const end = await stand.load()
      const expected = lines.flatMap(([, code], index) => (code ? [[index + 1, code]] : []))
      assert.deepEqual(
        end.reports.map(({ line, code }) => [line, code]),
        expected,
      )
      assert.deepEqual([end.lines, end.added, end.refused], [17, 2, expected.length])
      const said = JSON.stringify(end.reports)
      for (const secret of [good.endpoint, good.keys.auth, good.keys.p256dh]) assert.ok(!said.includes(secret))
    })

    test('reads a JSON array, naming the elements that are wrong by their places', async () => {
      await using stand = await stage()
      const { endpoint: _, ...without } = browserSubscription()
      stand.writeArray([{ ...browserSubscription(), user_id: 'ada' }, without, [], browserSubscription()])
      const { finished, added, reports } = await stand.load()
      assert.deepEqual([finished, added], [true, 2])
      assert.deepEqual(
        reports.map(({ line, code }) => [line, code]),
        [
          [2, 'field-missing'],
          [3, 'field-invalid'],
        ],
      )
    })

    test('reads CSV as databases write it', async () => {
      await using stand = await stage()
      const [one, two] = [browserSubscription(), browserSubscription()]
      stand.write([
        'endpoint,p256dh,auth,subscriber,topics,created_at,language',
        `${one.endpoint},${one.keys.p256dh},${one.keys.auth},"a,b","{blog,feedback}",1970-01-01 00:00:03.25+00,de`,
        `"${two.endpoint}",${two.keys.p256dh},${two.keys.auth},,,,`,
        'too,few',
      ])
      const end = await stand.load()
      assert.deepEqual([end.lines, end.added], [4, 2])
      assert.deepEqual(
        end.reports.map(({ line, code }) => [line, code]),
        [[4, 'csv-malformed']],
      )
      const rows = await stand.database.kysely
        .selectFrom('belfry_subscribers')
        .select(['external_id', 'locale', 'created_at'])
        .orderBy('created_at')
        .execute()
      assert.deepEqual(
        rows.map((row) => ({ ...row })),
        [
          { external_id: 'a,b', locale: 'de', created_at: 3250 },
          { external_id: null, locale: null, created_at: 5000 },
        ],
      )
      assert.equal(await stand.count('belfry_preferences'), 2)
    })

    test('bounds the subscriptions of one subscriber, existing ones included', async () => {
      await using stand = await stage()
      const lines = Array.from({ length: 5 }, () => ({ ...browserSubscription(), subscriber: 'ada' }))
      stand.write(lines.slice(0, 2))
      await stand.load()
      stand.write(lines)
      const end = await stand.load()
      assert.deepEqual([end.added, end.present, end.refused], [1, 2, 2])
      assert.deepEqual(
        end.reports.map(({ line, code }) => [line, code]),
        [
          [4, 'too-many-subscriptions'],
          [5, 'too-many-subscriptions'],
        ],
      )
    })

    for (const form of ['write', 'writeArray'] as const)
      test(`stopped in the middle it continues there, unless an earlier part was changed (${form})`, async () => {
        await using stand = await stage()
        const lines = Array.from({ length: 12_000 }, (_, n) => ({ ...browserSubscription(), subscriber: `s${n}` }))
        const write = stand[form]
        write(lines)
        const first = await stand.load({ stopAfter: 1 })
        assert.equal(first.finished, false)
        assert.ok(first.added > 0 && first.added < 12_000, String(first.added))
        assert.equal(await stand.count('belfry_subscriptions'), first.added)
        const rest = await stand.load()
        assert.deepEqual(rest, {
          finished: true,
          resumedAt: first.lines,
          lines: 12_000,
          added: 12_000,
          present: 0,
          refused: 0,
          reports: [],
        })
        assert.equal(await stand.count('belfry_subscriptions'), 12_000)

        const more = [...lines, ...Array.from({ length: 6000 }, () => browserSubscription())]
        write(more)
        const stopped = await stand.load({ stopAfter: 12_001 })
        assert.equal(stopped.finished, false)
        more[50] = browserSubscription()
        write(more)
        const changed = await stand.load()
        assert.deepEqual([changed.resumedAt, changed.finished], [0, true])
        assert.equal(await stand.count('belfry_subscriptions'), 18_001)
      })

    test('any line is imported or named, and none stops the others', async () => {
      await using stand = await stage()
      const nasty = fc.constantFrom<unknown>(
        '\0',
        'a\0b',
        '\ud800',
        '__proto__',
        '',
        ' ',
        -1,
        1.5,
        2 ** 53 - 1,
        1e308,
        null,
        true,
        [],
        ['\0'],
        {},
        '9999-12-31',
        '0001-01-01',
        '1e9',
      )
      const value = fc.oneof(nasty, nasty, fc.jsonValue({ maxDepth: 2 }), fc.string({ unit: 'binary' }))
      const name = fc.constantFrom(
        'endpoint',
        'keys',
        'p256dh',
        'auth',
        'applicationServerKey',
        'site',
        'subscriber',
        'topics',
        'locale',
        'timeZone',
        'createdAt',
        'expirationTime',
        'more',
      )
      const good = fc.uuid().map((id) => ({ ...browserSubscription(id), subscriber: `person-${id}` }))
      const spoilt = fc.tuple(good, fc.dictionary(name, value, { maxKeys: 2 }))
      const line = fc.oneof(
        { weight: 4, arbitrary: spoilt.map(([one, more]) => JSON.stringify({ ...one, ...more })) },
        fc.json(),
        fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\n', ' ')),
      )
      await fc.assert(
        fc.asyncProperty(good, fc.array(line, { minLength: 100, maxLength: 200 }), good, async (a, lines, z) => {
          const before = await stand.count('belfry_subscriptions')
          stand.write([a, ...lines, z])
          const { finished, added, present, refused, reports } = await stand.load()
          const filled = lines.filter((text) => text.trim() !== '').length + 2
          assert.equal(finished, true)
          assert.equal(added + present + refused, filled)
          assert.equal(reports.length, refused)
          assert.equal(await stand.count('belfry_subscriptions'), before + added)
          assert.ok(added >= 2, 'the first and the last are good')
        }),
        { numRuns: 12, endOnFailure: true },
      )
    })

    test('two imports of one file at the same time make each subscription once', async () => {
      await using stand = await stage()
      stand.write(
        Array.from({ length: 3000 }, (_, n) => ({
          ...browserSubscription(),
          subscriber: `s${n % 1000}`,
          topics: ['blog'],
        })),
      )
      const [one, two] = await Promise.all([stand.load(), stand.load()])
      assert.equal(one.added + two.added, 3000)
      assert.equal(one.present + two.present, 3000)
      assert.equal(await stand.count('belfry_subscribers'), 1000)
    })
  })
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
