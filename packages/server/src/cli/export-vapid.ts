import { formatVapidKeys, type VapidKeyFormat } from '@belfry/web-push'
import { appendAudit } from '../audit/append-audit.ts'
import { ConfigError } from '../config/config-error.ts'
import { readEnvironment, type Flags } from '../config/environment.ts'
import { parseOptions, type Config } from '../config/options.ts'
import { openDatabase } from '../database/open-database.ts'
import { openPair } from '../keys/vapid-pair.ts'
import { listVapidKeyRows, type VapidKeyRow } from '../keys/vapid-key-store.ts'
import { DEFAULT_SITE } from '../sites/site.ts'
import { printPrivate } from './print-private.ts'
import { readOwnKeys } from './read-own-keys.ts'
import type { Terminal } from './terminal.ts'

/**
 * Prints a pair with its private key, or writes it to a file that only its owner can read: the one with this id, or the
 * active one. It reads the store, beside a running server or without one: no API answer holds a private key. Throws a
 * ConfigError or a DatabaseError.
 */
export async function exportVapid(
  id: string | undefined,
  flags: Flags & { format: VapidKeyFormat },
  terminal: Terminal,
): Promise<void> {
  const config = parseOptions(readEnvironment(terminal.env, flags).options)
  const text = formatVapidKeys(await readPair(id, flags['site'] ?? DEFAULT_SITE, config), flags.format)
  printPrivate(text, flags['out'], terminal)
}

async function readPair(id: string | undefined, site: string, config: Config) {
  const masterKeys = await readOwnKeys(config)
  const { database: address, now } = config
  await using database = await openDatabase(address, { migrate: false, now, connections: 1 })
  const row = choose(await listVapidKeyRows(database.kysely, site), id, site)
  const privateKey = openPair(row, masterKeys)
  if (privateKey !== undefined) {
    const event = { at: now(), site, event: 'exportVapidKey', subject: row.id, details: { by: 'belfry vapid export' } }
    await appendAudit(database, [event])
    return { publicKey: row.public_key, privateKey }
  }
  const message =
    row.private_key === null
      ? `the private half of ${row.id} is lost: it is not in the database`
      : `${row.id} is encrypted under the master key ${row.master_key_id}, which is not here: ` +
        'give it in BELFRY_OLD_MASTER_KEYS'
  throw new ConfigError([{ setting: 'vapid export', message }])
}

function choose(rows: readonly VapidKeyRow[], id: string | undefined, site: string): VapidKeyRow {
  const row = rows.find((one) => (id === undefined ? one.status === 'active' : one.id === id))
  if (row !== undefined) return row
  const known = rows.length === 0 ? '' : ` (it has ${rows.map((one) => one.id).join(', ')})`
  const which = id === undefined ? 'that is active' : JSON.stringify(id.slice(0, 100))
  const message = `the site ${site} has no VAPID pair ${which}${known}`
  throw new ConfigError([{ setting: 'vapid export', message }])
}
