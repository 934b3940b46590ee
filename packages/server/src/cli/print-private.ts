import { ConfigError } from '../config/config-error.ts'
import { writePrivateFile } from '../config/write-private-file.ts'
import type { Terminal } from './terminal.ts'

/** Prints a text, or writes it to a new file that only its owner can read. Throws a ConfigError. */
export function printPrivate(text: string, file: string | undefined, terminal: Terminal): void {
  if (file === undefined) {
    terminal.out(text)
  } else if (!writeNew(file, text)) {
    throw new ConfigError([{ setting: '--out', message: `${file} is there already, and is left as it is` }])
  } else {
    terminal.err(`Written to ${file}, which only you can read.\n`)
  }
}

function writeNew(file: string, text: string): boolean {
  try {
    return writePrivateFile(file, text, { exclusive: true })
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new ConfigError([{ setting: '--out', message: `cannot write ${file} (${why})` }])
  }
}
