import type { DatabaseSync } from 'node:sqlite'
import type { VapidKeys } from '@belfry/web-push'
import type { OpenedDatabase } from './database/open-database.ts'
import type { PostgresConnection } from './database/open-postgres.ts'
import type { EngineStats } from './deliveries/delivery-engine.ts'
import type { Jobs } from './http/routes/jobs.ts'
import type { Notifications } from './http/routes/notifications.ts'
import type { Log, LogLevel } from './logger.ts'
import type { Metrics } from './metrics.ts'

/** What the composition root gives to the rooms that turn notifications into deliveries. */
export interface PipelineNeeds {
  /** The connection of the thread that answers HTTP; deliveries open their own on the same database. */
  database: OpenedDatabase
  /** False for a process that accepts notifications and leaves the sending to others. */
  work: boolean
  /** Threads that send. */
  concurrency: number
  /** Whether native code may encrypt. */
  encryption: 'auto' | 'typescript'
  /** Messages a minute and site, of this process. */
  maxPerMinute: number | undefined
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
  readonly jobs: Jobs
  /** Writes the notification and its first job into the caller's open SQLite transaction; throws synchronously. */
  createWithin(
    transaction: DatabaseSync,
    siteId: string,
    input: unknown,
    options: { idempotencyKey?: string },
  ): { id: string }
  /** The same on a client of PostgreSQL. */
  createWith(
    client: PostgresConnection,
    siteId: string,
    input: unknown,
    options: { idempotencyKey?: string },
  ): Promise<{ id: string }>
  /** False when notifications would be accepted but not sent. */
  isWorking(): boolean
  /** Of each thread that sends in this process. */
  stats(): EngineStats[]
  /** Finishes what is being sent, within a few seconds, and leaves the rest for the next start. */
  close(): Promise<void>
}

export type StartPipeline = (needs: PipelineNeeds) => Promise<Pipeline>
