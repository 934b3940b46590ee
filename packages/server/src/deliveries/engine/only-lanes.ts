import type { Lane } from '../../database/schema.ts'
import type { QueueWorker } from '../../queue/queue.ts'
import type { Backend } from './open-backend.ts'

/** A queue from which nobody takes jobs of other lanes. */
export function onlyLanes(queue: Backend['queue'], lanes: readonly Lane[]): Pick<Backend['queue'], 'wake' | 'work'> {
  return {
    wake: (lane) => queue.wake(lane),
    work: (lane, handler, options) => (lanes.includes(lane) ? queue.work(lane, handler, options) : idle),
  }
}

const idle: QueueWorker = {
  wake: () => undefined,
  [Symbol.asyncDispose]: () => Promise.resolve(),
}
