import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The SQL files of a folder in their order, as the migrations of a schema are named in the code. */
export function sqlFiles(folder: string): URL[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  return names.toSorted().map((name) => pathToFileURL(join(folder, name)))
}
