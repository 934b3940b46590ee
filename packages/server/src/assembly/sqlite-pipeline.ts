import { ageSubscriptions } from '../ageing/age-subscriptions.ts'
import { noticeBrowsers } from '../annotations/noticing/notice-browsers.ts'
import { ChoreKeeper } from '../chores/chore-keeper.ts'
import { dropOldDeliveries } from '../chores/drop-old-deliveries.ts'
import { forgetContent } from '../chores/forget-content.ts'
import { watchDeadJobs } from '../chores/watch-dead-jobs.ts'
import { DatabaseError } from '../database/database-error.ts'
import type { SqliteDatabase } from '../database/open-sqlite.ts'
import type { Lane } from '../database/schema.ts'
import type { Engine } from '../deliveries/engine/engine.ts'
import { createDigestIntake } from '../digests/sending/digest-intake.ts'
import { sendDigests } from '../digests/sending/send-digests.ts'
import { openGates } from '../deliveries/engine/open-gates.ts'
import { notificationCancelled } from '../deliveries/events.ts'
import { jobsSettled } from '../deliveries/given-up/events.ts'
import { createGivenUpJobs } from '../deliveries/given-up/given-up-jobs.ts'
import { createFunnel } from '../funnel/funnel.ts'
import { dropOldInteractions } from '../interactions/drop-old-interactions.ts'
import { createIntake } from '../interactions/intake.ts'
import { sortInteractions } from '../interactions/sort-interactions.ts'
import { dropFullBudgets } from '../limits/budgets/drop-full-budgets.ts'
import { createSharedBudgets } from '../limits/budgets/shared-budgets.ts'
import { writeAlone } from '../limits/budgets/write-alone.ts'
import { recountStatistics } from '../statistics/recount.ts'
import { recallHeld } from '../deliveries/recalls/recall-held.ts'
import { watchReputation } from '../statistics/watch-reputation.ts'
import { createNotifications } from '../notifications/notifications.ts'
import { createPreviews } from '../previews/previews.ts'
import type { Pipeline, PipelineNeeds } from './pipeline.ts'
import { sqliteDeadJobs } from '../queue/sqlite-dead-jobs.ts'
import { enqueueJobs } from '../queue/enqueue-jobs.ts'

/** Notifications on the embedded store: one file, one process. */
export function sqlitePipeline(
  database: SqliteDatabase,
  engine: Engine | undefined,
  {
    log,
    metrics,
    handleKey,
    landingKey,
    now,
    keepContentDays: days,
    ageing: policy,
    pacesOf,
    noticesOf,
    ring,
  }: PipelineNeeds,
): Pipeline {
  const wake = (lane?: Lane) => engine?.wake(lane)
  const notifications = createNotifications({
    database,
    enqueue: enqueueJobs,
    wake,
    cancelled: (notification) => notificationCancelled(notification, { log, metrics }),
    now,
  })
  const funnel = createFunnel({ database, log, now })
  const jobs = createGivenUpJobs({
    database,
    dead: sqliteDeadJobs,
    enqueue: enqueueJobs,
    wake,
    settled: (settlement) => jobsSettled(settlement, { log, metrics }),
    now,
  })
  const watches =
    engine === undefined
      ? []
      : [
          new ChoreKeeper({
            database,
            chores: [
              dropOldDeliveries(database, { now }),
              forgetContent(database, { days, now }),
              ageSubscriptions(database, { policy, now, log, metrics }),
              recallHeld(database, { enqueue: enqueueJobs, wake, now }),
              sendDigests(database, { enqueue: enqueueJobs, wake, now }),
              sortInteractions(database),
              recountStatistics(database, { now }),
              watchReputation(database, { now, log, metrics, ring }),
              noticeBrowsers(database),
              dropOldInteractions(database, { now }),
              dropFullBudgets(database, { now }),
              watchDeadJobs({ database, dead: sqliteDeadJobs, log, metrics, ring, now }),
            ],
            log,
            now,
          }),
        ]
  return {
    notifications,
    previews: createPreviews({
      database,
      gates: openGates(database, { pacesOf, noticesOf }),
      digests: createDigestIntake(database),
      now,
    }),
    jobs,
    funnel,
    shareBudget: createSharedBudgets(writeAlone(database), { key: handleKey, now }).take,
    interactions: createIntake({ database, handleKey, landingKey, metrics, now }),
    createWithin: (transaction, ...args) => notifications.createWithin(database.join(transaction), ...args),
    createWith: () => {
      const message = 'the option client is for PostgreSQL; here, give transaction'
      return Promise.reject(new DatabaseError('transaction-other-database', message))
    },
    setUp: (next) => engine?.setUp(next),
    isWorking: () => engine?.isWorking() ?? true,
    stats: () => engine?.stats() ?? [],
    async close() {
      await funnel[Symbol.asyncDispose]()
      await Promise.all(watches.map((watch) => watch[Symbol.asyncDispose]()))
      await engine?.stop()
    },
  }
}
