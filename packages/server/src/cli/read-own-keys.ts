import { existsSync } from 'node:fs'
import { ConfigError } from '../config/config-error.ts'
import { readMasterKeys } from '../config/master-key.ts'
import type { Config } from '../config/options.ts'
import { readSecrets } from '../config/secrets.ts'
import { isPostgres } from '../database/address.ts'
import type { MasterKeys } from '../keys/master-keys.ts'

/** The master keys of the store that a command opens itself. Throws a ConfigError. */
export function readOwnKeys(config: Config): Promise<MasterKeys> {
  return readMasterKeys(config.secrets, readOwnSecret(config))
}

/**
 * The server's secret, for a command that opens the store itself. Throws a ConfigError where there is no store: in a
 * wrong folder, a command must not make one.
 */
export function readOwnSecret({ data, database, secrets }: Config): string {
  if (!isPostgres(database) && !existsSync(database)) {
    throw new ConfigError([{ setting: 'data', message: `there is no store at ${database}` }])
  }
  const { secret } = readSecrets(data, secrets)
  if (secret !== undefined) return secret
  const message = `there are no secrets in ${data}: name the data folder of the server, or set BELFRY_SECRET`
  throw new ConfigError([{ setting: 'data', message }])
}
