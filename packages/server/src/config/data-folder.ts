import { accessSync, constants, mkdirSync } from 'node:fs'
import { ConfigError } from './config-error.ts'

/** Makes the data folder when it is missing, private to its owner; throws a ConfigError when it cannot be written to. */
export function openDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    const message = `cannot write to the folder ${folder} (${why}): give it another folder, or yourself the right to write there`
    throw new ConfigError([{ setting: 'data', message }], { cause })
  }
}
