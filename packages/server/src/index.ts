/**
 * Self-hosted web push, to embed in a Node app.
 * @module
 */
import './check-node.ts'
import { requireOwnFiles } from './assembly/require-own-files.ts'
import type { Belfry } from './belfry.ts'
import { parseOptions, type BelfryOptions } from './config/options.ts'

/**
 * Starts Belfry: makes missing files in the data folder, migrates the database and begins to deliver. Throws a
 * ConfigError that names every wrong option, or a DatabaseError.
 *
 * @example
 * const belfry = await createBelfry({ data: './data', url: 'https://example.com', contact: 'ops@example.com' })
 * http.createServer(belfry.listener).listen(8030)
 * await belfry.notify({ to: { all: true }, title: 'Hello' })
 */
export async function createBelfry(options: BelfryOptions): Promise<Belfry> {
  const config = parseOptions(options)
  requireOwnFiles()
  // Not before: in a bundle the dependencies may fail to load, and their errors would hide the cause.
  const { startBelfry } = await import('./assembly/app.ts')
  const { startPipeline } = await import('./assembly/start-pipeline.ts')
  return startBelfry(config, startPipeline)
}

export type { OwnOperator, OwnSignIn } from './accounts/dashboard-sign-in.ts'
export type { Belfry, NotifyOptions, PostgresClient } from './belfry.ts'
export type { NotificationPreview } from './previews/answer-schema.ts'
export { ConfigError, type ConfigProblem } from './config/config-error.ts'
export { openDataFolder } from './config/data-folder.ts'
export { nameSources, readEnvironment, type ServerConfig } from './config/environment.ts'
export type { SetUpOptions, SiteOptions, TopicOptions } from './config/declared-sites.ts'
export type { BelfryOptions, SecretOptions } from './config/options.ts'
export { boundConnections } from './limits/bound-connections.ts'
export type { TrustedProxies } from './limits/client-address.ts'
export { DatabaseError, type DatabaseErrorCode } from './database/database-error.ts'
export type { Log } from './telemetry/logger.ts'
export type { LogLevel } from './telemetry/log-levels.ts'
export type { NotificationInput } from './notifications/schema.ts'
export { Refusal, type Fault } from './refusals/refusal.ts'
