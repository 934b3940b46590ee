import { setTimeout as delay } from 'node:timers/promises'
import type { Chore } from '../chores/chore.ts'
import type { StatementDatabase } from '../database/statement.ts'
import { GROWTH_KINDS, type GrowthKind } from '../statistics/rollup/kinds.ts'
import { hourOf } from '../statistics/rollup/rollup.ts'
import { writeAdditions } from '../statistics/rollup/write-additions.ts'
import { deviceCode } from '../subscriptions/device.ts'
import type { Log } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { neverAccepted, subscriptionsAged } from './events.ts'
import { giveUpFailing, type EndedSubscription } from './give-up.ts'
import { agesAt, isClockBelieved, type AgeingPolicy } from './policy.ts'
import { AGEING } from './statements.ts'

const DAY_MS = 86_400_000
const AT_ONCE = 1000
const PAUSE_MS = 20
const RUNS_KEPT_DAYS = 400
/** How long a subscription that has ended is kept with its reason. */
const ENDED_KEPT_DAYS = 400

export interface AgeingOptions {
  policy: AgeingPolicy
  now: () => number
  log: Log
  metrics: Metrics
}

interface Sums {
  active: number
  stale: number
  aged: number
  neverAccepted: number
}

/**
 * Retires the subscriptions of browsers that have not been seen for a stated time, and counts the stale ones, once a
 * day. A push service takes messages for browsers that nobody opens any more, so its word is no sign of life; a visit
 * is, and so is the worker's report once a month (S73, S74). Those for which no push service has ever taken anything,
 * and which were tried for days, are retired too. One that comes back is active again. What ended 400 days ago is
 * deleted, with visitors of whom nothing else is left.
 */
export function ageSubscriptions<Tx>(database: StatementDatabase<Tx>, { policy, now, ...sinks }: AgeingOptions): Chore {
  const { run } = database.statements

  async function ageSlice(after: number, last: number, at: number, mayRetire: boolean, sums: Map<string, Sums>) {
    const { stale, over } = agesAt(policy, at)
    const { aged, failing, counted } = await database.atomically(async (tx) => {
      const aged = mayRetire ? await retire(tx, { after, last, now: at, over }) : []
      const long = policy.neverAcceptedDays * DAY_MS
      const failing =
        mayRetire && long > 0 ? await giveUpFailing(tx, { after, last, now: at, long }, database.statements) : []
      const counted = (await run(tx, AGEING.count, { after, last, stale })).rows
      const additions = [...additionsOf(aged, 'aged', at), ...additionsOf(failing, 'never-accepted', at)]
      await writeAdditions(tx, database.statements, additions)
      return { aged, failing, counted }
    })
    for (const { siteId } of aged) sumsOf(sums, siteId).aged += 1
    for (const { siteId } of failing) sumsOf(sums, siteId).neverAccepted += 1
    for (const { siteId, ...found } of counted as ({ siteId: string } & Pick<Sums, 'active' | 'stale'>)[]) {
      const sum = sumsOf(sums, siteId)
      sum.active += found.active
      sum.stale += found.stale
    }
  }

  async function retire(tx: Tx, slice: { after: number; last: number; now: number; over: number }) {
    await dropEnded(tx, slice.after, slice.last, slice.now)
    return (await run(tx, AGEING.retire, slice)).rows as EndedSubscription[]
  }

  async function dropEnded(tx: Tx, after: number, last: number, at: number): Promise<void> {
    const { rows } = await run(tx, AGEING.drop, { after, last, ended: at - ENDED_KEPT_DAYS * DAY_MS })
    const ids = [...new Set((rows as { subscriberId: number }[]).map(({ subscriberId }) => subscriberId))]
    if (ids.length > 0) await run(tx, AGEING.dropLeft, { ids })
  }

  return {
    name: 'age-subscriptions',
    everyMs: DAY_MS,
    async run(signal) {
      const at = now()
      const [{ at: lastRun } = { at: null }] = (await run(database.connection, AGEING.lastRun, {})).rows as {
        at: number | null
      }[]
      const mayRetire = isClockBelieved(lastRun ?? undefined, at)
      const sums = new Map<string, Sums>()
      for (let after = 0; !signal.aborted;) {
        const [slice] = (await run(database.connection, AGEING.last, { after, limit: AT_ONCE })).rows as {
          last: number | null
        }[]
        if (slice === undefined || slice.last === null) break
        await ageSlice(after, slice.last, at, mayRetire, sums)
        after = slice.last
        await delay(PAUSE_MS, undefined, { signal })
      }
      for (const [siteId, sum] of sums) {
        await database.atomically((tx) => run(tx, AGEING.note, { siteId, now: at, ...policy, ...sum }))
        if (sum.aged > 0) subscriptionsAged({ site: siteId, subscriptions: sum.aged }, sinks)
        if (sum.neverAccepted > 0) neverAccepted({ site: siteId, subscriptions: sum.neverAccepted }, sinks)
      }
      await database.atomically((tx) => run(tx, AGEING.forget, { before: at - RUNS_KEPT_DAYS * DAY_MS }))
      return undefined
    },
  }
}

function sumsOf(sums: Map<string, Sums>, siteId: string): Sums {
  const sum = sums.get(siteId) ?? { active: 0, stale: 0, aged: 0, neverAccepted: 0 }
  sums.set(siteId, sum)
  return sum
}

function additionsOf(ended: readonly EndedSubscription[], kind: GrowthKind, at: number) {
  return ended.map(({ siteId, ...row }) => {
    const about = { siteId, topic: '', hour: hourOf(at), kind: GROWTH_KINDS[kind] }
    return { ...about, device: deviceCode(row), count: 1 }
  })
}
