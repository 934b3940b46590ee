import type { Lane } from '../../database/schema.ts'
import type { QueueWorker } from '../../queue/queue.ts'
import type { Backend } from './open-backend.ts'
import type { SharedCount } from './shared-count.ts'

/** A queue from which nobody takes jobs of other lanes; `counted` has the open ones. */
export function onlyLanes(
  queue: Pick<Backend['queue'], 'wake' | 'work'>,
  lanes: readonly Lane[],
  counted?: SharedCount,
): Pick<Backend['queue'], 'wake' | 'work'> {
  return {
    wake: (lane) => queue.wake(lane),
    work: (lane, handler, options) =>
      lanes.includes(lane) ? queue.work(lane, counted?.during(handler) ?? handler, options) : idle,
  }
}

const idle: QueueWorker = {
  wake: () => undefined,
  [Symbol.asyncDispose]: () => Promise.resolve(),
}
