import type { Outcome } from '@belfry/web-push'
import type { Audience } from '../audiences/audience.ts'
import type { Lane, NotificationState, SubscriptionStatus } from '../database/schema.ts'
import type { Job } from '../queue/queue.ts'
import type { DeliverPayload, DeliverTarget } from './jobs.ts'

/** The outcome of a delivery, final or until its retry. */
export type DeliveryOutcome = Outcome | 'expired' | 'skipped' | 'held'
/** Outcomes that are followed by another attempt. */
export type PendingOutcome = Extract<DeliveryOutcome, 'throttled' | 'retry-later' | 'unreachable' | 'held'>

export const PENDING_OUTCOMES: readonly string[] = [
  'throttled',
  'retry-later',
  'unreachable',
  'held',
] satisfies PendingOutcome[]

/** The part of a notification that the engine needs. */
export interface SendableNotification {
  number: number
  id: string
  siteId: string
  lane: Lane
  state: NotificationState
  audience: Audience
  payload: string
  collapseKey: string | null
  urgency: string
  createdAt: number
  expiresAt: number
  /** The `traceparent` of the span in which it was accepted. */
  trace?: string | null
}

/** `left`: since the last attempt it moved to a person outside the audience, or its topic was turned off. */
export type DueStatus = SubscriptionStatus | 'left'

/** One subscription that a notification has yet to be delivered to. */
export interface DueDelivery {
  subscription: number
  subscriber: number
  endpoint: string
  p256dh: Uint8Array
  auth: Uint8Array
  vapidKeyId: string
  service: string
  /** Its code: subscriptions/device.ts. */
  device: number
  status: DueStatus
  /** Earlier attempts, and the outcome of the last one. */
  attempts: number
  previous: PendingOutcome | null
}

/** Where a page of due deliveries begins: after this one. */
export interface DueCursor {
  subscriber: number
  subscription: number
}

/** A batch has 500 subscribers, most of them with one subscription: one page, and no second, empty read. */
export const DUE_PAGE = 1000

export interface OutcomeRecord {
  notification: number
  lane: Lane
  subscription: number
  vapidKeyId: string
  service: string
  device: number
  outcome: DeliveryOutcome
  reason: string | null
  /** HTTP status, null without an answer. */
  status: number | null
  /** Attempts made, this one included. */
  attempts: number
  /** The recorded outcome that this replaces, if it is unchanged. */
  previous: { outcome: PendingOutcome; attempts: number } | null
  at: number
  /** When to try again; only with a pending outcome. */
  retryAt?: number | undefined
  /** It was tried, and the push service was not reached or refused it: a fault of this subscription, perhaps. */
  failed?: boolean
}

/** One with a pending retry. */
export type RetriedRecord = OutcomeRecord & { retryAt: number }

export function isRetried(record: OutcomeRecord): record is RetriedRecord {
  return record.retryAt !== undefined
}

/** How a deliver job is settled. `later` and `park` keep it open for the rest of its target. */
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
  /** Subscriptions that were retired because they are gone, by site. */
  retired: ReadonlyMap<string, number>
  finished: FinishedNotification[]
}

/** The one batch of a planned notification: its plan job is its job now, and everything is read already. */
export interface OnlyBatch {
  payload: DeliverPayload
  notification: SendableNotification
  /** The first page of `due`. */
  due: DueDelivery[]
}

export type PlanProgress =
  | { kind: 'more'; turn: number | undefined }
  /** `finished`: all its batches have ended already, or there was nobody. */
  | {
      kind: 'planned'
      notification: string
      audience: number
      trace?: string | null | undefined
      finished: FinishedNotification | undefined
      /** Of the transactional lane: the caller goes on with it, as with any batch. */
      batch?: OnlyBatch
    }
  /** Paused, cancelled, deleted or taken over: nothing to do here. */
  | { kind: 'ended' }

/**
 * The part of the database that the engine needs. Each function is one transaction, or one read; the embedded store
 * answers at once, others over the network.
 */
export interface DeliveryStore {
  notification(number: number): Promise<SendableNotification | undefined>
  states(numbers: readonly number[]): Promise<ReadonlyMap<number, NotificationState>>
  /** Subscriptions that have changed hands after this number, or the newest ones: who has them now, 0 for nobody. */
  endings(after: number | undefined): Promise<{ top: number; endings: { ended: number; owner: number }[] }>
  /** Subscriptions of the target without an outcome yet, in order, `limit` at most. */
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
  /** Puts the next few parked jobs back into the queue; `all` when those were all. */
  resume(job: Job, notification: number, turn?: number): Promise<{ all: boolean; turn: number }>
  /** Records outcomes and their effects on subscriptions, and settles jobs, all or nothing. */
  record(outcomes: readonly OutcomeRecord[], ends: readonly JobEnd[]): Promise<Recorded>
  /** Settles a job whose notification no longer exists. */
  drop(job: Job): Promise<void>
}
