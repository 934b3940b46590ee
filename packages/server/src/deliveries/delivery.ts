import type { PayloadForms } from '../forms/payload-forms.ts'
import type { BatchTrace } from './batch-trace.ts'
import type { DueDelivery, SendableNotification } from './delivery-store.ts'

/** A notification that is being sent: shared by its deliveries, its `state` follows the database. */
export interface LiveNotification extends SendableNotification {
  /** Its payload for each push service. */
  payloads: PayloadForms
  /** The same of another payload, which a gate gives some subscribers. */
  payloadsOf(payload: Uint8Array): PayloadForms
}

/** One delivery on its way through the engine; it ends in exactly one call. */
export interface Delivery {
  siteId: string
  lane: SendableNotification['lane']
  notification: LiveNotification
  due: DueDelivery
  /** The notification's own, unless a gate gives this subscriber another. */
  payload: Uint8Array
  /** Aborts when its job may have been taken over by another worker: it must no longer be sent from here. */
  signal: AbortSignal
  /** Of its batch, where its notification was accepted in a trace. */
  trace?: BatchTrace | undefined
  ended(end: DeliveryEnd): void
}

export type DeliveryEnd =
  /** An outcome was recorded. */
  | 'recorded'
  /** Not sent: paused, cancelled or stopping. */
  | 'held'
  /** Not sent, because its push service takes no more before this time, in monotonic milliseconds. */
  | { until: number }
