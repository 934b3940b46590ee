import type { ConfigError } from '../config/config-error.ts'

/** Where a command reads from and writes to. */
export interface Terminal {
  env: NodeJS.ProcessEnv
  out(text: string): void
  err(text: string): void
  /** A person watches it: lines may be written over. */
  isTerminal?: boolean
  columns?: number
  /** What is piped into it. */
  input?: AsyncIterable<Buffer>
}

/** Prints one line a problem, each beginning with the setting to change. */
export function printProblems(terminal: Terminal, error: ConfigError): void {
  for (const { setting, message } of error.problems)
    terminal.err(`belfry: ${setting}: ${message}\n`)
}
