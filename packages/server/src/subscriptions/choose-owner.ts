import type { Subscriber } from '../subscribers/subscriber-store.ts'

/** The new owner of a subscription. */
export type Owner =
  { kind: 'known'; subscriber: Subscriber } | { kind: 'named'; externalId: string } | { kind: 'anonymous' }

export type OwnerChoice = { ok: true; owner: Owner } | { ok: false; code: 'endpoint-owned' }

export interface Claim {
  /** The person in the host app's token; null: signed out; undefined: the page gives none. */
  identity: string | null | undefined
  /**
   * The subscription that is stored for the endpoint: its owner, and whether the auth secret
   * that came is the stored one. `isOver`: its owner, or the site for them, has ended it.
   */
  stored: { owner: Subscriber; isProved: boolean; isOver: boolean } | undefined
  /** The owner of the subscription that this one replaces, when its handle proved that. */
  previousOwner: Subscriber | undefined
}

/**
 * Decides who owns a subscription. The endpoint alone proves nothing: the push service knows it too. Its auth secret
 * never leaves the browser and this server, so it is the proof for moving a subscription to another subscriber (D6).
 */
export function chooseOwner({ identity, stored, previousOwner }: Claim): OwnerChoice {
  if (stored === undefined) return accept(ownerOfNew(identity, previousOwner))
  const { owner, isProved, isOver } = stored
  if (typeof identity === 'string') {
    if (owner.external_id === identity) return keep(owner)
    return isProved ? accept({ kind: 'named', externalId: identity }) : refused
  }
  // A stranger who sets other keys for somebody's endpoint would get the notifications of that browser encrypted for
  // himself, and a handle for it.
  if (!isProved) return refused
  if (owner.external_id === null) return accept(ownerOfAnonymous(identity, owner, previousOwner))
  // A device that was thrown out comes back as nobody's, until that person signs in on it.
  return identity === null || isOver ? accept({ kind: 'anonymous' }) : keep(owner)
}

const refused: OwnerChoice = { ok: false, code: 'endpoint-owned' }

function ownerOfNew(identity: Claim['identity'], previousOwner: Subscriber | undefined): Owner {
  if (typeof identity === 'string') return { kind: 'named', externalId: identity }
  if (previousOwner === undefined) return { kind: 'anonymous' }
  // Signed out since the last visit: a named owner's choices stay with that person.
  const isInherited = identity === undefined || previousOwner.external_id === null
  return isInherited ? { kind: 'known', subscriber: previousOwner } : { kind: 'anonymous' }
}

// An anonymous row that the page made a moment before the service worker could name the replaced one.
function ownerOfAnonymous(
  identity: Claim['identity'],
  owner: Subscriber,
  previousOwner: Subscriber | undefined,
): Owner {
  const inherits = previousOwner !== undefined && identity === undefined
  return { kind: 'known', subscriber: inherits ? previousOwner : owner }
}

function keep(subscriber: Subscriber): OwnerChoice {
  return accept({ kind: 'known', subscriber })
}

function accept(owner: Owner): OwnerChoice {
  return { ok: true, owner }
}
