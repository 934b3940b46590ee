// Prints the licence of every package that a user of Belfry gets, from the lock file: node ci/licences.ts
import { readFileSync } from 'node:fs'

interface LockedPackage {
  version?: string
  license?: string
  dev?: boolean
  devOptional?: boolean
  link?: boolean
  hasInstallScript?: boolean
}

export interface Licensed {
  name: string
  version: string
  licence: string
}

/** Licences that ask for no more than their own text: what somebody may build on Belfry is theirs to say. */
export const PERMISSIVE = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'Unlicense',
  'MIT AND ISC AND BSD-3-Clause',
  '(MIT OR CC0-1.0)',
])

/** Packages that are not only for working on Belfry itself. */
export function listLicences(packages: Record<string, LockedPackage>): Licensed[] {
  return Object.entries(packages)
    .filter(([path, { dev, devOptional, link }]) => path.includes('node_modules/') && !dev && !devOptional && !link)
    .map(([path, { version = '', license = 'none' }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license,
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
}

/** Packages, for whatever use, that run a program of their own when they are installed. */
export function listInstallScripts(packages: Record<string, LockedPackage>): string[] {
  return Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
}

export function readLock(): Record<string, LockedPackage> {
  const text = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { packages: Record<string, LockedPackage> }).packages
}

if (import.meta.main) {
  for (const { name, version, licence } of listLicences(readLock())) console.log(`${licence}\t${name}@${version}`)
}
