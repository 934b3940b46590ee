import { DatabaseError } from './database/database-error.ts'
import type { SqliteDatabase } from './database/open-sqlite.ts'
import type { Engine } from './deliveries/engine.ts'
import { notificationCancelled } from './deliveries/events.ts'
import { createNotifications } from './notifications/notifications.ts'
import type { Pipeline, PipelineNeeds } from './pipeline.ts'
import { enqueueJobs } from './queue/enqueue-jobs.ts'

/** Notifications on the embedded store: one file, one process. */
export function sqlitePipeline(
  database: SqliteDatabase,
  engine: Engine | undefined,
  { log, metrics, now }: PipelineNeeds,
): Pipeline {
  const notifications = createNotifications({
    database,
    enqueue: enqueueJobs,
    wake: () => engine?.wake(),
    cancelled: (notification) => notificationCancelled(notification, { log, metrics }),
    now,
  })
  return {
    notifications,
    createWithin: (transaction, ...args) =>
      notifications.createWithin(database.join(transaction), ...args),
    createWith: () => {
      const message = 'the option client is for PostgreSQL; here, give transaction'
      return Promise.reject(new DatabaseError('transaction-other-database', message))
    },
    isWorking: () => engine?.isWorking() ?? true,
    close: async () => engine?.stop(),
  }
}
