import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { readAudience } from '../audiences/audience.ts'
import { whyNobody } from '../audiences/why-nobody.ts'
import type { Database, Queries } from '../database/database.ts'
import type { Lane, NotificationRow, NotificationState } from '../database/schema.ts'
import { StepsWithin } from '../database/steps.ts'
import { findHeldBack } from '../deliveries/undelivered/find-held-back.ts'
import { readCursor, writeCursor, type Page, type PageQuery } from '../http/paging.ts'
import { findUndelivered, UNDELIVERED } from '../deliveries/undelivered/find-undelivered.ts'
import type { NewJob } from '../queue/queue.ts'
import { inSpan, traceparentOf } from '../telemetry/traces.ts'
import { changeState, type AskedState } from './change-state.ts'
import { createNotification, createNotificationWithin } from './create-notification.ts'
import { enqueueSpan } from './enqueue-span.ts'
import { checkRequest } from './notification-row.ts'
import { findNotification, listNotifications } from './notification-store.ts'
import type { NotificationDetails } from './answer-schema.ts'
import { viewNotification } from './notification-view.ts'
import { viewNotifications } from './view-notifications.ts'

export interface NotificationsOptions {
  database: Database
  /** Puts jobs into the queue, in a transaction of the database. */
  enqueue: (tx: Queries, jobs: readonly NewJob[], now: number) => Promise<void>
  /** A job for the engine was committed, or will be in a moment: a new one of this lane, or of any. */
  wake: (lane?: Lane) => void
  /** Was cancelled just now. */
  cancelled?: (notification: NotificationDetails) => void
  now: () => number
  newId?: () => string
}

export interface NotificationQuery extends PageQuery {
  state?: NotificationState | undefined
}

/** Creates, shows, pauses, resumes and cancels notifications. */
export type NotificationsRoom = ReturnType<typeof createNotifications>

// People look a moment after sending; and a push service that is down is probed at least once a minute.
const STILL_MS = 2000
const HELD_BACK_MS = 10 * 60_000

export function createNotifications(options: NotificationsOptions) {
  const { database, enqueue, wake, cancelled, now, newId = randomUUID } = options
  const within = new StepsWithin()

  async function causesOf({ number, created_at }: NotificationRow, details: NotificationDetails) {
    const { outcomes, remaining, ratePerSecond } = details.progress
    if (UNDELIVERED.some((outcome) => (outcomes[outcome] ?? 0) > 0)) return findUndelivered(database.kysely, number)
    const isStill = details.state === 'sending' && remaining > 0 && ratePerSecond === 0 && now() - created_at > STILL_MS
    return isStill ? findHeldBack(database.kysely, number, now() - HELD_BACK_MS) : []
  }

  // The present state; people may have subscribed since.
  async function noteOf({ site_id: siteId, audience }: NotificationRow, note: string): Promise<string> {
    const known = readAudience(audience)
    return (known && (await whyNobody(database, siteId, known))) ?? note
  }

  async function view(row: NotificationRow): Promise<NotificationDetails> {
    const [details] = await viewNotifications(database.kysely, [row], now())
    return details as NotificationDetails
  }

  return {
    /** Durable when it resolves. Throws a Refusal. */
    async create(siteId: string, input: unknown, { idempotencyKey }: { idempotencyKey?: string | undefined }) {
      const checked = checkRequest(input, idempotencyKey)
      const base = { siteId, id: newId(), now: now(), enqueue, dialect: database.dialect }
      const { row, replayed } = await inSpan(...enqueueSpan(base), (span) => {
        const context = { ...base, trace: traceparentOf(span) }
        return database.transaction(
          (tx) => createNotification(tx, checked, context),
          // It is sent while the disk makes it safe: only the answer has to wait for that (decision 53).
          (created) => !created.replayed && wake(created.row.lane),
        )
      })
      if (replayed) return { notification: await view(row), replayed }
      // As it was accepted: there is nothing to count yet.
      const notification = viewNotification(row, {}, [], { recent: 0, recentSince: base.now, now: base.now })
      const note = await whyNobody(database, siteId, checked.audience)
      if (note !== undefined) notification.note = note
      return { notification, replayed }
    },

    /** In an app's open SQLite transaction on the same file; synchronous. Throws a Refusal. */
    createWithin(
      transaction: DatabaseSync,
      siteId: string,
      input: unknown,
      { idempotencyKey }: { idempotencyKey?: string | undefined },
    ): { id: string } {
      const checked = checkRequest(input, idempotencyKey)
      const base = { siteId, id: newId(), now: now(), within }
      const { row } = inSpan(...enqueueSpan(base), (span) =>
        createNotificationWithin(transaction, checked, { ...base, trace: traceparentOf(span) }),
      )
      // By then a synchronous transaction is committed. If not, the engine finds the commit by polling.
      setImmediate(() => wake(row.lane))
      return { id: row.id }
    },

    async get(siteId: string, id: string): Promise<NotificationDetails | undefined> {
      const row = await findNotification(database.kysely, siteId, id)
      if (row === undefined) return undefined
      const details = await view(row)
      if (details.note !== undefined) details.note = await noteOf(row, details.note)
      const causes = await causesOf(row, details)
      if (causes.length > 0) {
        details.problems = causes.map(({ at, ...problem }) => ({ ...problem, lastAt: new Date(at).toISOString() }))
      }
      return details
    },

    async list(siteId: string, { cursor, limit, state }: NotificationQuery): Promise<Page<NotificationDetails>> {
      const [before] = readCursor(cursor, 1) ?? []
      const { rows, next } = await listNotifications(database.kysely, siteId, { before, limit, state })
      return {
        items: await viewNotifications(database.kysely, rows, now()),
        next: next === undefined ? undefined : writeCursor(next),
      }
    },

    /** Takes effect within a second, also in the middle of a batch. Throws Refusal `notification-finished`. */
    async setState(siteId: string, id: string, state: AskedState): Promise<NotificationDetails | undefined> {
      const changed = await database.transaction(async (tx) => {
        const row = await findNotification(tx, siteId, id)
        return row && { to: await changeState(tx, row, state, { enqueue, now: now() }) }
      })
      if (changed === undefined) return undefined
      wake()
      const details = await this.get(siteId, id)
      if (changed.to === 'cancelled' && details) cancelled?.(details)
      return details
    },
  }
}
