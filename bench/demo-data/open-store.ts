import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { refuseForeignDatabase } from '../../packages/server/src/assembly/set-up.ts'
import { openDataFolder } from '../../packages/server/src/config/data-folder.ts'
import { readMasterKeys } from '../../packages/server/src/config/master-key.ts'
import { parseOptions } from '../../packages/server/src/config/options.ts'
import { readEnvironment } from '../../packages/server/src/config/environment.ts'
import { readSecrets } from '../../packages/server/src/config/secrets.ts'
import { openDatabase, type OpenedDatabase } from '../../packages/server/src/database/open-database.ts'
import type { MasterKeys } from '../../packages/server/src/keys/master-keys.ts'

/** What `npm start` makes in its data folder. */
const EXAMPLE_FILE = 'feedback.db'
const CACHE_MIB = 256
const CHECKPOINT_AT_MIB = 64
// Removing a notification with its reports is one statement.
const PATIENCE_MS = 600_000

/** The database of a Belfry, as its settings name it, and the keys for its secrets; nothing of it is changed. */
export async function openStore(
  env: NodeJS.ProcessEnv,
  { data, databaseUrl }: { data: string | undefined; databaseUrl: string | undefined },
): Promise<{ database: OpenedDatabase; masterKeys: MasterKeys }> {
  const config = parseOptions(
    readEnvironment({ ...env, ...(databaseUrl && { DATABASE_URL: databaseUrl }) }, { data }).options,
  )
  openDataFolder(config.data)
  const example = join(config.data, EXAMPLE_FILE)
  // The example site keeps Belfry's tables in its own file; of a folder with both, the other is that of `belfry serve`.
  const isExample = databaseUrl === undefined && !existsSync(config.database) && existsSync(example)
  const secrets = readSecrets(config.data, config.secrets)
  const options = { cacheMiB: CACHE_MIB, checkpointAtMiB: CHECKPOINT_AT_MIB, patienceMs: PATIENCE_MS }
  const database = await openDatabase(isExample ? example : config.database, options)
  try {
    // Secrets that are made now open nothing of a database that has others.
    if (secrets.secret === undefined) await refuseForeignDatabase(database)
    const { secret } = secrets.complete().secrets
    return { database, masterKeys: await readMasterKeys(config.secrets, secret) }
  } catch (error) {
    await database.close()
    throw error
  }
}
