import { generateVapidKeys } from '@belfry/web-push'
import { openDataFolder } from '../config/data-folder.ts'
import { readMasterKeys } from '../config/master-key.ts'
import type { Config } from '../config/options.ts'
import { readSecrets, type OpenedSecrets } from '../config/secrets.ts'
import { openDatabase, type OpenedDatabase, type OpenOptions } from '../database/open-database.ts'
import { whyUnusable } from '../database/postgres-errors.ts'
import type { MasterKeys } from '../keys/master-keys.ts'
import { refuseForeignDatabase, setUp, type SetUp } from './set-up.ts'

/** A database that is up to date and in line with the settings, and the keys that open its secrets. */
export interface OpenedSetUp {
  database: OpenedDatabase
  opened: OpenedSecrets
  masterKeys: MasterKeys
  found: SetUp
}

/**
 * Opens the data folder, its secrets and the database, making missing ones, and declares the settings. `generate` makes
 * the pair of a site that has none. Throws a ConfigError or a DatabaseError, and then nothing stays open.
 */
export async function openSetUp(
  config: Config,
  options: OpenOptions,
  generate = generateVapidKeys,
): Promise<OpenedSetUp> {
  openDataFolder(config.data)
  const onDisk = readSecrets(config.data, config.secrets)
  const database = await openDatabase(config.database, { now: config.now, ...options })
  try {
    // Secrets made now are not those that the database was set up with.
    if (onDisk.secret === undefined) await refuseForeignDatabase(database)
    const opened = onDisk.complete()
    const masterKeys = await readMasterKeys(config.secrets, opened.secrets.secret)
    const found = await setUp(database, config, { opened, masterKeys, generate })
    return { database, opened, masterKeys, found }
  } catch (error) {
    await database.close()
    throw database.isAway(error) ? whyUnusable(error, database.address) : error
  }
}
