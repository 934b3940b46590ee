import { inheritConsents } from '../consents/consent-store.ts'
import type { Queries } from '../database/database.ts'
import { Refusal } from '../refusals/refusal.ts'
import { inheritDeliveryPreferences } from '../subscribers/inherit-delivery-preferences.ts'
import {
  establishSubscriber,
  insertAnonymous,
  removeIfAbandoned,
  type Subscriber,
} from '../subscribers/subscriber-store.ts'
import { inheritPreferences } from '../topics/preference-store.ts'
import type { Owner } from './choose-owner.ts'
import { countActive } from './subscription-store.ts'

/** Gives what an anonymous subscriber has done to another one. */
export type Inherit = (tx: Queries, whose: { siteId: string; from: number; to: number }) => Promise<void>

export async function establishOwner(tx: Queries, siteId: string, owner: Owner, now: number): Promise<Subscriber> {
  switch (owner.kind) {
    case 'known':
      return owner.subscriber
    case 'named':
      return establishSubscriber(tx, siteId, owner.externalId, now)
    case 'anonymous':
      return insertAnonymous(tx, siteId, now)
  }
}

/** A visitor's choices before signing in pass to the person; a person's choices stay with that person. */
export async function leaveSubscriber(
  tx: Queries,
  siteId: string,
  from: Subscriber,
  to: Subscriber,
  inherit?: Inherit,
): Promise<void> {
  if (from.external_id !== null || from.id === to.id) return
  await inherit?.(tx, { siteId, from: from.id, to: to.id })
  await inheritPreferences(tx, siteId, from.id, to.id)
  await inheritDeliveryPreferences(tx, from.id, to.id)
  await inheritConsents(tx, from.id, to.id)
  await removeIfAbandoned(tx, from.id)
}

// Without a bound, one stolen token could fill the table and make every notification to its subscriber slow.
export async function refuseTooMany(tx: Queries, siteId: string, subscriberId: number, limit: number): Promise<void> {
  if ((await countActive(tx, siteId, subscriberId)) < limit) return
  const message = `the subscriber has ${limit} active subscriptions already: unsubscribe one first`
  throw new Refusal('too-many-subscriptions', message)
}
