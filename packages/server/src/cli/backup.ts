import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { BackupError } from '../backups/backup-error.ts'
import { backUpPostgres } from '../backups/postgres-backup.ts'
import { backUpSqlite } from '../backups/sqlite-backup.ts'
import { readEnvironment, type Flags } from '../config/environment.ts'
import { parseOptions, type Config } from '../config/options.ts'
import { describeAddress, isPostgres } from '../database/address.ts'
import { openDatabase } from '../database/open-database.ts'
import { listVapidKeyRows } from '../keys/vapid-key-store.ts'
import { stepView } from './step-view.ts'
import type { Terminal } from './terminal.ts'

const INTERRUPTED = 130

/**
 * Writes the store into one file, beside a running server or without one, and says what is not in it; returns the exit
 * code. Throws a ConfigError, a BackupError or a DatabaseError.
 */
export async function backUp(name: string, flags: Flags, terminal: Terminal, stop: AbortSignal): Promise<number> {
  const config = parseOptions(readEnvironment(terminal.env, flags).options)
  const { database: address } = config
  const file = resolve(name)
  const view = stepView(terminal)
  const copying = {
    signal: stop,
    progress: (share: number | undefined, text: string) => view.show(share, text),
    env: terminal.env,
  }
  try {
    if (isPostgres(address)) await backUpPostgres(address, file, copying)
    else await backUpSqlite(address, file, copying)
  } catch (error) {
    if (!isInterrupted(error)) throw error
    view.end()
    terminal.err('belfry: stopped; there is no backup\n')
    return INTERRUPTED
  }
  view.end()
  const { size } = statSync(file)
  const from = describeAddress(address)
  terminal.out(`${from} is in ${file}, ${(size / 2 ** 20).toFixed(1)} MiB, as it was when this began.\n`)
  terminal.out(await describeKeys(config))
  return 0
}

export function isInterrupted(error: unknown): boolean {
  return error instanceof BackupError && error.code === 'interrupted'
}

async function describeKeys({ database: address, data, secrets }: Config): Promise<string> {
  await using database = await openDatabase(address, { migrate: false, connections: 1 })
  const rows = (await listVapidKeyRows(database.kysely)).filter((row) => row.private_key !== null)
  if (rows.length === 0) return 'It holds no private VAPID keys.\n'
  const ids = [...new Set(rows.map((row) => row.master_key_id))].filter((id) => id !== null)
  return (
    `It holds ${rows.length} private VAPID keys, encrypted under the master key ${ids.join(', ')}, which is not in ` +
    `it. Keep ${sourcesOfKeys(data, secrets).join(' and ')} as well, in another place: without it nobody who ` +
    'subscribed can be sent to.\n'
  )
}

// Given ones are in no file of Belfry's.
function sourcesOfKeys(
  data: string,
  { secret, apiKey, masterKey, masterKeyFile, masterKeyCommand }: Config['secrets'],
) {
  const isInFile = secret === undefined || apiKey === undefined
  return [
    ...(isInFile ? [join(data, 'secrets.json')] : ['BELFRY_SECRET, BELFRY_API_KEY']),
    ...(masterKey === undefined ? [] : ['BELFRY_MASTER_KEY']),
    ...(masterKeyFile === undefined ? [] : [masterKeyFile]),
    ...(masterKeyCommand === undefined ? [] : ['what BELFRY_MASTER_KEY_COMMAND prints']),
  ]
}
