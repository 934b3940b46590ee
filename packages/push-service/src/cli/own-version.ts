import { readFileSync } from 'node:fs'

/** The version of this package: the package.json is as far above the sources as it is above dist. */
export function ownVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
