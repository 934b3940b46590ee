import { dirname, join, resolve } from 'node:path'
import { BackupError } from '../backups/backup-error.ts'
import { kindOfBackup } from '../backups/backup-file.ts'
import { restorePostgres } from '../backups/postgres-backup.ts'
import { restoreSqlite } from '../backups/sqlite-backup.ts'
import { openDataFolder } from '../config/data-folder.ts'
import { readEnvironment, type Flags } from '../config/environment.ts'
import { readMasterKeys } from '../config/master-key.ts'
import { parseOptions, type Config } from '../config/options.ts'
import { readSecrets } from '../config/secrets.ts'
import { describeAddress, isPostgres } from '../database/address.ts'
import { openDatabase } from '../database/open-database.ts'
import { refuseWrongMasterKey } from '../keys/signing-pairs.ts'
import { isInterrupted } from './backup.ts'
import { stepView } from './step-view.ts'
import type { Terminal } from './terminal.ts'

const INTERRUPTED = 130

/**
 * Restores a backup to where no store is, and looks whether its private keys can be opened here; returns the exit code.
 * Throws a ConfigError, a BackupError or a DatabaseError.
 */
export async function restore(name: string, flags: Flags, terminal: Terminal, stop: AbortSignal): Promise<number> {
  const config = parseOptions(readEnvironment(terminal.env, flags).options)
  const { database: address, data, now } = config
  const file = resolve(name)
  refuseOtherKind(file, address)
  const view = stepView(terminal)
  const copying = {
    signal: stop,
    progress: (share: number | undefined, text: string) => view.show(share, text),
    env: terminal.env,
    now,
  }
  try {
    if (isPostgres(address)) await restorePostgres(file, address, copying)
    else {
      if (dirname(address) === data) openDataFolder(data)
      await restoreSqlite(file, address, copying)
    }
  } catch (error) {
    if (!isInterrupted(error)) throw error
    view.end()
    terminal.err('belfry: stopped; nothing was restored\n')
    return INTERRUPTED
  }
  view.end()
  terminal.out(`${file} is restored into ${describeAddress(address)}.\n${await describeKeys(config)}`)
  return 0
}

function refuseOtherKind(file: string, address: string): void {
  const kind = kindOfBackup(file)
  if (kind === (isPostgres(address) ? 'postgres' : 'sqlite')) return
  throw new BackupError(
    'backup-of-other-database',
    kind === 'sqlite'
      ? `${file} is of an embedded store: restore it without DATABASE_URL, then belfry migrate-store moves it`
      : `${file} is of PostgreSQL: set DATABASE_URL to an empty database there`,
  )
}

async function describeKeys({ database: address, data, secrets }: Config): Promise<string> {
  const { secret } = readSecrets(data, secrets)
  if (secret === undefined) {
    return `Next: put the secrets.json that belongs to it at ${join(data, 'secrets.json')}, or set BELFRY_SECRET and
BELFRY_API_KEY. Without it no Belfry starts there. belfry doctor says whether it fits.
`
  }
  await using database = await openDatabase(address, { migrate: false, connections: 1 })
  await refuseWrongMasterKey(database.kysely, await readMasterKeys(secrets, secret))
  return 'Its private VAPID keys can be opened here. End the old server before this one starts: both would send.\n'
}
