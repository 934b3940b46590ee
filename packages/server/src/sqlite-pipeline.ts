import { DatabaseError } from './database/database-error.ts'
import type { SqliteDatabase } from './database/open-sqlite.ts'
import type { Engine } from './deliveries/engine/engine.ts'
import { jobsSettled, notificationCancelled } from './deliveries/events.ts'
import { createGivenUpJobs } from './deliveries/given-up/given-up-jobs.ts'
import { watchDeadJobs } from './deliveries/given-up/watch-dead-jobs.ts'
import { createNotifications } from './notifications/notifications.ts'
import type { Pipeline, PipelineNeeds } from './pipeline.ts'
import { sqliteDeadJobs } from './queue/sqlite-dead-jobs.ts'
import { enqueueJobs } from './queue/enqueue-jobs.ts'

/** Notifications on the embedded store: one file, one process. */
export function sqlitePipeline(
  database: SqliteDatabase,
  engine: Engine | undefined,
  { log, metrics, now }: PipelineNeeds,
): Pipeline {
  const wake = () => engine?.wake()
  const notifications = createNotifications({
    database,
    enqueue: enqueueJobs,
    wake,
    cancelled: (notification) => notificationCancelled(notification, { log, metrics }),
    now,
  })
  const jobs = createGivenUpJobs({
    database,
    dead: sqliteDeadJobs,
    enqueue: enqueueJobs,
    wake,
    settled: (settlement) => jobsSettled(settlement, { log, metrics }),
    now,
  })
  const watch = engine && watchDeadJobs({ database, dead: sqliteDeadJobs, log, metrics, now })
  return {
    notifications,
    jobs,
    createWithin: (transaction, ...args) =>
      notifications.createWithin(database.join(transaction), ...args),
    createWith: () => {
      const message = 'the option client is for PostgreSQL; here, give transaction'
      return Promise.reject(new DatabaseError('transaction-other-database', message))
    },
    isWorking: () => engine?.isWorking() ?? true,
    stats: () => engine?.stats() ?? [],
    async close() {
      await watch?.[Symbol.asyncDispose]()
      await engine?.stop()
    },
  }
}
