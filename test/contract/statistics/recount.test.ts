import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OutcomeRecord } from '../../../packages/server/src/deliveries/delivery-store.ts'
import { onEachBelfry } from '../../support/belfry/each-belfry.ts'
import { outcomeRecord } from '../../support/deliveries/outcome-record.ts'
import { DEVICES, statisticsStage, storeOn } from './statistics-stage.ts'
import { storedSums, sumsFromRows } from './sums-from-rows.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const ENDS = ['accepted', 'accepted', 'gone', 'rejected', 'key-mismatch', 'too-large', 'expired', 'skipped'] as const

await onEachBelfry('the sums of the statistics', (on, open) => {
  describe(on, { timeout: 300_000 }, () => {
    test('are what the rows say, whoever writes at once, however often, and however late', async () => {
      await using stage = await statisticsStage(open)
      const browsers = await subscribeMany(stage, 24)
      const ids = browsers.map(({ id }) => id)
      const sent = [
        await stage.send(),
        await stage.send({ to: { topic: 'blog' } }),
        await stage.send({ to: { all: true } }),
      ]
      const writers = [1, 2, 3, 4].map(() => storeOn(stage.database))
      const firsts: OutcomeRecord[][] = []
      for (const one of sent) {
        firsts.push(
          await stage.outcomes(one, ids, (_, index) =>
            index % 3 === 0
              ? {
                  outcome: index % 2 === 0 ? 'throttled' : 'unreachable',
                  reason: 'http-429',
                  at: one.createdAt + 50,
                  retryAt: one.createdAt + HOUR,
                }
              : { outcome: ENDS[index % ENDS.length] ?? 'accepted', at: one.createdAt + index ** 5 },
          ),
        )
      }
      for (const [index, first] of firsts.entries()) {
        const createdAt = sent[index]?.createdAt ?? 0
        // Four workers, of which each brings three quarters of all: every outcome comes three times.
        await Promise.all(
          writers.map((store, at) =>
            recordParts(
              store,
              first.filter((_, index) => index % 4 !== at),
            ),
          ),
        )
        const again = first
          .filter(({ retryAt }) => retryAt !== undefined)
          .map(({ notification, subscription, device, outcome }) =>
            outcomeRecord({
              notification,
              subscription,
              device,
              attempts: 2,
              previous: { outcome: outcome as 'throttled', attempts: 1 },
              at: createdAt + HOUR + subscription * 60_000,
            }),
          )
        await Promise.all(writers.map((store) => recordParts(store, again)))
      }
      await tellAll(
        stage,
        browsers,
        sent.map(({ id, createdAt }) => ({ id, createdAt })),
      )
      const expected = await sumsFromRows(stage.database)
      assert.deepEqual(await storedSums(stage.database), expected)
      const ended = Object.values(expected.days).reduce((sum, count) => sum + count, 0)
      assert.equal(ended, 3 * ids.length, 'each delivery ends once')
      const { totals } = await stage.stats(`deliveries?to=${dateOf(Date.now() + DAY)}`)
      assert.deepEqual([totals.throttled, totals.failed], [12, 12], 'what was put off counts each time')
    })

    test('are made anew from the rows, and doing it again changes nothing', async () => {
      await using stage = await statisticsStage(open)
      const browsers = await subscribeMany(stage, 8)
      const one = await stage.send()
      const ids = browsers.map(({ id }) => id)
      await stage.store.record(
        await stage.outcomes(one, ids, (_, index) => ({
          outcome: ENDS[index] ?? 'accepted',
          at: one.createdAt + index * 5 * HOUR,
        })),
        [],
      )
      await tellAll(stage, browsers, [one])
      const expected = await sumsFromRows(stage.database)
      const { kysely } = stage.database
      // As a database of an earlier version is.
      await kysely.deleteFrom('belfry_stats_days').execute()
      await kysely.deleteFrom('belfry_stats_hours').execute()
      await kysely.deleteFrom('belfry_stats_notification_days').execute()
      await kysely.deleteFrom('belfry_stats_notification_hours').execute()
      const ask = () => stage.place.ask('POST', '/v1/stats/recounts', { notification: one.id })
      assert.deepEqual([(await ask()).status, (await ask()).status], [202, 202])
      assert.equal(await stage.recount(), undefined, 'it waits while the notification is sent')
      await stage.finish(one)
      assert.deepEqual(await stage.recount(), { notifications: 1 })
      assert.deepEqual(await storedSums(stage.database), expected)
      assert.equal(await stage.recount(), undefined)
      await ask()
      await stage.recount()
      assert.deepEqual(await storedSums(stage.database), expected)

      await kysely.updateTable('belfry_stats_notification_hours').set({ count: 7 }).where('kind', '=', 101).execute()
      await kysely.updateTable('belfry_stats_hours').set({ count: 7 }).where('kind', '=', 101).execute()
      await ask()
      await stage.recount()
      assert.deepEqual(await storedSums(stage.database), expected, 'a wrong sum is corrected')
      assert.equal((await stage.place.ask('POST', '/v1/stats/recounts', { notification: 'x' })).status, 404)
    })

    test('stay where the rows have been dropped', async () => {
      await using stage = await statisticsStage(open)
      const [browser] = await subscribeMany(stage, 1)
      const one = await stage.send()
      await stage.store.record(await stage.outcomes(one, [browser?.id ?? 0], () => ({ at: one.createdAt })), [])
      await stage.finish(one)
      const before = await storedSums(stage.database)
      await stage.database.kysely.deleteFrom('belfry_deliveries').where('notification', '=', one.number).execute()
      await stage.place.ask('POST', '/v1/stats/recounts', { notification: one.id })
      assert.equal(await stage.recount(() => Date.now() + 90 * DAY), undefined)
      assert.deepEqual(await storedSums(stage.database), before)
      assert.deepEqual(await stage.database.kysely.selectFrom('belfry_stats_recounts').selectAll().execute(), [])
    })
  })
})

type Stage = Awaited<ReturnType<typeof statisticsStage>>

async function subscribeMany(stage: Stage, count: number) {
  const made: { handle: string; id: number }[] = []
  for (let n = 0; n < count; n += 1) made.push(await stage.subscribe(DEVICES[n % DEVICES.length]))
  return made
}

async function recordParts(store: ReturnType<typeof storeOn>, records: readonly OutcomeRecord[]) {
  for (let from = 0; from < records.length; from += 5) await store.record(records.slice(from, from + 5), [])
}

async function tellAll(
  stage: Stage,
  browsers: readonly { handle: string }[],
  sent: readonly { id: string; createdAt: number }[],
) {
  for (let time = 0; time < 2; time += 1) {
    for (const [index, { handle }] of browsers.entries()) {
      const interactions = sent.flatMap(({ id: notification, createdAt }) => [
        { notification, kind: 'displayed', at: createdAt + index },
        ...(index % 2 === 0 ? [{ notification, kind: 'clicked', at: createdAt + 1 }] : []),
        ...(index % 3 === 0 ? [{ notification, kind: 'action', action: 'no such', at: createdAt + 1 }] : []),
      ])
      await stage.tell(handle, interactions)
    }
    await Promise.all([stage.sort(), stage.sort()])
  }
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
