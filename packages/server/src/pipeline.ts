import type { DatabaseSync } from 'node:sqlite'
import type { VapidKeys } from '@belfry/web-push'
import type { SqliteDatabase } from './database/open-sqlite.ts'
import type { Notifications } from './http/routes/notifications.ts'
import type { Log, LogLevel } from './logger.ts'
import type { Metrics } from './metrics.ts'

/** What the composition root gives to the rooms that turn notifications into deliveries. */
export interface PipelineNeeds {
  /** The connection of the thread that answers HTTP; deliveries open their own on the same file. */
  database: SqliteDatabase
  /** Active first. A subscription is sent to with the key it was made with. */
  vapid: readonly VapidKeys[]
  /** VAPID `sub`, a mailto: or https: URL. */
  subject: string
  push: {
    readonly allow: readonly string[]
    readonly ca: string | undefined
    readonly resolve: Readonly<Record<string, string>>
  }
  log: Log
  /** For a thread of its own, to which no logger can be passed. */
  logLevel: LogLevel
  metrics: Metrics
  now: () => number
}

/** What the composition root needs of them. */
export interface Pipeline {
  readonly notifications: Notifications
  /** Writes the notification and its first job into the caller's open transaction; throws a Refusal synchronously. */
  createWithin(
    transaction: DatabaseSync,
    siteId: string,
    input: unknown,
    options: { idempotencyKey?: string },
  ): { id: string }
  /** False when notifications would be accepted but not sent. */
  isWorking(): boolean
  /** Finishes what is being sent, within a few seconds, and leaves the rest for the next start. */
  close(): Promise<void>
}

export type StartPipeline = (needs: PipelineNeeds) => Promise<Pipeline>
