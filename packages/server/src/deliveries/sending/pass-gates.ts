import type { DeliveryGate, GateDecision } from '../delivery-gate.ts'
import type { DigestIntake } from '../digest-intake.ts'
import type { Delivery, LiveNotification } from '../delivery.ts'
import { recordHeld, recordWithoutSending, type RecordContext } from './record-delivery.ts'

export interface GateContext extends RecordContext {
  digests: Pick<DigestIntake, 'put'>
}

/**
 * Asks the gates, each for what those before it let pass; records what is held or skipped, and returns what is to be
 * sent.
 */
export async function passGates(
  gates: readonly DeliveryGate[],
  deliveries: Delivery[],
  notification: LiveNotification,
  context: GateContext,
): Promise<Delivery[]> {
  let passing = deliveries
  const collected: Delivery[] = []
  for (const gate of gates) {
    if (passing.length === 0) break
    const due = passing.map((delivery) => delivery.due)
    const answer = await gate.decide({ notification, due, now: context.now() })
    if (answer === undefined) continue
    passing = passing.filter((delivery, index) => {
      const decision = answer[index]
      if (decision?.kind !== 'digest') return passes(delivery, decision, context)
      collected.push(delivery)
      return false
    })
  }
  if (collected.length > 0) await keepForDigest(collected, notification, context)
  return passing
}

/** First they are kept, and then their outcomes recorded: a crash in between finds them kept. */
async function keepForDigest(
  deliveries: readonly Delivery[],
  notification: LiveNotification,
  context: GateContext,
): Promise<void> {
  const due = deliveries.map((delivery) => delivery.due)
  const now = context.now()
  const places = await context.digests.put({ notification, due, now })
  for (const [index, delivery] of deliveries.entries()) {
    const place = places[index]
    if (typeof place === 'number' && place >= notification.expiresAt) {
      recordWithoutSending(delivery.due, notification, 'expired', 'digest', context)
    } else {
      const reason = typeof place === 'number' ? 'digest' : 'digest-full'
      recordWithoutSending(delivery.due, notification, 'skipped', reason, context)
    }
    delivery.ended('recorded')
  }
}

function passes(
  delivery: Delivery,
  decision: Exclude<GateDecision, { kind: 'digest' }> | undefined,
  context: RecordContext,
): boolean {
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
