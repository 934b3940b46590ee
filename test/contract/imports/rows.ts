import assert from 'node:assert/strict'
import { test } from 'node:test'
import { vapidKeyId } from '@belfry/web-push'
import { browserSubscription } from '../../support/belfry/temporary-belfry.ts'
import type { EmptyDatabase } from '../../support/databases/each-database.ts'
import { importStage, key, older } from './import-stage.ts'

/** What an import makes of good lines. */
export function testRows(open: () => Promise<EmptyDatabase>): void {
  test('adds the output of PushSubscription.toJSON(), with further fields', async () => {
    await using stand = await importStage(open)
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
    await using stand = await importStage(open)
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

  test('two imports of one file at the same time make each subscription once', async () => {
    await using stand = await importStage(open)
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
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
