import { setTimeout as delay } from 'node:timers/promises'
import type { Chore } from '../../chores/chore.ts'
import type { Database, Queries } from '../../database/database.ts'
import { rowsOf, runSteps, type Steps } from '../../database/steps.ts'
import type { NewJob } from '../../queue/queue.ts'
import { deliverKind } from '../jobs.ts'
import { RECALL, type AskedRow, type HeldRow, type OpenRow } from './recall-statements.ts'

export interface RecallHeldNeeds {
  enqueue: (tx: Queries, jobs: readonly NewJob[], now: number) => Promise<void>
  wake: () => void
  now: () => number
}

const LOOK_EVERY_MS = 5000
// What was held a moment before the change is recorded within this.
const SETTLE_MS = 2000
const PAUSE_MS = 20
// A transaction of a few milliseconds.
const AT_ONCE = 200
// As many as a person may have, and more than are ever open at once.
const BOUNDS = { subscriptions: 100, looked: 2000, open: 500 }

/**
 * Brings back what is held for people who have ended or changed a pause or quiet hours, or have reacted after a long
 * silence, and has it decided anew: the gates may hold it again. A delivery leaves its job for another one, so that it
 * comes once.
 */
export function recallHeld(database: Database, { enqueue, wake, now }: RecallHeldNeeds): Chore {
  /** Brings a few back; undefined where nobody has asked. */
  async function recallSlice(): Promise<number | undefined> {
    const before = now() - SETTLE_MS
    const [asked] = await database.read<AskedRow>(RECALL.next, { before })
    if (asked === undefined) return undefined
    return database.transaction(async (tx) => {
      const jobs = await runSteps(tx, database.dialect, take(asked))
      if (jobs.length > 0) await enqueue(tx, jobs, now())
      return jobs.reduce((sum, { payload }) => sum + payload.subscriptions.length, 0)
    })
  }

  return {
    name: 'recall-held',
    everyMs: LOOK_EVERY_MS,
    async run(signal) {
      let deliveries = 0
      while (!signal.aborted) {
        const recalled = await recallSlice()
        if (recalled === undefined) break
        deliveries += recalled
        if (recalled > 0) wake()
        await delay(PAUSE_MS, undefined, { signal })
      }
      return deliveries === 0 ? undefined : { deliveries }
    },
  }
}

type RecallJob = NewJob<{ notification: number; subscriptions: number[]; attempts: number }>

function* take(asked: AskedRow): Steps<RecallJob[]> {
  const held = yield* readHeld(asked)
  const { subscriber, askedAt } = asked
  // The last slice: somebody who asks again meanwhile is looked at again.
  if (held.rows.length < AT_ONCE) yield* rowsOf(RECALL.done, { subscriber, askedAt })
  const taken: HeldRow[] = []
  for (const row of held.rows) {
    const [now] = yield* rowsOf<{ attempts: number }>(RECALL.take, { ...row })
    if (now !== undefined) taken.push({ ...row, attempts: now.attempts })
  }
  const jobs: RecallJob[] = []
  // In one order, like all code that locks notifications.
  const groups = Map.groupBy(taken, ({ notification, attempts }) => `${notification} ${attempts}`)
  for (const [first, ...others] of groups.values()) {
    if (first === undefined) continue
    const { notification, attempts } = first
    yield* rowsOf(RECALL.count, { number: notification, by: 1 })
    const subscriptions = [first, ...others].map(({ subscription }) => subscription)
    const payload = { notification, subscriptions, attempts }
    jobs.push(deliverKind.job(held.lanes.get(notification) ?? 'bulk', payload) as RecallJob)
  }
  return jobs
}

function* readHeld({ subscriber }: AskedRow): Steps<{ rows: HeldRow[]; lanes: ReadonlyMap<number, OpenRow['lane']> }> {
  const own = yield* rowsOf<{ id: number; siteId: string }>(RECALL.subscriptions, {
    subscriber,
    limit: BOUNDS.subscriptions,
  })
  const [first] = own
  if (first === undefined) return { rows: [], lanes: new Map() }
  const newest = { site: first.siteId, looked: BOUNDS.looked, limit: BOUNDS.open }
  const open = yield* rowsOf<OpenRow>(RECALL.open, newest)
  const wanted = { numbers: open.map(({ number }) => number), subscriptions: own.map(({ id }) => id), limit: AT_ONCE }
  const rows = open.length === 0 ? [] : yield* rowsOf<HeldRow>(RECALL.held, wanted)
  return { rows, lanes: new Map(open.map(({ number, lane }) => [number, lane])) }
}
