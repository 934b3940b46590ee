import type { Outcome } from '@belfry/web-push'
import type { Lane, NotificationState, SubscriptionStatus } from '../database/schema.ts'
import type { Job } from '../queue/queue.ts'
import type { DeliverPayload, DeliverTarget } from './jobs.ts'

/** How a delivery ended, or stands until it is tried again. */
export type DeliveryOutcome = Outcome | 'expired' | 'skipped'
/** Outcomes that are followed by another attempt. */
export type PendingOutcome = Extract<Outcome, 'throttled' | 'retry-later' | 'unreachable'>

export const PENDING_OUTCOMES: readonly string[] = [
  'throttled',
  'retry-later',
  'unreachable',
] satisfies PendingOutcome[]

/** What the engine has to know of a notification. */
export interface SendableNotification {
  number: number
  id: string
  siteId: string
  lane: Lane
  state: NotificationState
  payload: string
  collapseKey: string | null
  urgency: string
  createdAt: number
  expiresAt: number
}

/** `left`: since the last attempt it went over to somebody the notification is not for, or its topic was turned off. */
export type DueStatus = SubscriptionStatus | 'left'

/** One subscription that a notification is still to be delivered to. */
export interface DueDelivery {
  subscription: number
  subscriber: number
  endpoint: string
  p256dh: Uint8Array
  auth: Uint8Array
  vapidKeyId: string
  service: string
  status: DueStatus
  /** Attempts made before, and what the last of them came to. */
  attempts: number
  previous: PendingOutcome | null
}

/** Where a page of due deliveries begins: after this one. */
export interface DueCursor {
  subscriber: number
  subscription: number
}

export interface OutcomeRecord {
  notification: number
  lane: Lane
  subscription: number
  vapidKeyId: string
  service: string
  outcome: DeliveryOutcome
  reason: string | null
  /** HTTP status, null without an answer. */
  status: number | null
  /** Attempts made, this one included. */
  attempts: number
  /** What is written down and replaced by this, if it still stands so. */
  previous: { outcome: PendingOutcome; attempts: number } | null
  at: number
  /** When to try again; only with a pending outcome. */
  retryAt?: number
}

/** What becomes of a deliver job. `later` and `park` keep it open for what is left of its target. */
export interface JobEnd {
  job: Job
  lane: Lane
  payload: DeliverPayload
  next: { kind: 'done' } | { kind: 'later'; at: number } | { kind: 'park' }
}

export interface FinishedNotification {
  id: string
  siteId: string
  state: NotificationState
  audience: number
  outcomes: Record<string, number>
}

export interface Recorded {
  /** Subscriptions that were retired because they are gone. */
  retired: number
  finished: FinishedNotification[]
}

export type PlanProgress =
  | { kind: 'more'; turn: number | undefined }
  /** `finished`: all its batches have ended already, or there was nobody. */
  | {
      kind: 'planned'
      notification: string
      audience: number
      finished: FinishedNotification | undefined
    }
  /** Paused, cancelled, deleted or taken over: nothing to do here. */
  | { kind: 'ended' }

/**
 * What the engine needs of the database. Each function is one transaction, or one read; the embedded store answers
 * at once, others over the network.
 */
export interface DeliveryStore {
  notification(number: number): Promise<SendableNotification | undefined>
  states(numbers: readonly number[]): Promise<ReadonlyMap<number, NotificationState>>
  /** Those of the target without an outcome yet, in order, `limit` at most. */
  due(
    notification: SendableNotification,
    target: DeliverTarget,
    after: DueCursor | undefined,
    limit: number,
  ): Promise<DueDelivery[]>
  /**
   * Cuts the next few pages of the audience into batches; their jobs and the mark of progress are committed together.
   * `turn`: the turn of the next batch, as the call before has given it; the next of the lane at first.
   */
  plan(job: Job, notification: number, turn?: number): Promise<PlanProgress>
  /** Puts the next few parked jobs back into the queue; `all` when that were all. */
  resume(job: Job, notification: number, turn?: number): Promise<{ all: boolean; turn: number }>
  /** Writes down outcomes and what they mean for their subscriptions, and settles jobs, all or nothing. */
  record(outcomes: readonly OutcomeRecord[], ends: readonly JobEnd[]): Promise<Recorded>
  /** Settles a job whose notification does not exist any more. */
  drop(job: Job): Promise<void>
}
