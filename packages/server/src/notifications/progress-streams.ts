import type { Database } from '../database/database.ts'
import { EventStreams, type StreamBounds } from '../http/event-streams.ts'
import { Refusal } from '../refusals/refusal.ts'
import type { Log } from '../telemetry/logger.ts'
import type { NotificationDetails, NotificationEvent } from './answer-schema.ts'
import { findNotification, readNotifications } from './notification-store.ts'
import { viewNotifications } from './view-notifications.ts'

export interface ProgressStreamsOptions {
  database: Pick<Database, 'kysely'>
  log: Pick<Log, 'warn'>
  now: () => number
  /** `each` of one site. */
  bounds?: StreamBounds
  /** Monotonic milliseconds. */
  elapsed?: () => number
}

/** The clients that listen to the progress of a notification. */
export interface ProgressStreams {
  /** Undefined where there is no such notification. Throws Refusal `notification-streams-full`. */
  find(
    siteId: string,
    id: string,
  ): Promise<((isServerClosing: () => boolean) => ReadableStream<Uint8Array>) | undefined>
  /** Ends all. */
  close(): void
}

interface Watched {
  number: number
  /** What it has heard last. */
  told: string
}

const BOUNDS: StreamBounds = { all: 200, each: 100, longestMs: 10 * 60_000 }
const LOOK_EVERY_MS = 500
const ENDED: readonly NotificationDetails['state'][] = ['done', 'cancelled']

/**
 * Reads the store twice a second for all notifications that are listened to together, and not at all while there are
 * none: whichever process sends them, and however many listen.
 */
export function createProgressStreams(options: ProgressStreamsOptions): ProgressStreams {
  const { database, log, now, elapsed, bounds = BOUNDS } = options
  const streams = new EventStreams<Watched>({
    bounds,
    everyMs: LOOK_EVERY_MS,
    async look(listening) {
      const numbers = [...new Set(listening.map(({ about }) => about.number))]
      const rows = await readNotifications(database.kysely, numbers)
      const details = await viewNotifications(database.kysely, rows, now())
      const events = new Map(rows.map(({ number }, index) => [number, eventOf(details[index] as NotificationDetails)]))
      for (const stream of listening) {
        const event = events.get(stream.about.number)
        const data = JSON.stringify(event)
        if (event !== undefined && data !== stream.about.told) stream.say('progress', data)
        stream.about.told = data
        if (event === undefined || ENDED.includes(event.state)) stream.end()
      }
    },
    full: () => new Refusal('notification-streams-full', 'as many listen as this process holds'),
    log,
    who: 'those who listen to the progress of notifications',
    elapsed,
  })
  return {
    async find(siteId, id) {
      const row = await findNotification(database.kysely, siteId, id)
      if (row === undefined) return undefined
      const { number } = row
      return (isServerClosing) => streams.open({ about: { number, told: '' }, holder: siteId, isServerClosing })
    },
    close: () => streams.close(),
  }
}

function eventOf({ id, state, finishedAt, progress, interactions }: NotificationDetails): NotificationEvent {
  return { id, state, finishedAt, progress, interactions }
}
