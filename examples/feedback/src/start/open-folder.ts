import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ConfigError } from 'belfry'

/**
 * Makes the data folder when it is missing, private to its owner, and returns its full path.
 *
 * @throws ConfigError when nothing can be written there.
 */
export function openFolder(folder: string): string {
  const path = resolve(folder)
  try {
    makeFolder(path)
    accessSync(path, constants.W_OK | constants.X_OK)
    return path
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code
    const message = `cannot write to the folder ${path} (${why}); choose another one with --data or BELFRY_DATA`
    throw new ConfigError([{ setting: 'data', message }], { cause })
  }
}

// Not mkdirSync's `recursive`: below /proc, where mkdir says ENOENT though the parent is there, Node 24
// tries again for ever.
function makeFolder(path: string): void {
  if (existsSync(path)) return
  if (!existsSync(dirname(path))) makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}
