import type { Database } from '../database/database.ts'
import { proveIdentity } from '../subscribers/prove-identity.ts'
import { establishSubscriber } from '../subscribers/subscriber-store.ts'
import { turnOnDefaults } from '../topics/turn-on-defaults.ts'
import type { CallerKeys } from './find-caller.ts'

/** The person in an identity token. */
export interface NamedPerson {
  subscriber: number
  externalId: string
  /** The granted topics that the token names. */
  granted: readonly string[]
  /** Became known by this. */
  isNew: boolean
}

/**
 * Finds the person whom an identity token names. Somebody whom the host app knows and who has no browser here becomes a
 * subscriber: from now on the site's notifications are for this person too, those to all, and those of the topics that
 * are on unless told. Throws Refusal `identity-…`.
 */
export async function welcomeNamed(
  database: Pick<Database, 'kysely' | 'transaction'>,
  siteId: string,
  token: string,
  keys: Pick<CallerKeys, 'handleKey' | 'identityKeyOf' | 'now'>,
): Promise<NamedPerson> {
  const now = keys.now()
  const expected = { site: siteId, key: keys.identityKeyOf(siteId), markKey: keys.handleKey, now }
  const { id, subscriber: externalId, topics: granted } = await proveIdentity(database.kysely, token, expected)
  if (id !== undefined) return { subscriber: id, externalId, granted, isNew: false }
  const subscriber = await database.transaction(async (tx) => {
    const made = await establishSubscriber(tx, siteId, externalId, now)
    await turnOnDefaults(tx, { siteId, subscriberId: made.id, granted }, now)
    return made.id
  })
  return { subscriber, externalId, granted, isNew: true }
}
