import { vapidKeyId, type VapidKeys } from '@belfry/web-push'
import type { EngineKey } from './deliveries/engine-messages.ts'
import { startEngine } from './deliveries/engine.ts'
import { createNotifications } from './notifications/notifications.ts'
import type { StartPipeline } from './pipeline.ts'
import { enqueueJobs } from './queue/enqueue-jobs.ts'

/** Notifications on the embedded store: accepted in this thread, sent by the engine in its own. */
export const startPipeline: StartPipeline = async (needs) => {
  const { database, vapid, subject, push, log, metrics, now } = needs
  const engine = await startEngine({
    database,
    keys: vapid.map((pair) => engineKey(pair, subject)),
    push: {
      allow: push.allow,
      resolve: push.resolve,
      ...(push.ca === undefined ? {} : { ca: push.ca }),
    },
    log,
    metrics,
  })
  const notifications = createNotifications({
    database,
    enqueue: enqueueJobs,
    wake: () => engine.wake(),
    now,
  })
  return {
    notifications,
    createWithin: (...args) => notifications.createWithin(...args),
    isWorking: () => engine.isWorking(),
    close: () => engine.stop(),
  }
}

function engineKey({ publicKey, privateKey }: VapidKeys, subject: string): EngineKey {
  return { id: vapidKeyId(publicKey), publicKey, privateKey, subject }
}
