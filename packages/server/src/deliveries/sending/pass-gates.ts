import type { DeliveryGate, GateDecision } from '../delivery-gate.ts'
import type { Delivery, LiveNotification } from '../delivery.ts'
import { recordHeld, recordWithoutSending, type RecordContext } from './record-delivery.ts'

/**
 * Asks the gates, each for what those before it let pass; records what is held or skipped, and returns what is to be
 * sent.
 */
export async function passGates(
  gates: readonly DeliveryGate[],
  deliveries: Delivery[],
  notification: LiveNotification,
  context: RecordContext,
): Promise<Delivery[]> {
  let passing = deliveries
  for (const gate of gates) {
    if (passing.length === 0) break
    const due = passing.map((delivery) => delivery.due)
    const answer = await gate.decide({ notification, due, now: context.now() })
    if (answer !== undefined) passing = passing.filter((delivery, index) => passes(delivery, answer[index], context))
  }
  return passing
}

function passes(delivery: Delivery, decision: GateDecision | undefined, context: RecordContext): boolean {
  switch (decision?.kind) {
    case undefined:
      return true
    case 'send':
      delivery.payload = delivery.notification.payloadsOf(decision.payload).of(delivery.due.service)
      return true
    case 'skip':
      recordWithoutSending(delivery.due, delivery.notification, 'skipped', decision.reason, context)
      break
    case 'hold':
      recordHeld(delivery, decision, context)
      break
  }
  delivery.ended('recorded')
  return false
}
