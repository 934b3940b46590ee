import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { subscriberExport } from '../../packages/server/src/exports/answer-schema.ts'
import { exportSubscriber } from '../../packages/server/src/exports/export-subscriber.ts'
import { LEADS_TO_A_PERSON, PERSON_TABLES } from '../../packages/server/src/exports/person-tables.ts'
import { endpointDigest } from '../support/belfry/temporary-belfry.ts'
import { onEachDatabase } from '../support/databases/each-database.ts'
import { personEverywhere } from '../support/databases/person-everywhere.ts'
import { tablesOf, textOf } from '../support/databases/tables-of.ts'
import { withSite } from './stores/site-fixture.ts'

// How far a chore has come through the deliveries, on PostgreSQL.
const PLACE_OF_A_CHORE = 'folded_weeks'

// What is stored about a person is exported, on every database.
await onEachDatabase('exporting', (on, open) => {
  describe(on, { timeout: 120_000 }, () => {
    test('every table that can have something about a person is known, so that a new one cannot be forgotten', async () => {
      await using harness = await open()
      const tables = await tablesOf(harness.database)
      const about = tables.filter(
        ({ name, columns, toPerson }) =>
          name !== PLACE_OF_A_CHORE &&
          (toPerson.length > 0 || columns.some((column) => LEADS_TO_A_PERSON.includes(column))),
      )
      assert.deepEqual(
        about.map(({ name }) => name).toSorted(),
        Object.keys(PERSON_TABLES).toSorted(),
        'a table about people enters PERSON_TABLES, the export, the erasure and personEverywhere()',
      )
      for (const [name, column] of Object.entries(PERSON_TABLES)) {
        assert.ok(tables.find((table) => table.name === name)?.columns.includes(column), `${name}.${column}`)
      }
    })

    test('has everything of this person and nothing of another', async () => {
      await using harness = await withSite(open)
      const { database } = harness
      const grace = await personEverywhere(database, 'grace-3c1', 1)
      const ada = await personEverywhere(database, 'ada-7f2', 2)
      for (const name of Object.keys(PERSON_TABLES)) {
        assert.notEqual(await textOf(database, name), '[]', `personEverywhere() fills ${name}`)
      }
      const found = subscriberExport.parse(await exportSubscriber(database, 'default', ada.id, 20_000))
      const all = JSON.stringify(found)
      for (const word of grace.words) assert.ok(!all.includes(word), word)
      assert.ok(!all.includes(ada.browser.keys.auth), 'the secret of a browser is in no answer')
      assert.deepEqual(
        [found.format, found.site, found.complete, found.exportedAt],
        ['belfry-subscriber/1', 'default', true, '1970-01-01T00:00:20.000Z'],
      )
      assert.equal(found.subscriber.id, ada.id)
      assert.equal(found.subscriber.locale, 'ada-7f2-locale')
      assert.deepEqual(found.topics, [
        {
          topic: 'blog',
          on: true,
          granted: false,
          changedAt: '1970-01-01T00:00:01.000Z',
          mutedAt: '1970-01-01T00:00:08.000Z',
        },
      ])
      assert.equal(found.pastTopics.length, 1)
      assert.equal(found.consents.length, 3)
      assert.deepEqual(found.consents[0], {
        kind: 'given',
        at: '1970-01-01T00:00:03.000Z',
        subscription: endpointDigest(ada.browser.endpoint),
        origin: 'https://example.com',
        path: '/ada-7f2/page',
        wording: 'ada-7f2-wording',
        topics: ['blog'],
      })
      assert.deepEqual(found.deliveryPreferences, {
        paused: true,
        quietHours: { from: '22:00', to: '07:00' },
        noQuietHours: false,
        timeZone: 'ada-7f2-zone',
        content: 'generic',
        digest: { at: '18:00' },
        pace: { perDay: 2, perWeek: 9 },
        changedAt: '1970-01-01T00:00:11.000Z',
      })
      assert.deepEqual(
        found.digests.map(({ notification, digest }) => [notification, digest]),
        [['ada-7f2-notification-1', 'ada-7f2-digest']],
      )
      assert.deepEqual(found.irrelevant[0]?.notification, 'ada-7f2-notification-1')
      assert.deepEqual(found.inbox?.read, ['ada-7f2-notification-1'])
      assert.deepEqual(found.inbox?.dismissed, ['ada-7f2-notification-2'])
      assert.deepEqual(
        found.subscriptions.map(({ endpoint, p256dh }) => ({ endpoint, p256dh })),
        [{ endpoint: ada.browser.endpoint, p256dh: ada.browser.keys.p256dh }],
      )
      assert.deepEqual(
        found.notifications.map(({ id, alone, content }) => [id, alone, content?.['title']]),
        [
          ['ada-7f2-notification-3', true, 'ada-7f2-secret-test'],
          ['ada-7f2-notification-2', false, 'ada-7f2-secret-list'],
          ['ada-7f2-notification-1', true, 'ada-7f2-secret-title'],
        ],
      )
      assert.deepEqual(
        found.deliveries.map(({ notification, outcome }) => [notification, outcome]),
        [
          ['ada-7f2-notification-2', 'accepted'],
          ['ada-7f2-notification-1', 'accepted'],
        ],
      )
      assert.deepEqual(new Set(found.interactions.map(({ kind }) => kind)), new Set(['clicked', 'action 1', 'closed']))
      assert.equal(found.interactions.length, 6)
      assert.deepEqual(found.counted, [{ topic: 'blog', at: ['2025-02-19T21:20:00.000Z'] }])
      assert.deepEqual(found.reactions, { since: '2024-10-04T00:00:00.000Z', shownDays: 3 })
    })

    test('of somebody whom the site does not know is refused', async () => {
      await using harness = await withSite(open)
      await assert.rejects(exportSubscriber(harness.database, 'default', 'nobody', 1), { code: 'subscriber-unknown' })
      await personEverywhere(harness.database, 'ada-7f2', 1)
      await assert.rejects(exportSubscriber(harness.database, 'other', 'ada-7f2', 1), { code: 'subscriber-unknown' })
    })
  })
})
