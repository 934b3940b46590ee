import type { Subscriber } from '../subscribers/subscriber-store.ts'

/** Who a subscription belongs to from now on. */
export type Owner =
  | { kind: 'known'; subscriber: Subscriber }
  | { kind: 'named'; externalId: string }
  | { kind: 'anonymous' }

export type OwnerChoice = { ok: true; owner: Owner } | { ok: false; code: 'endpoint-owned' }

export interface Claim {
  /** Who the host app's token names; null: signed out; undefined: the page does not say. */
  identity: string | null | undefined
  /** The subscription that is stored for the endpoint: its owner, and whether the auth secret that came is the stored one. */
  stored: { owner: Subscriber; isProved: boolean } | undefined
  /** The owner of the subscription that this one replaces, when its handle proved that. */
  previousOwner: Subscriber | undefined
}

/**
 * Decides who owns a subscription. The endpoint alone proves nothing: the push service knows it too. Its auth secret
 * never leaves the browser and this server, so that is what moves a subscription from one subscriber to another (D6).
 */
export function chooseOwner({ identity, stored, previousOwner }: Claim): OwnerChoice {
  if (stored === undefined) return accept(ownerOfNew(identity, previousOwner))
  const { owner, isProved } = stored
  if (typeof identity === 'string') {
    if (owner.external_id === identity) return keep(owner)
    return isProved ? accept({ kind: 'named', externalId: identity }) : refused
  }
  if (owner.external_id === null) return accept(ownerOfAnonymous(identity, stored, previousOwner))
  // Whoever brings other keys for somebody's endpoint would have that person's notifications encrypted for himself.
  if (!isProved) return refused
  return identity === null ? accept({ kind: 'anonymous' }) : keep(owner)
}

const refused: OwnerChoice = { ok: false, code: 'endpoint-owned' }

function ownerOfNew(identity: Claim['identity'], previousOwner: Subscriber | undefined): Owner {
  if (typeof identity === 'string') return { kind: 'named', externalId: identity }
  if (previousOwner === undefined) return { kind: 'anonymous' }
  // Signed out since the last visit: what a named owner has chosen stays with that person.
  const isInherited = identity === undefined || previousOwner.external_id === null
  return isInherited ? { kind: 'known', subscriber: previousOwner } : { kind: 'anonymous' }
}

// An anonymous row that the page made a moment before the service worker could say what it replaces.
function ownerOfAnonymous(
  identity: Claim['identity'],
  stored: NonNullable<Claim['stored']>,
  previousOwner: Subscriber | undefined,
): Owner {
  const inherits = previousOwner !== undefined && identity === undefined && stored.isProved
  return { kind: 'known', subscriber: inherits ? previousOwner : stored.owner }
}

function keep(subscriber: Subscriber): OwnerChoice {
  return accept({ kind: 'known', subscriber })
}

function accept(owner: Owner): OwnerChoice {
  return { ok: true, owner }
}
