import type { Lane } from '../../database/schema.ts'
import type { NewJob } from '../../queue/queue.ts'
import type { DeliveryOutcome } from '../delivery-store.ts'
import { deliverKind, type DeliverPayload } from '../jobs.ts'

/** One delivery with a pending retry. */
export interface Retry {
  notification: number
  lane: Lane
  subscription: number
  /** Attempts made so far. */
  attempts: number
  retryAt: number
  /** Held: its subscriber has named the time. */
  outcome?: DeliveryOutcome
}

const IDS_IN_A_JOB = 500
// A job waits for the last of its deliveries, so it may only hold deliveries due at about the same time.
const SPREAD = 0.125
const MIN_SPREAD_MS = 1000
// Eight in the morning is not nine, however long ago it was decided.
const HELD_SPREAD_MS = 30_000

/**
 * Makes few jobs of many retries: those of one notification and attempt whose times lie close together. None runs
 * before its time. Attempts are told apart so that a job that runs twice finds nothing to do the second time.
 */
export function groupRetries(retries: readonly Retry[], now: number): NewJob<DeliverPayload>[] {
  const sorted = retries.toSorted(
    (a, b) =>
      a.notification - b.notification ||
      a.attempts - b.attempts ||
      Number(a.outcome === 'held') - Number(b.outcome === 'held') ||
      a.retryAt - b.retryAt,
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
    (first.outcome === 'held') === (retry.outcome === 'held') &&
    retry.retryAt - first.retryAt <= spreadOf(first, now)
  )
}

function spreadOf({ retryAt, outcome }: Retry, now: number): number {
  const spread = Math.max(MIN_SPREAD_MS, (retryAt - now) * SPREAD)
  return outcome === 'held' ? Math.min(spread, HELD_SPREAD_MS) : spread
}

function toJob(group: readonly Retry[]): NewJob<DeliverPayload> {
  const [first] = group as [Retry]
  return deliverKind.job(
    first.lane,
    {
      notification: first.notification,
      subscriptions: group.map(({ subscription }) => subscription),
      attempts: first.attempts,
    },
    { runAt: Math.max(...group.map(({ retryAt }) => retryAt)) },
  )
}
