// How the log of reports becomes interactions: each once, whatever happens in between, on both databases.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { onEachBelfry } from '../support/belfry/each-belfry.ts'
import { until } from '../support/time/until.ts'
import { sortOn, startInteractions as start } from './interactions-stage.ts'

const DAY = 86_400_000

await onEachBelfry('sorted interactions', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    test('are taken from a process of an earlier version, too, and of a notification that is gone dropped', async () => {
      await using stand = await start(open)
      const { kysely } = stand.place.database
      const { handle } = await stand.browser()
      const [id, gone] = [await stand.notify({}), await stand.notify({})]
      const rows = await kysely.selectFrom('belfry_notifications').select(['id', 'number', 'created_at']).execute()
      const [one, two] = [id, gone].map((name) => rows.find((row) => row.id === name))
      assert.ok(one && two)
      const { id: subscription } = await kysely
        .selectFrom('belfry_subscriptions')
        .select('id')
        .executeTakeFirstOrThrow()
      await stand.tell(handle, { id, kind: 'displayed' })
      await stand.sort()
      const row = { notification: one.number, subscription, device: 2, at: one.created_at }
      await kysely
        .insertInto('belfry_interaction_log')
        .values([1, 2, 2].map((kind) => ({ ...row, kind })))
        .execute()
      await stand.tell(handle, { id: gone, kind: 'displayed' })
      // SQLite gives the highest number anew.
      await kysely.deleteFrom('belfry_notifications').where('number', '=', two.number).execute()
      await stand.notify({})
      const later = { created_at: Date.now() + DAY }
      await kysely.updateTable('belfry_notifications').set(later).where('number', '>', one.number).execute()
      await stand.sort()
      const { displayed, clicked } = await stand.counts(id)
      assert.deepEqual({ displayed, clicked }, { displayed: 1, clicked: 1 })
      assert.deepEqual(await stand.left(), { log: 0, interactions: 2 })
      assert.deepEqual(await kysely.selectFrom('belfry_interaction_log').select('kind').execute(), [])
    })

    test('of a person who is erased are forgotten before they are sorted', async () => {
      await using stand = await start(open)
      const ada = await stand.browser('ada')
      const lin = await stand.browser('lin')
      const id = await stand.notify({})
      await stand.tell(ada.handle, { id, kind: 'displayed' })
      assert.equal((await stand.place.ask('DELETE', '/v1/subscribers/ada')).status, 200)
      assert.deepEqual(await stand.left(), { log: 0, interactions: 0 })
      await stand.sort()
      await stand.tell(lin.handle, { id, kind: 'displayed' })
      await stand.sort()
      assert.deepEqual(await stand.left(), { log: 0, interactions: 1 })
      const groups = stand.place.database.kysely.selectFrom('belfry_interaction_groups').selectAll()
      assert.deepEqual(await groups.execute(), [], 'an empty group goes as well')
    })

    test('are counted once though the process ends between two slices', async ({ signal }) => {
      await using stand = await start(open)
      const { place } = stand
      const id = await stand.notify({})
      const { number, created_at: at } = await place.database.kysely
        .selectFrom('belfry_notifications')
        .select(['number', 'created_at'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      const told = Array.from({ length: 12_000 }, (_, index) => [
        number,
        1 + ((index * 7919) % 12_007),
        1,
        index % 60,
        at,
      ])
      for (let first = 0; first < told.length; first += 500) {
        const group = told.slice(first, first + 500)
        const row = { size: group.length, reports: JSON.stringify(group) }
        await place.database.kysely.insertInto('belfry_interaction_groups').values(row).execute()
      }
      const process = new AbortController()
      const sorting = sortOn(place, process.signal).catch((error: unknown) => error)
      await until(async () => (await stand.left()).interactions > 0, signal, 1)
      process.abort()
      await sorting
      if (place.database.dialect === 'sqlite') assert.equal((await stand.left()).log, told.length, 'all is read again')
      await stand.sort()
      assert.deepEqual(await stand.left(), { log: 0, interactions: told.length })
      assert.equal((await stand.counts(id)).displayed, told.length)
      const hours = await place.database.kysely.selectFrom('belfry_stats_notification_hours').select('count').execute()
      assert.deepEqual(
        hours.map(({ count }) => count),
        [told.length],
      )
    })
  })
})
