import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Chore } from '../../chores/chore.ts'
import type { Database, Queries } from '../../database/database.ts'
import { rowsOf, runSteps, type Steps } from '../../database/steps.ts'
import { FORGOTTEN } from '../../deliveries/forgotten.ts'
import { planJob } from '../../deliveries/jobs.ts'
import { enqueueSpan } from '../../notifications/enqueue-span.ts'
import type { NewNotification } from '../../notifications/notification-row.ts'
import type { NewJob } from '../../queue/queue.ts'
import { findSite } from '../../sites/site-store.ts'
import { inSpan, traceparentOf } from '../../telemetry/traces.ts'
import { DIGEST, FURTHEST_MS, type PersonRow, type WaitingRow } from '../digest-statements.ts'
import { digestTime, isSameDay } from '../digest-time.ts'
import { digestRow } from './digest-row.ts'

export interface SendDigestsNeeds {
  enqueue: (tx: Queries, jobs: readonly NewJob[], now: number) => Promise<void>
  wake: () => void
  now: () => number
}

const LOOK_EVERY_MS = 15_000
// As many as a batch has messages: a transaction of some 10 ms, and a pause for other writers.
const ITEMS_AT_ONCE = 500
const PAUSE_MS = 20
// As long as the outcome of a delivery: it names the digest.
const KEPT_MS = 90 * 86_400_000
// A digest that comes later than this, because nothing was sent meanwhile, is that of the day on which it comes.
const LATE_MS = 6 * 3_600_000

interface Waiting {
  notification: number
  id: number
  dueAt: number
  state: string
  expiresAt: number
  payload: string
}

/**
 * Sends the digests that are due: one notification for all people of a site whose hour it is. What is in it is written
 * down in the same transaction, so that nothing comes twice, and nothing is left behind by a crash.
 */
export function sendDigests(database: Database, { enqueue, wake, now }: SendDigestsNeeds): Chore {
  const steps = <Result>(tx: Queries, of: Steps<Result>) => runSteps(tx, database.dialect, of)

  /** The number of people of a slice; undefined where nothing is due. */
  async function sendSlice(): Promise<number | undefined> {
    return database.transaction(async (tx) => {
      const at = now()
      const slice = await steps(tx, readSlice(at))
      if (slice === undefined) return undefined
      const site = await findSite(tx, slice.siteId)
      const id = randomUUID()
      // Without an address nothing could have been sent, and nothing can: it waits until there is one, or expires.
      const row = site && slice.coming.length > 0 ? digestRow(site, id, at) : undefined
      const { coming, later } = row === undefined ? { coming: [], later: [...slice.later, ...slice.coming] } : slice
      await steps(tx, settle(coming, id, at))
      await steps(tx, settle(slice.withdrawn, '', at))
      await steps(tx, postpone(later, at))
      if (row === undefined) return 0
      await inSpan(...enqueueSpan({ siteId: slice.siteId, id }), (span) =>
        insert(tx, { ...row, trace: traceparentOf(span) }, at),
      )
      return new Set(coming.map((item) => item.id)).size
    })
  }

  async function insert(tx: Queries, row: NewNotification, at: number): Promise<void> {
    const inserted = tx.insertInto('belfry_notifications').values(row).returning('number')
    const { number } = await inserted.executeTakeFirstOrThrow()
    await enqueue(tx, [planJob(row.lane, number)], at)
  }

  return {
    name: 'send-digests',
    everyMs: LOOK_EVERY_MS,
    async run(signal) {
      // Where nobody wants a digest, and no cap makes one, this is all.
      if ((await database.read(DIGEST.any, {})).length === 0) return undefined
      await database.transaction((tx) => steps(tx, bringBack(now())))
      let people = 0
      while (!signal.aborted) {
        const sent = await sendSlice()
        if (sent === undefined) break
        people += sent
        wake()
        await delay(PAUSE_MS, undefined, { signal })
      }
      while (!signal.aborted && (await database.transaction((tx) => steps(tx, dropSome(now() - KEPT_MS)))) > 0);
      return people === 0 ? undefined : { people }
    },
  }
}

interface Slice {
  siteId: string
  coming: Waiting[]
  /** Of a paused notification, or of a day that has had its digest. */
  later: Waiting[]
  /** Cancelled or expired. */
  withdrawn: Waiting[]
}

function* readSlice(now: number): Steps<Slice | undefined> {
  const due = yield* rowsOf<{ id: number; siteId: string }>(DIGEST.due, { now, limit: ITEMS_AT_ONCE })
  const [first] = due
  if (first === undefined) return undefined
  const { siteId } = first
  const ids = due.filter((one) => one.siteId === siteId).map(({ id }) => id)
  const items = yield* rowsOf<Waiting>(DIGEST.ofPeople, { ids, now })
  const last = yield* lastOf(ids)
  const people = yield* rowsOf<PersonRow>(DIGEST.people, { ids })
  const zones = new Map(people.map(({ id, timeZone }) => [id, timeZone]))
  // What was kept a moment too late, when its digest had been made.
  const hasHad = ({ id, dueAt }: Waiting) => {
    const before = last.get(id) ?? null
    return before !== null && isSameDay(zones.get(id) ?? null, before, dueAt > now - LATE_MS ? dueAt : now)
  }
  const isOver = ({ state, expiresAt, payload }: Waiting) =>
    state === 'cancelled' || expiresAt <= now || payload === FORGOTTEN
  // At once: the person has left the digest, and waits for no hour.
  const isLater = (item: Waiting) => item.state === 'paused' || (item.dueAt > 0 && hasHad(item))
  return {
    siteId,
    withdrawn: items.filter(isOver),
    later: items.filter((item) => !isOver(item) && isLater(item)),
    coming: items.filter((item) => !isOver(item) && !isLater(item)),
  }
}

function* lastOf(ids: readonly number[]): Steps<ReadonlyMap<number, number | null>> {
  const waiting = yield* rowsOf<WaitingRow>(DIGEST.waiting, { ids, notification: 0 })
  return new Map(waiting.map((row) => [row.id, row.last]))
}

function* settle(items: readonly Waiting[], digest: string, now: number): Steps<void> {
  if (items.length === 0) return
  const columns = { notifications: items.map(({ notification }) => notification), ids: items.map(({ id }) => id) }
  yield* rowsOf(DIGEST.settle, { ...columns, digest, now, recent: now - LATE_MS })
}

function* postpone(items: readonly Waiting[], now: number): Steps<void> {
  const ids = [...new Set(items.map(({ id }) => id))]
  if (ids.length === 0) return
  const last = yield* lastOf(ids)
  const people = yield* rowsOf<PersonRow>(DIGEST.people, { ids })
  const dues = people.map((person) => digestTime(person, now, last.get(person.id) ?? null).time)
  yield* rowsOf(DIGEST.postpone, { ids: people.map(({ id }) => id), dues })
}

function* bringBack(now: number): Steps<void> {
  yield* rowsOf(DIGEST.bringBack, { now, furthest: now + FURTHEST_MS })
}

/** The number of dropped rows; 0 when the remaining ones are too young. */
function* dropSome(before: number): Steps<number> {
  const [oldest] = yield* rowsOf<{ number: number; createdAt: number }>(DIGEST.oldest, {})
  if (oldest === undefined || oldest.createdAt > before) return 0
  return (yield* rowsOf(DIGEST.drop, { number: oldest.number, limit: ITEMS_AT_ONCE })).length
}
