import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserSubscription } from '../../support/belfry/temporary-belfry.ts'
import type { EmptyDatabase } from '../../support/databases/each-database.ts'
import { importStage } from './import-stage.ts'

/** The formats of a file besides one object a line. */
export function testFormats(open: () => Promise<EmptyDatabase>): void {
  test('reads a JSON array, naming the elements that are wrong by their places', async () => {
    await using stand = await importStage(open)
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
    await using stand = await importStage(open)
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
}
