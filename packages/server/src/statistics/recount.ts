import { setTimeout as delay } from 'node:timers/promises'
import type { Chore } from '../chores/chore.ts'
import { DELIVERIES_KEPT_DAYS } from '../chores/drop-old-deliveries.ts'
import type { StatementDatabase } from '../database/statement.ts'
import { INTERACTIONS_KEPT_MS } from '../interactions/drop-old-interactions.ts'
import { RECOUNT } from './recount-statements.ts'
import { ENDS, OUTCOME_KINDS } from './rollup/kinds.ts'
import type { Addition, Subject } from './rollup/rollup.ts'
import { writeAdditions } from './rollup/write-additions.ts'

interface Counted extends Subject {
  number: number
  expiresAt: number
  state: string
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
// A few milliseconds, and a pause for other writers.
const AT_ONCE = 5000
const PAUSE_MS = 20
// The next day its first deliveries are dropped.
const COUNTED_MS = (DELIVERIES_KEPT_DAYS - 1) * DAY_MS

/**
 * Counts notifications anew from their deliveries and interactions, and corrects the sums by the difference: those of
 * before there were sums, and whichever somebody asks for. Doing it again changes nothing. One that is being sent waits
 * until it is over, and where the rows are gone the sums stay.
 */
export function recountStatistics<Tx>(database: StatementDatabase<Tx>, { now }: { now: () => number }): Chore {
  const { run } = database.statements

  /** The sums that the rows of one table make. */
  async function countSlices<Row>(
    number: number,
    { last: lastOf, rows: rowsOf }: { last: 'lastDelivery' | 'lastInteraction'; rows: 'deliveries' | 'interactions' },
    createdAt: number,
    signal: AbortSignal,
  ): Promise<Row[]> {
    const found: Row[] = []
    for (let after = -1; !signal.aborted;) {
      const [slice] = (await run(database.connection, RECOUNT[lastOf], { number, after, limit: AT_ONCE })).rows as {
        last: number | null
      }[]
      const last = slice?.last ?? null
      if (last === null) break
      const { rows } = await run(database.connection, RECOUNT[rowsOf], { number, after, last, createdAt })
      found.push(...(rows as Row[]))
      after = last
      await delay(PAUSE_MS, undefined, { signal })
    }
    return found
  }

  async function recountOne(subject: Counted, signal: AbortSignal): Promise<boolean> {
    const { number, createdAt, expiresAt } = subject
    if (createdAt + COUNTED_MS < now()) return forget(number)
    const before = await readStored(database.connection, number)
    const ends = await countSlices<DeliverySum>(number, { last: 'lastDelivery', rows: 'deliveries' }, createdAt, signal)
    // A day before they may be dropped.
    const hasInteractions = now() < expiresAt + INTERACTIONS_KEPT_MS - DAY_MS
    const told = hasInteractions
      ? await countSlices<InteractionSum>(number, { last: 'lastInteraction', rows: 'interactions' }, createdAt, signal)
      : []
    signal.throwIfAborted()
    return database.atomically(async (tx) => {
      const stored = await readStored(tx, number)
      // Somebody has counted meanwhile: with what was read before, it would count twice.
      if (JSON.stringify(stored) !== JSON.stringify(before)) return false
      const additions = differences(subject, { ends, told }, stored, hasInteractions)
      await writeAdditions(tx, database.statements, additions)
      await run(tx, RECOUNT.done, { number })
      return true
    })
  }

  async function readStored(tx: Tx, number: number): Promise<Stored> {
    return {
      days: (await run(tx, RECOUNT.storedDays, { number })).rows as DaySum[],
      hours: (await run(tx, RECOUNT.storedHours, { number })).rows as InteractionSum[],
    }
  }

  async function forget(number: number): Promise<boolean> {
    await database.atomically((tx) => run(tx, RECOUNT.done, { number }))
    return false
  }

  return {
    name: 'recount-statistics',
    everyMs: MINUTE_MS,
    async run(signal) {
      let notifications = 0
      for (let after = -1; !signal.aborted;) {
        const [next] = (await run(database.connection, RECOUNT.next, { after })).rows as Counted[]
        if (next === undefined) break
        after = next.number
        const isOver = next.state === 'done' || next.state === 'cancelled'
        if (isOver && (await recountOne(next, signal))) notifications += 1
      }
      return notifications === 0 ? undefined : { notifications }
    },
  }
}

interface DeliverySum {
  hour: number
  outcome: (typeof ENDS)[number]
  device: number
  latency: number | null
  count: number
}

interface DaySum {
  day: number
  kind: number
  device: number
  count: number
}

interface InteractionSum {
  hour: number
  kind: number
  count: number
}

interface Stored {
  days: readonly DaySum[]
  hours: readonly InteractionSum[]
}

const END_KINDS: ReadonlySet<number> = new Set(ENDS.map((outcome) => OUTCOME_KINDS[outcome]))

/** What is to be added to the stored sums, of either kind of table, so that they are the counted ones. */
function differences(
  { number: notification, siteId, topic }: Counted,
  { ends, told }: { ends: readonly DeliverySum[]; told: readonly InteractionSum[] },
  { days, hours }: Stored,
  hasInteractions: boolean,
): Addition[] {
  const subject = { siteId, topic, notification }
  const sums = new Map<string, Addition>()
  const add = (addition: Addition) => {
    const name = `${addition.only} ${addition.hour} ${addition.kind} ${addition.device}`
    const sum = sums.get(name)
    if (sum) sum.count += addition.count
    else sums.set(name, addition)
  }
  for (const { hour, outcome, device, latency, count } of ends) {
    const kind = OUTCOME_KINDS[outcome]
    add({ ...subject, only: 'days', hour: hour - (hour % 24), kind, device, count })
    add({ ...subject, only: 'hours', hour, kind, device: 0, count })
    if (latency !== null) add({ ...subject, only: 'hours', hour, kind: latency, device: 0, count })
  }
  for (const { hour, kind, count } of told) add({ ...subject, only: 'hours', hour, kind, device: 0, count })
  for (const { day, kind, device, count } of days) {
    if (END_KINDS.has(kind)) add({ ...subject, only: 'days', hour: day * 24, kind, device, count: -count })
  }
  for (const { hour, kind, count } of hours) {
    // What was put off cannot be counted anew: a delivery keeps its last outcome alone.
    if (isCountedAnew(kind, hasInteractions)) add({ ...subject, only: 'hours', hour, kind, device: 0, count: -count })
  }
  return [...sums.values()].filter(({ count }) => count !== 0)
}

function isCountedAnew(kind: number, hasInteractions: boolean): boolean {
  if (kind < OUTCOME_KINDS.accepted) return hasInteractions
  return END_KINDS.has(kind) || kind > OUTCOME_KINDS.held
}
