import type { DueDelivery, SendableNotification } from './delivery-store.ts'

/** A notification that is being sent: shared by its deliveries, its `state` follows the database. */
export interface LiveNotification extends SendableNotification {
  payloadBytes: Uint8Array
}

/** One delivery on its way through the engine; it ends in exactly one call. */
export interface Delivery {
  siteId: string
  lane: SendableNotification['lane']
  notification: LiveNotification
  due: DueDelivery
  /** Aborts when the job that it belongs to may be another worker's by now: it is not to be sent from here any more. */
  signal: AbortSignal
  ended(end: DeliveryEnd): void
}

export type DeliveryEnd =
  /** An outcome was recorded. */
  | 'recorded'
  /** Not sent: paused, cancelled or stopping. */
  | 'held'
  /** Not sent, because its push service takes no more (of it) before this time, by the clock that nobody sets. */
  | { until: number }
