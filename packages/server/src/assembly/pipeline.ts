import type { AgeingPolicy } from '../ageing/policy.ts'
import type { DatabaseSync } from 'node:sqlite'
import type { EncryptionName } from '@belfry/web-push'
import type { PushConfig } from '../config/push-options.ts'
import type { OpenedDatabase } from '../database/open-database.ts'
import type { PostgresConnection } from '../database/postgres-connection.ts'
import type { EngineStats } from '../deliveries/sending/delivery-engine.ts'
import type { EngineSetUp } from '../deliveries/engine/engine-messages.ts'
import type { Jobs } from '../deliveries/given-up/routes.ts'
import type { Funnel } from '../funnel/funnel.ts'
import type { InteractionIntake } from '../interactions/intake.ts'
import type { SharedBudgets } from '../limits/budgets/shared-budgets.ts'
import type { Notifications } from '../notifications/routes.ts'
import type { LogLevel } from '../telemetry/log-levels.ts'
import type { SiteNotices } from '../forms/notice.ts'
import type { SitePaces } from '../pace/pace.ts'
import type { Previews } from '../previews/previews.ts'
import type { RingAlarm } from '../telemetry/alarms.ts'
import type { Log } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'

/** The composition root's parameters for the rooms that turn notifications into deliveries. */
export interface PipelineNeeds {
  /** The connection of the thread that answers HTTP; deliveries open their own on the same database. */
  database: OpenedDatabase
  /** False for a process that accepts notifications and leaves the sending to others. */
  work: boolean
  /** Threads that send. */
  concurrency: number
  /** Whether native code may encrypt. */
  encryption: EncryptionName
  /** Messages a minute of any site, in this process. */
  maxPerMinute: number | undefined
  /** How long a notification's content is kept after it has ended. */
  keepContentDays: number
  /** When browsers that stay away are stale, and when their subscriptions end. */
  ageing: AgeingPolicy
  setUp: EngineSetUp
  /** The caps of a site as they are now; undefined where it has none. */
  pacesOf: (siteId: string) => SitePaces | undefined
  noticesOf: (siteId: string) => SiteNotices | undefined
  push: PushConfig
  log: Log
  /** For the engine's thread, to which no logger can be passed. */
  logLevel: LogLevel
  metrics: Metrics
  /** Tells operators of alarms. */
  ring: RingAlarm
  /** Proves whose handle a browser sends. */
  handleKey: Buffer
  /** Signs what the addresses of declarative payloads carry. */
  landingKey: Buffer
  now: () => number
}

/** The part of those rooms that the composition root needs. */
export interface Pipeline {
  readonly notifications: Notifications
  readonly jobs: Jobs
  readonly previews: Previews
  readonly interactions: InteractionIntake
  readonly funnel: Funnel
  readonly shareBudget: SharedBudgets['take']
  /** Writes the notification and its first job into the caller's open SQLite transaction; throws synchronously. */
  createWithin(
    transaction: DatabaseSync,
    siteId: string,
    input: unknown,
    options: { idempotencyKey?: string | undefined },
  ): { id: string }
  /** The same on a client of PostgreSQL. */
  createWith(
    client: PostgresConnection,
    siteId: string,
    input: unknown,
    options: { idempotencyKey?: string | undefined },
  ): Promise<{ id: string }>
  /** The engine's part of the set-up, after a change. */
  setUp(next: EngineSetUp): void
  /** False when notifications would be accepted but not sent. */
  isWorking(): boolean
  /** Of each thread that sends in this process. */
  stats(): EngineStats[]
  /** Finishes the requests under way, within a few seconds, and leaves the rest for the next start. */
  close(): Promise<void>
}

export type StartPipeline = (needs: PipelineNeeds) => Promise<Pipeline>
