import type { ConfigError } from '../config/config-error.ts'

/** The streams and environment of a command. */
export interface Terminal {
  env: NodeJS.ProcessEnv
  out(text: string): void
  err(text: string): void
  /** A person watches it: lines may be written over. */
  isTerminal?: boolean
  /** A person can answer. */
  canAsk?: boolean
  columns?: number
  /** Its piped input. */
  input?: AsyncIterable<Buffer>
}

/** Prints one line per problem, each beginning with the setting to change. */
export function printProblems(terminal: Terminal, error: ConfigError): void {
  for (const { setting, message } of error.problems) terminal.err(`belfry: ${setting}: ${message}\n`)
}
