import type { DueDelivery, SendableNotification } from './delivery-store.ts'

/**
 * What a gate decides on one delivery; undefined: it is sent as it is. Reasons are stable words: `paused`,
 * `quiet-hours`, `cap-day`, `cap-week`, `own-cap-day`, `own-cap-week`, `not-relevant`, `no-reaction`, `muted`,
 * `not-granted`, `digest-empty`.
 */
export type GateDecision =
  /** Sent with another payload, for this subscriber only. */
  | { kind: 'send'; payload: Uint8Array }
  /** Never sent: the outcome `skipped`. */
  | { kind: 'skip'; reason: string }
  /**
   * The outcome `held`: the gates are asked again at `until`, milliseconds since the epoch. Where the notification has
   * expired by then, the delivery is `expired` at once, with this reason.
   */
  | { kind: 'hold'; reason: string; until: number }
  /** It waits for the digest of its person, and its own delivery ends as `skipped`, with the reason `digest`. */
  | { kind: 'digest' }

/** One page of deliveries that are due, in the order of their subscribers; some were held or tried before. */
export interface GateQuestion {
  notification: SendableNotification
  due: readonly DueDelivery[]
  /** Milliseconds since the epoch. */
  now: number
}

/** One decision for each of `due`, in the same order; undefined: all are sent as they are. */
export type GateAnswer = readonly (GateDecision | undefined)[] | undefined

/**
 * What may keep deliveries from being sent, asked once a page of a batch, before anything is encrypted. A page may come
 * a second time after a crash, so a gate that counts has to know its own entries again.
 *
 * @example
 * const sundays: DeliveryGate = {
 *   decide: ({ notification, due, now }) =>
 *     notification.lane === 'transactional' || new Date(now).getUTCDay() !== 0
 *       ? undefined // the quickest answer: nothing is read, and nothing allocated
 *       : due.map(() => ({ kind: 'hold', reason: 'sunday', until: nextMidnight(now) })),
 * }
 */
export interface DeliveryGate {
  /** Not a promise where nothing has to be read: a site that does not use the gate then pays nothing for it. */
  decide(question: GateQuestion): GateAnswer | Promise<GateAnswer>
  /** The same answer for a preview. Needed only where `decide` changes something. */
  look?(question: GateQuestion): GateAnswer | Promise<GateAnswer>
  /** Deliveries that it let pass are not sent for now: the notification was paused or cancelled meanwhile. */
  giveBack?(question: GateQuestion): Promise<void>
}
