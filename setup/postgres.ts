import { globSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Provided, findExecutable, installSystemPackages, outputOf } from './system-packages.ts'

const packages = { apt: 'postgresql', dnf: 'postgresql-server', brew: 'postgresql' }

/**
 * The folder of PostgreSQL's programs (initdb, postgres, psql). Debian keeps them off the PATH, so that
 * several versions can stand side by side; the newest counts.
 */
export function findPostgres(): string | undefined {
  const onPath = findExecutable(['initdb'])
  const folders = [
    ...globSync('/usr/lib/postgresql/*/bin').toSorted(byVersion),
    ...globSync('/opt/homebrew/opt/postgresql*/bin'),
    ...(onPath === undefined ? [] : [dirname(realpathSync(onPath))]),
    // Last, since it may come with the client's headers alone.
    outputOf('pg_config', ['--bindir']) ?? '',
  ]
  return folders.find((folder) => ['initdb', 'postgres', 'psql'].every((name) => findExecutable([join(folder, name)])))
}

/** Ensures PostgreSQL: installs it where it may, or says how. */
export async function providePostgres(): Promise<Provided> {
  return findPostgres() === undefined ? installSystemPackages([packages]) : { ok: true }
}

function byVersion(a: string, b: string): number {
  return b.localeCompare(a, 'en', { numeric: true })
}
