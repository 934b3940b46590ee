import type { Database } from '../database/database.ts'
import { Refusal } from '../refusals/refusal.ts'
import { proveIdentity } from '../subscribers/prove-identity.ts'
import { establishSubscriber } from '../subscribers/subscriber-store.ts'
import { findCaller, type CallerKeys, type CallerProof } from '../subscriptions/find-caller.ts'
import { turnOnDefaults } from '../topics/turn-on-defaults.ts'
import type { InboxEvents } from './events.ts'
import { findReader, type Reader } from './reader.ts'

export interface PageReaderNeeds {
  keys: CallerKeys
  events: Pick<InboxEvents, 'welcomed'>
}

/**
 * Finds whose inbox a page asks for. The identity token decides; a handle opens only the inbox of a browser on which
 * nobody has signed in, so that the next person at a shared device finds it closed. Throws a Refusal.
 */
export async function findPageReader(
  database: Database,
  proof: CallerProof,
  { keys, events }: PageReaderNeeds,
): Promise<Reader> {
  const { site: siteId, identity } = proof
  if (typeof identity === 'string') return findNamedReader(database, siteId, identity, { keys, events })
  const { subscriber, externalId } = await findCaller(database, proof, keys)
  if (externalId === null) return findReader(database, { siteId, subscriber })
  throw new Refusal('inbox-not-anonymous', 'its owner has signed in: send the identity token')
}

async function findNamedReader(
  database: Database,
  siteId: string,
  token: string,
  { keys, events }: PageReaderNeeds,
): Promise<Reader> {
  const now = keys.now()
  const expected = { site: siteId, key: keys.identityKeyOf(siteId), markKey: keys.handleKey, now }
  const { id, subscriber: externalId, topics: granted } = await proveIdentity(database.kysely, token, expected)
  if (id !== undefined) return findReader(database, { siteId, subscriber: id, granted })
  const subscriber = await welcome(database, { siteId, externalId, granted }, now)
  events.welcomed({ site: siteId })
  return findReader(database, { siteId, subscriber, granted })
}

// Somebody whom the host app knows and who has no browser here. From now on the site's notifications are for this
// person too: those to all, and those of the topics that are on unless told.
function welcome(
  database: Database,
  { siteId, externalId, granted }: { siteId: string; externalId: string; granted: readonly string[] },
  now: number,
): Promise<number> {
  return database.transaction(async (tx) => {
    const { id } = await establishSubscriber(tx, siteId, externalId, now)
    await turnOnDefaults(tx, { siteId, subscriberId: id, granted }, now)
    return id
  })
}
