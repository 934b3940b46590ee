import type { Database, Queries } from '../database/database.ts'
import { Refusal } from '../refusals/refusal.ts'
import { proveIdentity } from '../subscribers/prove-identity.ts'
import { findSubscriber, type Subscriber } from '../subscribers/subscriber-store.ts'
import { hashInHandle, isHandleOf } from './handle.ts'
import { hasLetGo } from './has-let-go.ts'
import { hashOfUncheckedEndpoint } from './parse-endpoint.ts'
import { findSubscription } from './subscription-store.ts'

/** What a page sends to say who asks: a token of the host app, or the handle of a subscription. */
export interface CallerProof {
  site: string
  identity?: string | null | undefined
  handle?: string | undefined
  /** Of the handle, if the page knows it: the handle names the row by itself. */
  endpoint?: string | undefined
}

export interface CallerKeys {
  handleKey: Buffer
  identityKeyOf(siteId: string): string
  now: () => number
}

/** Who asks, by the numbers of the rows. */
export interface Caller {
  subscriber: number
  /** The site's own id of the person; null: nobody has signed in. */
  externalId: string | null
  /** The browser's subscription, where its handle was given and it belongs to this subscriber. */
  subscription: number | undefined
  /** The granted topics that the identity token names; without one there are none. */
  granted: readonly string[]
}

/**
 * Finds who asks from a page. An identity token decides; a handle proves a browser that nobody has signed in on, or
 * adds which browser it is. Throws Refusal `caller-missing`, `handle-invalid`, `subscriber-unknown` or `identity-…`.
 */
export async function findCaller(
  database: Pick<Database, 'kysely'>,
  proof: CallerProof,
  keys: CallerKeys,
): Promise<Caller> {
  const { site } = proof
  const held = await findHeld(database.kysely, proof, keys.handleKey)
  if (typeof proof.identity === 'string') {
    const expected = { site, key: keys.identityKeyOf(site), markKey: keys.handleKey, now: keys.now() }
    const { id, subscriber: name, topics } = await proveIdentity(database.kysely, proof.identity, expected)
    if (id === undefined) {
      const message = 'the person in the identity token has never subscribed here'
      throw new Refusal('subscriber-unknown', message, { field: 'identity' })
    }
    const isTheirs = held?.owner.id === id
    return { subscriber: id, externalId: name, subscription: isTheirs ? held?.id : undefined, granted: topics }
  }
  if (proof.handle === undefined) {
    throw new Refusal('caller-missing', 'neither an identity token nor a handle says who asks')
  }
  if (held === undefined) {
    throw new Refusal('handle-invalid', 'the handle proves no subscription of this site', { field: 'handle' })
  }
  return { subscriber: held.owner.id, externalId: held.owner.external_id, subscription: held.id, granted: [] }
}

async function findHeld(
  db: Queries,
  { site, endpoint, handle }: CallerProof,
  handleKey: Buffer,
): Promise<{ id: number; owner: Subscriber } | undefined> {
  if (handle === undefined) return undefined
  const hash = endpoint === undefined ? hashInHandle(handle) : hashOfUncheckedEndpoint(endpoint)
  const row = await findSubscription(db, site, hash)
  if (row === undefined) return undefined
  const held = { siteId: site, endpointHash: hash, subscriberId: row.subscriber_id }
  if (!isHandleOf(handleKey, handle, held)) return undefined
  const owner = await findSubscriber(db, row.subscriber_id)
  return owner === undefined || hasLetGo(row.reason, owner) ? undefined : { id: row.id, owner }
}
