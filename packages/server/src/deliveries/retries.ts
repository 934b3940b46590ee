import type { Lane } from '../database/schema.ts'
import type { NewJob } from '../queue/queue.ts'
import { deliverJob } from './jobs.ts'

/** One delivery that is to be tried again. */
export interface Retry {
  notification: number
  lane: Lane
  subscription: number
  /** Attempts made so far. */
  attempts: number
  at: number
}

const IDS_IN_A_JOB = 500
// A job waits for the last of its deliveries, so it may only hold such as are due at about the same time.
const SPREAD = 0.125
const MIN_SPREAD_MS = 1000

/**
 * Makes few jobs of many retries: those of one notification and attempt whose times lie close together. None runs
 * before its time. Attempts are told apart so that a job that runs twice finds nothing to do the second time.
 */
export function groupRetries(retries: readonly Retry[], now: number): NewJob[] {
  const sorted = retries.toSorted(
    (a, b) => a.notification - b.notification || a.attempts - b.attempts || a.at - b.at,
  )
  const groups: Retry[][] = []
  for (const retry of sorted) {
    const group = groups.at(-1)
    if (group !== undefined && belongs(retry, group, now)) group.push(retry)
    else groups.push([retry])
  }
  return groups.map(toJob)
}

function belongs(retry: Retry, group: readonly Retry[], now: number): boolean {
  const [first] = group
  return (
    first !== undefined &&
    group.length < IDS_IN_A_JOB &&
    first.notification === retry.notification &&
    first.attempts === retry.attempts &&
    retry.at - first.at <= Math.max(MIN_SPREAD_MS, (first.at - now) * SPREAD)
  )
}

function toJob(group: readonly Retry[]): NewJob {
  const [first] = group as [Retry]
  return deliverJob(
    first.lane,
    {
      notification: first.notification,
      subscriptions: group.map(({ subscription }) => subscription),
      attempts: first.attempts,
    },
    { runAt: Math.max(...group.map(({ at }) => at)) },
  )
}
