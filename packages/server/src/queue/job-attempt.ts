import type { JobAttempt } from 'pg-boss'
import type { Job } from './queue.ts'

/** Identifies the attempt as well as the job: a job that another worker has taken over is not touched. */
export function attemptOf({ id, attempts }: Job): JobAttempt {
  return { id, retryCount: attempts - 1 }
}

/** The number of jobs that pg-boss has changed. */
export function affected(response: object): number {
  return Number(Reflect.get(response, 'affected'))
}
