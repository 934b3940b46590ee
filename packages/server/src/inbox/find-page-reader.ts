import type { Database } from '../database/database.ts'
import { Refusal } from '../refusals/refusal.ts'
import { findCaller, type CallerKeys, type CallerProof } from '../subscriptions/find-caller.ts'
import { welcomeNamed } from '../subscriptions/welcome-named.ts'
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
  const { subscriber, granted, isNew } = await welcomeNamed(database, siteId, token, keys)
  if (isNew) events.welcomed({ site: siteId })
  return findReader(database, { siteId, subscriber, granted })
}
