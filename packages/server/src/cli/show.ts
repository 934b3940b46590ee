import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../config/config-error.ts'
import { readEnvironment, type Flags } from '../config/environment.ts'
import { parseOptions, type Config } from '../config/options.ts'
import { openSecrets } from '../config/secrets.ts'
import { isPostgres } from '../database/address.ts'
import { openDatabase } from '../database/open-database.ts'
import { findActiveVapidKey } from '../keys/vapid-key-store.ts'
import { DEFAULT_SITE } from '../sites/site.ts'
import { identityKey } from '../subscribers/identity.ts'
import type { Terminal } from './terminal.ts'

/** Prints one secret, or a site's public key, for a person or a script that needs it. */
export async function show(
  what: 'api-key' | 'identity-key' | 'public-key',
  flags: Flags,
  terminal: Terminal,
): Promise<void> {
  const config = parseOptions(readEnvironment(terminal.env, flags).options)
  const site = flags['site'] ?? DEFAULT_SITE
  if (what === 'public-key') {
    terminal.out(`${await publicKeyOf(site, config)}\n`)
    return
  }
  const { data, secrets: given } = config
  // In a wrong folder, this must not make new keys.
  if (!existsSync(join(data, 'secrets.json')) && !(given.secret && given.apiKey)) {
    const message = `there are no secrets in ${data}: belfry serve makes them at its first start`
    throw new ConfigError([{ setting: 'data', message }])
  }
  const { secrets } = openSecrets(data, given)
  terminal.out(`${what === 'api-key' ? secrets.apiKey : identityKey(secrets.secret, site)}\n`)
}

async function publicKeyOf(site: string, { database: address, data, secrets }: Config): Promise<string> {
  if (site === DEFAULT_SITE && secrets.vapidKeys) return secrets.vapidKeys.publicKey
  if (isPostgres(address) || existsSync(address)) {
    await using database = await openDatabase(address, { migrate: false, connections: 1 })
    const key = await findActiveVapidKey(database.kysely, site)
    if (key !== undefined) return key.public_key
  }
  const message = `there is no key of the site ${site} in ${data}: belfry serve makes it at its first start`
  throw new ConfigError([{ setting: 'data', message }])
}
