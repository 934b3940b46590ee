import type { PgBoss } from 'pg-boss'
import { DatabaseError } from './database/database-error.ts'
import type { Queries } from './database/database.ts'
import type { PostgresDatabase } from './database/open-postgres.ts'
import { whyUnusable } from './database/postgres-errors.ts'
import type { Engine } from './deliveries/engine/engine.ts'
import { jobsSettled, notificationCancelled } from './deliveries/events.ts'
import { createGivenUpJobs } from './deliveries/given-up/given-up-jobs.ts'
import { startUpkeep } from './deliveries/postgres/postgres-upkeep.ts'
import { watchDeadJobs } from './deliveries/given-up/watch-dead-jobs.ts'
import { createNotificationWith } from './notifications/create-notification-with.ts'
import { createNotifications } from './notifications/notifications.ts'
import { watchRequested } from './notifications/watch-requested.ts'
import type { Pipeline, PipelineNeeds } from './pipeline.ts'
import { openBoss } from './queue/open-boss.ts'
import { postgresDeadJobs as dead } from './queue/postgres-dead-jobs.ts'
import { enqueueWithQueries } from './queue/postgres-enqueue.ts'
import type { NewJob } from './queue/queue.ts'

/** pg-boss as this process puts jobs into it; makes or upgrades its tables. Throws a DatabaseError. */
export async function openIntake(
  database: PostgresDatabase,
  { log }: PipelineNeeds,
): Promise<PgBoss> {
  try {
    return await openBoss(database.pool, {
      supervise: false,
      failed: (error) => log.warn({ error: error.message }, 'the queue met an error: it goes on'),
    })
  } catch (error) {
    throw whyUnusable(error, database.address)
  }
}

/** Notifications on PostgreSQL: any number of processes that accept them, any number that send them. */
export function postgresPipeline(
  database: PostgresDatabase,
  boss: PgBoss,
  engine: Engine | undefined,
  needs: PipelineNeeds,
): Pipeline {
  const { log, metrics, now } = needs
  const enqueue = (tx: Queries, jobs: readonly NewJob[], at: number) =>
    enqueueWithQueries(boss, tx, jobs, at)
  const wake = () => engine?.wake()
  const notifications = createNotifications({
    database,
    enqueue,
    wake,
    cancelled: (notification) => notificationCancelled(notification, { log, metrics }),
    now,
  })
  const jobs = createGivenUpJobs({
    database,
    dead,
    enqueue,
    wake,
    settled: (settlement) => jobsSettled(settlement, { log, metrics }),
    now,
  })
  const chores =
    engine === undefined
      ? []
      : [
          watchRequested(database, { enqueue, log, metrics, now }),
          startUpkeep(database, { log }),
          watchDeadJobs({ database, dead, log, metrics, now }),
        ]
  return {
    notifications,
    jobs,
    createWithin() {
      const message = 'the option transaction is for SQLite; on PostgreSQL, give client'
      throw new DatabaseError('transaction-other-database', message)
    },
    createWith: (client, siteId, input, { idempotencyKey }) =>
      createNotificationWith(database, client, input, {
        siteId,
        idempotencyKey,
        now: now(),
        enqueue,
      }),
    isWorking: () => engine?.isWorking() ?? true,
    stats: () => engine?.stats() ?? [],
    async close() {
      await Promise.all(chores.map((chore) => chore[Symbol.asyncDispose]()))
      await engine?.stop()
      await boss.stop({ graceful: false })
    },
  }
}
