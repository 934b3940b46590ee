/**
 * Self-hosted web push, to embed in a Node app.
 * @module
 */
import { startBelfry } from './app.ts'
import type { Belfry } from './belfry.ts'
import { parseOptions, type BelfryOptions } from './config/options.ts'
import { startPipeline } from './start-pipeline.ts'

/**
 * Starts Belfry: makes what is missing in the data folder, brings the database up to date and begins to deliver.
 * Throws a ConfigError that names every wrong option, or a DatabaseError.
 *
 * @example
 * const belfry = await createBelfry({ data: './data', url: 'https://example.com', contact: 'ops@example.com' })
 * http.createServer(belfry.listener).listen(8030)
 * await belfry.notify({ to: { all: true }, title: 'Hello' })
 */
export async function createBelfry(options: BelfryOptions): Promise<Belfry> {
  return startBelfry(parseOptions(options), startPipeline)
}

export type { Belfry, NotifyOptions, PostgresClient } from './belfry.ts'
export { ConfigError, type ConfigProblem } from './config/config-error.ts'
export { openDataFolder } from './config/data-folder.ts'
export { nameSources, readEnvironment, type ServerConfig } from './config/environment.ts'
export type { BelfryOptions, TopicOptions } from './config/options.ts'
export { DatabaseError, type DatabaseErrorCode } from './database/database-error.ts'
export type { Log, LogLevel } from './logger.ts'
export type { NotificationInput } from './notifications/schema.ts'
export { Refusal, type Fault } from './refusal.ts'
