import type { Flags, ServerConfig } from '../config/environment.ts'
import { readEnvironment, sourcesOfEnvironment } from '../config/environment.ts'
import type { BelfryOptions } from '../config/options.ts'
import { readSetUpFile, withSetUpFile } from '../config/set-up-file.ts'
import type { Sources } from '../config/sources.ts'
import type { Terminal } from './terminal.ts'

/** What a program starts with: flags, environment, and the file that declares the set-up. */
export interface ReadStart {
  config: ServerConfig
  options: BelfryOptions
  sources: Sources
  /** The file, where there is one. */
  file: string | undefined
}

/**
 * Reads all of it, and says where a flag or a variable stands above the file. Throws a ConfigError or a SetUpFileError.
 */
export async function readStart(flags: Flags, terminal: Terminal, role: 'server' | 'guest'): Promise<ReadStart> {
  const config = readEnvironment(terminal.env, flags)
  const found = await readSetUpFile(terminal.env, flags, process.cwd())
  const { options, file, overridden } = withSetUpFile(config.options, found)
  const sources = sourcesOfEnvironment(flags, role, file)
  for (const field of overridden) {
    terminal.err(`belfry: ${sources.of(field)} wins over ${field} in ${file?.name}\n`)
  }
  return { config, options, sources, file: found?.path }
}
