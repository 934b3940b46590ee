import { appendAudit } from '../audit/append-audit.ts'
import { readEnvironment, type Flags } from '../config/environment.ts'
import { parseOptions } from '../config/options.ts'
import { describeAddress } from '../database/address.ts'
import { openDatabase } from '../database/open-database.ts'
import { reencryptPairs } from '../keys/reencrypt-pairs.ts'
import { readOwnKeys } from './read-own-keys.ts'
import type { Terminal } from './terminal.ts'

/**
 * Encrypts all private keys under the present master key, beside a running server or without one, and lists them;
 * returns the exit code. Throws a ConfigError or a DatabaseError.
 */
export async function reencrypt(flags: Flags, terminal: Terminal): Promise<number> {
  const config = parseOptions(readEnvironment(terminal.env, flags).options)
  const masterKeys = await readOwnKeys(config)
  const { database: address, now } = config
  await using database = await openDatabase(address, { now, connections: 1 })
  const isJson = flags['json'] !== undefined
  const { reencrypted, current, unreadable } = await reencryptPairs(
    database.kysely,
    masterKeys,
    ({ id, siteId, before }) =>
      isJson || terminal.out(`${id} of the site ${siteId}: under the master key ${masterKeys.id} now, not ${before}\n`),
  )
  if (isJson) {
    terminal.out(`${JSON.stringify({ masterKeyId: masterKeys.id, reencrypted, current, unreadable })}\n`)
  } else {
    const where = describeAddress(address)
    terminal.out(
      `${reencrypted.length} private keys in ${where} encrypted anew, ${current} were under ${masterKeys.id} ` +
        `already.\n`,
    )
    if (unreadable.length === 0) terminal.out('No other master key is needed any more.\n')
  }
  if (reencrypted.length > 0) {
    const details = { by: 'belfry keys reencrypt', master: masterKeys.id, pairs: reencrypted.map(({ id }) => id) }
    await appendAudit(database, [{ at: now(), site: null, event: 'reencryptVapidKeys', subject: null, details }])
  }
  for (const { id, siteId, before } of unreadable) {
    const what = `the private key ${id} of the site ${siteId} cannot be opened and is left as it is`
    terminal.err(`belfry: master-key-wrong: ${what}: give the master key ${before} in BELFRY_OLD_MASTER_KEYS\n`)
  }
  return unreadable.length === 0 ? 0 : 1
}
