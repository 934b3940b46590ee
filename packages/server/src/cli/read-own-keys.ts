import { existsSync } from 'node:fs'
import { ConfigError } from '../config/config-error.ts'
import { readMasterKeys } from '../config/master-key.ts'
import type { Config } from '../config/options.ts'
import { readSecrets } from '../config/secrets.ts'
import { isPostgres } from '../database/address.ts'
import type { MasterKeys } from '../keys/master-keys.ts'

/**
 * The master keys of the store that a command opens itself. Throws a ConfigError where there is no store: in a wrong
 * folder, a command must not make one.
 */
export function readOwnKeys({ data, database, secrets }: Config): Promise<MasterKeys> {
  if (!isPostgres(database) && !existsSync(database)) {
    throw new ConfigError([{ setting: 'data', message: `there is no store at ${database}` }])
  }
  const { secret } = readSecrets(data, secrets)
  if (secret === undefined) {
    const message = `there are no secrets in ${data}: name the data folder of the server, or set BELFRY_SECRET`
    throw new ConfigError([{ setting: 'data', message }])
  }
  return readMasterKeys(secrets, secret)
}
