import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ageSubscriptions } from '../../../packages/server/src/ageing/age-subscriptions.ts'
import { AGEING } from '../../../packages/server/src/ageing/statements.ts'
import type { StatementDatabase } from '../../../packages/server/src/database/statement.ts'
import type { OutcomeRecord } from '../../../packages/server/src/deliveries/delivery-store.ts'
import { createMetrics } from '../../../packages/server/src/telemetry/metrics.ts'
import { outcome, type DeliveryStage } from './delivery-stage.ts'

const DAY = 86_400_000
const silent = { debug() {}, info() {}, warn() {}, error() {} }
const unreachable = { outcome: 'unreachable', reason: 'dns ENOTFOUND', failed: true } as const
const rejected = { outcome: 'rejected', reason: 'http-400', failed: true } as const
const busy = { outcome: 'retry-later', reason: 'http-503' } as const

/** What no push service has ever accepted ends in days, and nothing else does. */
export function testNeverAccepted(make: () => Promise<DeliveryStage>): void {
  test('what was tried for days and never accepted ends with its reason; what was accepted once stays', async () => {
    await using s = await make()
    const [invented, refused, known, once, slow, good] = (await s.subscribe(6)) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    const day = await standOf(s)
    await day(0, { [known]: {}, [good]: {} })
    await day(1, { [invented]: unreachable, [refused]: rejected, [known]: unreachable, [slow]: busy, [good]: {} })
    await day(3, { [invented]: unreachable, [refused]: rejected, [known]: unreachable })
    assert.deepEqual(await day.run(3), [], 'for less than three days')
    await day(4, { [invented]: unreachable, [refused]: rejected, [known]: unreachable, [once]: unreachable })
    await day(4.1, { [slow]: busy, [good]: {} })
    assert.deepEqual(await day.run(4), [invented, refused])
    assert.deepEqual(await day.run(5), [invented, refused], 'nothing more')
    assert.deepEqual(await day.reported(), { aged: 0, neverAccepted: 2 })
  })

  test('where nothing of a site is accepted, the site or its network is at fault, and nobody’s address', async () => {
    await using s = await make()
    const [one, other] = (await s.subscribe(2)) as [number, number]
    const day = await standOf(s)
    await day(1, { [one]: unreachable, [other]: unreachable })
    await day(5, { [one]: unreachable, [other]: unreachable })
    await day.run(5)
    assert.deepEqual(await day.run(6), [])
    await day(6, { [other]: {} })
    await day.run(6.5)
    assert.deepEqual(await day.run(7), [one], 'the network is back')
  })

  test('0 days are for ever', async () => {
    await using s = await make()
    const [one, other] = (await s.subscribe(2)) as [number, number]
    const day = await standOf(s, 0)
    await day(1, { [one]: unreachable, [other]: {} })
    await day(30, { [one]: unreachable, [other]: {} })
    await day.run(30)
    assert.deepEqual(await day.run(31), [])
  })
}

/** Records what came of a notification on some day, which is that many days after the stand's first. */
async function standOf(s: DeliveryStage, neverAcceptedDays = 3) {
  const { database } = s
  const start = Date.now()
  let now = start
  const policy = { staleDays: 0, removeDays: 0, neverAcceptedDays }
  const chore = ageSubscriptions<never>(database as typeof database & StatementDatabase<never>, {
    policy,
    now: () => now,
    log: silent,
    metrics: createMetrics(),
  })
  await database.kysely.updateTable('belfry_subscriptions').set({ created_at: start }).execute()
  const day = async (days: number, outcomes: Record<number, Partial<OutcomeRecord>>) => {
    const { number } = await s.send({ topic: 'blog' })
    const at = start + days * DAY
    await database.kysely
      .updateTable('belfry_notifications')
      .set({ created_at: at })
      .where('number', '=', number)
      .execute()
    await s.store.record(
      Object.entries(outcomes).map(([id, more]) => outcome(number, Number(id), { ...more, at })),
      [],
    )
  }
  return Object.assign(day, {
    /** Two runs, since the first after a jump of the clock only counts; who has ended by then. */
    async run(days: number) {
      for (const hours of [1, 2]) {
        now = start + days * DAY + hours * 3_600_000
        await chore.run(new AbortController().signal)
      }
      const rows = database.kysely.selectFrom('belfry_subscriptions').select('id')
      const ended = await rows.where('reason', '=', 'never-accepted').orderBy('id').execute()
      return ended.map(({ id }) => id)
    },
    /** All runs together, of which each names the policy. */
    async reported() {
      const runs = await database.read<Record<string, number>>(AGEING.runs, { siteId: 'default', limit: 20 })
      assert.ok(runs.every((run) => run['neverAcceptedDays'] === neverAcceptedDays))
      const sum = (of: string) => runs.reduce((all, run) => all + (run[of] ?? 0), 0)
      return { aged: sum('aged'), neverAccepted: sum('neverAccepted') }
    },
  })
}
