import { appendWithin } from '../audit/append-audit.ts'
import { readEnvironment, type Flags } from '../config/environment.ts'
import { parseOptions } from '../config/options.ts'
import { describeAddress } from '../database/address.ts'
import { openDatabase } from '../database/open-database.ts'
import { eraseSubscriber } from '../erasures/erase-subscriber.ts'
import { DEFAULT_SITE } from '../sites/site.ts'
import { handleKey } from '../subscriptions/handle.ts'
import { readOwnSecret } from './read-own-keys.ts'
import type { Terminal } from './terminal.ts'

/**
 * Erases a person from the store, beside a running server or without one; returns the exit code. Throws a ConfigError
 * or a DatabaseError.
 */
export async function erase(externalId: string, flags: Flags, terminal: Terminal): Promise<number> {
  const config = parseOptions(readEnvironment(terminal.env, flags).options)
  const { database: address, now } = config
  const key = handleKey(readOwnSecret(config))
  await using database = await openDatabase(address, { now, connections: 1 })
  const site = flags['site'] ?? DEFAULT_SITE
  const event = { at: now(), site, event: 'eraseSubscriber', subject: null, details: { by: 'belfry erase' } }
  const erased = await eraseSubscriber(database, { siteId: site, externalId, key }, now(), (tx) =>
    appendWithin(tx, database.dialect, [event]),
  )
  const where = describeAddress(address)
  if (erased === undefined) {
    terminal.err(`belfry: subscriber-unknown: nobody in ${where} has the id ${JSON.stringify(externalId)}\n`)
    return 1
  }
  const { subscriptions, notifications } = erased
  terminal.out(
    `Erased from ${where}: ${subscriptions} subscriptions, ${notifications} notifications for nobody else.\n`,
  )
  return 0
}
