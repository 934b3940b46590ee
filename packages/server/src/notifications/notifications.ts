import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { Database, Queries } from '../database/database.ts'
import type { NotificationRow } from '../database/schema.ts'
import { Refusal } from '../refusal.ts'
import type { NewJob } from '../queue/queue.ts'
import { changeState, type AskedState } from './change-state.ts'
import { createNotification } from './create-notification.ts'
import { createNotificationWithin } from './create-notification-within.ts'
import { checkRequest } from './notification-row.ts'
import {
  countOutcomes,
  countRecent,
  countSubscriptionsOf,
  findNotification,
  listNotifications,
} from './notification-store.ts'
import { viewNotification, type NotificationDetails } from './notification-view.ts'

export interface NotificationsOptions {
  database: Database
  /** Puts jobs into the queue, in a transaction of the database. */
  enqueue: (tx: Queries, jobs: readonly NewJob[], now: number) => Promise<void>
  /** Something for the engine was committed, or will be in a moment. */
  wake: () => void
  /** Was cancelled just now. */
  cancelled?: (notification: NotificationDetails) => void
  now: () => number
  newId?: () => string
}

/** Creates, shows, pauses, resumes and cancels notifications. */
export type NotificationsRoom = ReturnType<typeof createNotifications>

const RATE_PERIOD_MS = 5000
const CURSOR = /^\d{1,15}$/

export function createNotifications(options: NotificationsOptions) {
  const { database, enqueue, wake, cancelled, now, newId = randomUUID } = options

  async function viewAll(rows: readonly NotificationRow[]): Promise<NotificationDetails[]> {
    if (rows.length === 0) return []
    const at = now()
    const recentSince = at - (at % RATE_PERIOD_MS) - RATE_PERIOD_MS
    const numbers = rows.map(({ number }) => number)
    const outcomes = await countOutcomes(database.kysely, numbers)
    const recent = await countRecent(database.kysely, numbers, recentSince)
    return rows.map((row) =>
      viewNotification(row, outcomes.get(row.number) ?? {}, {
        recent: recent.get(row.number) ?? 0,
        recentSince,
        now: at,
      }),
    )
  }

  async function view(row: NotificationRow): Promise<NotificationDetails> {
    const [details] = await viewAll([row])
    return details as NotificationDetails
  }

  return {
    /** Durable when it resolves. Throws a Refusal. */
    async create(siteId: string, input: unknown, { idempotencyKey }: { idempotencyKey?: string }) {
      const checked = checkRequest(input, idempotencyKey)
      const context = { siteId, id: newId(), now: now(), enqueue }
      const { row, replayed } = await database.transaction((tx) =>
        createNotification(tx, checked, context),
      )
      if (!replayed) wake()
      const notification = await view(row)
      const { subscriber, subscribers = subscriber === undefined ? [] : [subscriber] } =
        checked.request.to
      if (!replayed && subscribers.length > 0) {
        const reached = await countSubscriptionsOf(database.kysely, siteId, subscribers)
        if (reached === 0)
          notification.note = 'none of these subscribers is known or has subscribed'
      }
      return { notification, replayed }
    },

    /** In an app's open SQLite transaction on the same file; synchronous. Throws a Refusal. */
    createWithin(
      transaction: DatabaseSync,
      siteId: string,
      input: unknown,
      { idempotencyKey }: { idempotencyKey?: string },
    ): { id: string } {
      const checked = checkRequest(input, idempotencyKey)
      const { id } = createNotificationWithin(transaction, checked, {
        siteId,
        id: newId(),
        now: now(),
      })
      // By then a synchronous transaction is committed. Where it is not, the engine sees the commit by itself.
      setImmediate(wake)
      return { id }
    },

    async get(siteId: string, id: string): Promise<NotificationDetails | undefined> {
      const row = await findNotification(database.kysely, siteId, id)
      return row && view(row)
    },

    async list(
      siteId: string,
      cursor?: string,
    ): Promise<{ items: NotificationDetails[]; next?: string }> {
      const { rows, next } = await listNotifications(database.kysely, siteId, parseCursor(cursor))
      const items = await viewAll(rows)
      return next === undefined ? { items } : { items, next: String(next) }
    },

    /** Takes effect within a second, also in the middle of a batch. Throws Refusal `notification-finished`. */
    async setState(
      siteId: string,
      id: string,
      state: AskedState,
    ): Promise<NotificationDetails | undefined> {
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

function parseCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined
  if (!CURSOR.test(cursor)) {
    throw new Refusal('cursor-invalid', 'take the value of next from the page before, or none', {
      field: 'cursor',
    })
  }
  return Number(cursor)
}
