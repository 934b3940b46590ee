import { existsSync } from 'node:fs'
import { appendAudit } from '../audit/append-audit.ts'
import { ConfigError } from '../config/config-error.ts'
import { readEnvironment, type Flags } from '../config/environment.ts'
import { parseOptions } from '../config/options.ts'
import { describeAddress, isPostgres } from '../database/address.ts'
import { openDatabase } from '../database/open-database.ts'
import { eraseSubscriber } from '../erasures/erase-subscriber.ts'
import { DEFAULT_SITE } from '../sites/site.ts'
import type { Terminal } from './terminal.ts'

/** Erases a person from the store, beside a running server or without one; returns the exit code. */
export async function erase(externalId: string, flags: Flags, terminal: Terminal): Promise<number> {
  const { database: address, now } = parseOptions(readEnvironment(terminal.env, flags).options)
  // In a wrong folder, this must not make a store and find nobody in it.
  if (!isPostgres(address) && !existsSync(address)) {
    throw new ConfigError([{ setting: 'data', message: `there is no store at ${address}` }])
  }
  await using database = await openDatabase(address, { now, connections: 1 })
  const site = flags['site'] ?? DEFAULT_SITE
  const erased = await eraseSubscriber(database, site, externalId)
  const where = describeAddress(address)
  if (erased === undefined) {
    terminal.err(`belfry: subscriber-unknown: nobody in ${where} has the id ${JSON.stringify(externalId)}\n`)
    return 1
  }
  const event = { at: now(), site, event: 'eraseSubscriber', subject: null, details: { by: 'belfry erase' } }
  await appendAudit(database, [event])
  const { subscriptions, notifications } = erased
  terminal.out(
    `Erased from ${where}: ${subscriptions} subscriptions, ${notifications} notifications for nobody else.\n`,
  )
  return 0
}
