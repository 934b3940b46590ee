import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  inheritConsents,
  recordConsent,
  recordWithdrawal,
} from '../../../packages/server/src/consents/consent-store.ts'
import { listConsents } from '../../../packages/server/src/consents/list-consents.ts'
import type { EmptyDatabase } from '../../support/databases/each-database.ts'
import { personEverywhere } from '../../support/databases/person-everywhere.ts'
import { withSite } from './site-fixture.ts'

/** When, where and to which words a person said yes is kept, and when they took it back. */
export function testConsents(open: () => Promise<EmptyDatabase>): void {
  test('a consent that was recorded is withdrawn once; without one there is nothing to withdraw', async () => {
    await using harness = await withSite(open)
    const { kysely } = harness.database
    const ada = await personEverywhere(harness.database, 'ada', 1)
    const [{ id }] = (await kysely
      .selectFrom('belfry_subscriptions')
      .select('id')
      .where('subscriber_id', '=', ada.number)
      .execute()) as [{ id: number }]
    const browser = { id, siteId: 'default', subscriberId: ada.number }
    await recordWithdrawal(kysely, browser, 5000)
    await recordWithdrawal(kysely, browser, 6000)
    await recordWithdrawal(kysely, { ...browser, id: 999 }, 7000)
    const kinds = (await listConsents(kysely, ada.number)).map(({ kind, at, wording }) => [
      kind,
      Date.parse(at),
      wording,
    ])
    assert.deepEqual(kinds, [
      ['withdrawn', 5000, 'ada-wording'],
      ['given', 3000, 'ada-wording'],
      ['given', 2000, 'ada-wording'],
      ['given', 1000, 'ada-wording'],
    ])
  })

  test('the newest fifty of a person are kept, and a visitor’s pass to the person who signs in', async () => {
    await using harness = await withSite(open)
    const { kysely } = harness.database
    const [ada, ben] = [
      await personEverywhere(harness.database, 'ada', 1),
      await personEverywhere(harness.database, 'ben', 2),
    ]
    const where = { origin: 'https://example.com', path: '/', topics: [] }
    for (let n = 0; n < 60; n += 1) {
      const given = { ...where, siteId: 'default', subscriberId: ada.number, subscription: 1, wording: `v${n}` }
      await recordConsent(kysely, given, 10_000 + n)
    }
    const kept = await listConsents(kysely, ada.number)
    assert.deepEqual([kept.length, kept[0]?.wording, kept.at(-1)?.wording], [50, 'v59', 'v10'])
    await inheritConsents(kysely, ada.number, ben.number)
    assert.equal((await listConsents(kysely, ada.number)).length, 0)
    assert.equal((await listConsents(kysely, ben.number)).length, 53)
  })
}
