import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ConfigError } from './config-error.ts'

/**
 * Makes the data folder when it is missing, private to its owner, and returns its full path. Throws a ConfigError when
 * nothing can be written there.
 *
 * @example
 * const folder = openDataFolder('./data')
 */
export function openDataFolder(folder: string): string {
  if (typeof folder !== 'string' || folder === '' || folder.includes('\0')) {
    throw new ConfigError([{ setting: 'data', message: 'must be the path of a folder' }])
  }
  const path = resolve(folder)
  try {
    makeFolder(path)
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    return path
  } catch (cause) {
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) {
      throw new ConfigError([{ setting: 'data', message: `${path} is a file: name a folder` }], { cause })
    }
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    const help = 'give it another folder, or yourself the right to write there'
    const message = `cannot write to the folder ${path} (${why}): ${help}`
    throw new ConfigError([{ setting: 'data', message }], { cause })
  }
}

// Not mkdirSync's `recursive`: below /proc, where mkdir says ENOENT though the parent is there, Node 24 tries again
// for ever.
function makeFolder(path: string): void {
  if (existsSync(path)) return
  const parent = dirname(path)
  if (parent !== path && !existsSync(parent)) makeFolder(parent)
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    // Another process that starts at the same time was faster.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}
