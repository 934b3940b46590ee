import { setImmediate as nextTurn } from 'node:timers/promises'
import type { OpenedDatabase } from '../../packages/server/src/database/open-database.ts'
import type { NewNotification } from '../../packages/server/src/notifications/notification-row.ts'
import { deliver } from './deliver.ts'
import { ensureWeeks, numbersFor, overRow, sumRows } from './notification-rows.ts'
import { nameOf, type RowsContext } from './people-rows.ts'
import { DAY, startOf, type DemoPlan } from './plan.ts'
import type { Population } from './population.ts'
import { chance } from './random.ts'
import { scheduleOf, type Planned } from './schedule.ts'
import type { SiteSums } from './site-sums.ts'
import { TABLES, type TableName } from './tables.ts'
import { DEMO_TOPICS } from './topics.ts'
import { writeRows } from './write-rows.ts'

// What Belfry keeps: chores/drop-old-deliveries.ts, interactions/drop-old-interactions.ts.
const DELIVERIES_KEPT = 89 * DAY
const REPORTS_KEPT = 7 * DAY
const SALT = { person: 61 } as const
const TRIES = 50
const WAITING = 50_000
const NOTIFICATIONS_WAITING = 200

interface Sending {
  database: OpenedDatabase
  plan: DemoPlan
  population: Population
  context: RowsContext
  sums: SiteSums
  signal: AbortSignal
  progress: (share: number, what: string) => void
}

/** Sends everything of the schedule, in its order, and writes what became of it. */
export async function sendAll(sending: Sending): Promise<void> {
  const { database, plan, population, context, sums, signal, progress } = sending
  const schedule = scheduleOf(plan)
  const kept = newestKept(plan, population, schedule)
  const numbers = await numbersFor(
    database,
    schedule.map(({ at }) => at),
  )
  await ensureWeeks(database, plan.now - DELIVERIES_KEPT, plan.now)
  const written = new Written(database)
  for (const [turn, planned] of schedule.entries()) {
    if (written.isFull) {
      await nextTurn()
      signal.throwIfAborted()
      await written.flush()
      progress((planned.at - startOf(plan)) / (plan.now - startOf(plan)), 'notifications')
    }
    const person = planned.isPersonal ? somebody(plan, population, turn, planned) : undefined
    if (planned.isPersonal && person === undefined) continue
    const number = numbers[turn] ?? 0
    const keeps = {
      deliveries: kept.has(planned),
      told: kept.has(planned) && planned.at + planned.ttl * 1000 + REPORTS_KEPT > plan.now,
    }
    const sent = { ...planned, number, turn, ...(person !== undefined && { person }) }
    const delivered = deliver(plan, population, sent, keeps)
    const addressed = { ...planned, number, person: person === undefined ? undefined : nameOf(plan, person) }
    written.addNotification(overRow(plan, context.site, addressed, delivered))
    for (const [table, rows] of sumRows(number, delivered)) written.add(table, rows)
    const id = (place: number) => context.firstBrowser + place
    written.add(
      'belfry.deliveries',
      delivered.deliveries.map(([place, ...rest]) => [number, id(place), ...rest]),
    )
    written.add(
      'belfry.interactions',
      delivered.told.map(([place, ...rest]) => [number, id(place), ...rest]),
    )
    sums.addCounted(planned.topic ?? -1, delivered.tally.sums())
  }
  signal.throwIfAborted()
  await written.flush()
}

/** Rows that wait to be written together: a transaction each would be most of the time. */
class Written {
  readonly #database: OpenedDatabase
  #notifications: NewNotification[] = []
  #rows = new Map<TableName, unknown[][]>()
  #waiting = 0

  constructor(database: OpenedDatabase) {
    this.#database = database
  }

  get isFull(): boolean {
    return this.#waiting > WAITING || this.#notifications.length >= NOTIFICATIONS_WAITING
  }

  addNotification(row: NewNotification): void {
    this.#notifications.push(row)
  }

  add(table: TableName, rows: readonly unknown[][]): void {
    const own = this.#rows.get(table) ?? []
    for (const row of rows) own.push(row)
    this.#rows.set(table, own)
    this.#waiting += rows.length
  }

  async flush(): Promise<void> {
    const notifications = this.#notifications
    if (notifications.length > 0) {
      await this.#database.transaction((tx) => tx.insertInto('belfry_notifications').values(notifications).execute())
    }
    for (const [table, rows] of this.#rows) await writeRows(this.#database, table, TABLES[table], rows)
    this.#notifications = []
    this.#rows = new Map()
    this.#waiting = 0
  }
}

/** The newest notifications whose single deliveries are kept, as many as the plan allows. */
function newestKept(plan: DemoPlan, { madeAt }: Population, schedule: readonly Planned[]): Set<Planned> {
  const kept = new Set<Planned>()
  let left = plan.deliveries
  for (const planned of schedule.toReversed()) {
    if (planned.at < plan.now - DELIVERIES_KEPT) break
    const wanted = planned.topic === undefined ? 1 : (DEMO_TOPICS[planned.topic]?.wanted ?? 1)
    left -= planned.isPersonal ? 1 : wanted * countBefore(madeAt, planned.at)
    if (left < 0 && !planned.isPersonal) break
    kept.add(planned)
  }
  return kept
}

/** Somebody with a name whom it reaches. */
function somebody({ seed }: DemoPlan, { bornAt, topics }: Population, turn: number, { at, topic }: Planned) {
  const born = countBefore(bornAt, at)
  if (born === 0) return undefined
  for (let again = 0; again < TRIES; again += 1) {
    const person = Math.floor(chance(seed, turn, SALT.person + again) * born)
    if (nameOf({ seed }, person) !== undefined && ((topics[person] ?? 0) & (1 << (topic ?? 0))) !== 0) return person
  }
  return undefined
}

/** How many of some times, in their order, are before one. */
function countBefore(times: Float64Array, at: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}
