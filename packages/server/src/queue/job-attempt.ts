import type { JobAttempt } from 'pg-boss'
import type { Job } from './queue.ts'

/** Names the attempt as well as the job: one that another worker has taken over is not touched. */
export function attemptOf({ id, attempts }: Job): JobAttempt {
  return { id, retryCount: attempts - 1 }
}

/** How many jobs pg-boss has changed. */
export function affected(response: object): number {
  return Number(Reflect.get(response, 'affected'))
}
