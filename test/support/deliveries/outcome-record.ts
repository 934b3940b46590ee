import type { OutcomeRecord } from '../../../packages/server/src/deliveries/delivery-store.ts'

/** The outcome of one delivery, as an engine passes it to the store: accepted at once, unless `more` differs. */
export function outcomeRecord(more: Partial<OutcomeRecord> = {}): OutcomeRecord {
  return {
    notification: 1,
    lane: 'bulk',
    subscription: 1,
    vapidKeyId: 'key',
    service: 'mozilla',
    device: 111,
    outcome: 'accepted',
    reason: null,
    status: 201,
    attempts: 1,
    previous: null,
    at: 0,
    ...more,
  }
}
