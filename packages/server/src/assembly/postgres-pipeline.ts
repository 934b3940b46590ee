import { ageSubscriptions } from '../ageing/age-subscriptions.ts'
import { noticeBrowsers } from '../annotations/noticing/notice-browsers.ts'
import type { PgBoss } from 'pg-boss'
import { ChoreKeeper } from '../chores/chore-keeper.ts'
import { forgetContent } from '../chores/forget-content.ts'
import { keepWeeks } from '../chores/keep-weeks.ts'
import { watchDeadJobs } from '../chores/watch-dead-jobs.ts'
import { DatabaseError } from '../database/database-error.ts'
import type { Queries } from '../database/database.ts'
import type { PostgresDatabase } from '../database/open-postgres.ts'
import { whyUnusable } from '../database/postgres-errors.ts'
import type { Lane } from '../database/schema.ts'
import type { Engine } from '../deliveries/engine/engine.ts'
import { createDigestIntake } from '../digests/sending/digest-intake.ts'
import { sendDigests } from '../digests/sending/send-digests.ts'
import { openGates } from '../deliveries/engine/open-gates.ts'
import { notificationCancelled } from '../deliveries/events.ts'
import { jobsSettled } from '../deliveries/given-up/events.ts'
import { createGivenUpJobs } from '../deliveries/given-up/given-up-jobs.ts'
import { createNotificationWith } from '../notifications/create-notification-with.ts'
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
import { watchRequested } from '../notifications/watch-requested.ts'
import { createPreviews } from '../previews/previews.ts'
import type { Pipeline, PipelineNeeds } from './pipeline.ts'
import { openBoss } from '../queue/open-boss.ts'
import { postgresDeadJobs as dead } from '../queue/postgres-dead-jobs.ts'
import { enqueueWithQueries } from '../queue/postgres-enqueue.ts'
import type { NewJob } from '../queue/queue.ts'

/** pg-boss as this process puts jobs into it; makes or upgrades its tables. Throws a DatabaseError. */
export async function openIntake(database: PostgresDatabase, { log }: PipelineNeeds): Promise<PgBoss> {
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
  const { log, metrics, handleKey, landingKey, now, keepContentDays: days, ageing: policy, pacesOf } = needs
  const { noticesOf, ring } = needs
  const enqueue = (tx: Queries, jobs: readonly NewJob[], at: number) => enqueueWithQueries(boss, tx, jobs, at)
  const wake = (lane?: Lane) => engine?.wake(lane)
  const notifications = createNotifications({
    database,
    enqueue,
    wake,
    cancelled: (notification) => notificationCancelled(notification, { log, metrics }),
    now,
  })
  const funnel = createFunnel({ database, log, now })
  const jobs = createGivenUpJobs({
    database,
    dead,
    enqueue,
    wake,
    settled: (settlement) => jobsSettled(settlement, { log, metrics }),
    now,
  })
  const watches =
    engine === undefined
      ? []
      : [
          watchRequested(database, { enqueue, log, metrics, now }),
          new ChoreKeeper({
            database,
            chores: [
              keepWeeks(database),
              forgetContent(database, { days, now }),
              ageSubscriptions(database, { policy, now, log, metrics }),
              recallHeld(database, { enqueue, wake, now }),
              sendDigests(database, { enqueue, wake, now }),
              sortInteractions(database),
              recountStatistics(database, { now }),
              watchReputation(database, { now, log, metrics, ring }),
              noticeBrowsers(database),
              dropOldInteractions(database, { now }),
              dropFullBudgets(database, { now }),
              watchDeadJobs({ database, dead, log, metrics, ring, now }),
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
    setUp: (next) => engine?.setUp(next),
    isWorking: () => engine?.isWorking() ?? true,
    stats: () => engine?.stats() ?? [],
    async close() {
      await funnel[Symbol.asyncDispose]()
      await Promise.all(watches.map((watch) => watch[Symbol.asyncDispose]()))
      await engine?.stop()
      await boss.stop({ graceful: false })
    },
  }
}
