import { join } from 'node:path'
import type { ServerConfig } from '../config/environment.ts'
import type { Config } from '../config/options.ts'
import { describeAddress } from '../database/address.ts'
import type { Site } from '../sites/site.ts'

/** What a person is told when the server runs. */
export interface Started {
  /** Where it is reached on this machine. */
  here: string
  site: Site
  /** The file that declares the set-up, if any. */
  file: string | undefined
  /** The path of the link that makes the first owner, while there is none. */
  setUp: string | undefined
  /** How browsers come to trust it, with --https. */
  https: string | undefined
}

export function welcome(config: ServerConfig, options: Config, { here, site, file, setUp, https }: Started): string {
  const { data, database, dashboard, basePath } = options
  const folder = config.options.data === 'data' ? '' : ` --data ${config.options.data}`
  const trust = https === undefined ? '' : `--cacert ${join(data, 'https', 'ca.crt')} `
  const more = [
    ...(dashboard === false ? [] : [`\n  Dashboard  ${here}${basePath}/dashboard`]),
    ...(file === undefined ? [] : [`\n  Declared   ${file}`]),
  ]
  const hints = [
    ...(setUp === undefined ? [] : [`\n  Make its first account within 24 hours, at\n  ${here}${setUp}\n`]),
    ...(site.contact === null
      ? ['\n  No contact is set: give an e-mail address with --contact or BELFRY_CONTACT.\n']
      : []),
  ]
  return `
Belfry is running.

  Address    ${here}
  Site       default, at ${site.url}
  Pages at   ${site.origins.join(', ')}
  Secrets    ${join(data, 'secrets.json')}   (back it up together with the database)
  Database   ${describeAddress(database)}${more.join('')}
${hints.join('')}${https ?? ''}
Next:
  1. Serve this address under your site, so that /b/default/client.js is found there.
  2. In a page:  import { createClient } from '/b/default/client.js'
  3. Send one:   curl ${trust}${here}/v1/notifications -H "Authorization: Bearer $(belfry show api-key${folder})" \\
                   -H 'Content-Type: application/json' -d '{"to":{"all":true},"title":"Hello"}'

Ctrl-C stops it.
`
}
