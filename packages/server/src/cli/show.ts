import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../config/config-error.ts'
import { readEnvironment, type Flags } from '../config/environment.ts'
import { parseOptions } from '../config/options.ts'
import { openSecrets } from '../config/secrets.ts'
import { DEFAULT_SITE } from '../sites/site.ts'
import { identityKey } from '../subscribers/identity.ts'
import type { Terminal } from './terminal.ts'

/** Prints one secret, for a person or a script that needs it. */
export function show(
  what: 'api-key' | 'identity-key' | 'public-key',
  flags: Flags,
  terminal: Terminal,
): void {
  const { data, secrets: given } = parseOptions(readEnvironment(terminal.env, flags).options)
  // Asked in the wrong folder, this must not make new keys there.
  if (
    !existsSync(join(data, 'secrets.json')) &&
    !(given.secret && given.vapidPrivateKey && given.apiKey)
  ) {
    // prettier-ignore
    const message = `there are no secrets in ${data}: belfry serve makes them at its first start`
    throw new ConfigError([{ setting: 'data', message }])
  }
  const { secrets } = openSecrets(data, given)
  const texts = {
    'api-key': secrets.apiKey,
    'identity-key': identityKey(secrets.secret, flags['site'] ?? DEFAULT_SITE),
    'public-key': secrets.vapid[0].publicKey,
  }
  terminal.out(`${texts[what]}\n`)
}
