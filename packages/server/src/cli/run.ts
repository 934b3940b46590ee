import { CommanderError } from 'commander'
import { BackupError } from '../backups/backup-error.ts'
import { ConfigError } from '../config/config-error.ts'
import { SetUpFileError } from '../config/set-up-file.ts'
import { DatabaseError } from '../database/database-error.ts'
import { ImportFault } from '../imports/import-fault.ts'
import { MoveError } from '../moves/move-error.ts'
import { ApiError, ServerAwayError } from './api-error.ts'
import { createProgram } from './program.ts'
import { stopSignal } from './stop-signal.ts'
import { printProblems, type Terminal } from './terminal.ts'

/** Runs the command line; returns the exit code. */
export async function run(args: readonly string[], terminal: Terminal, stop?: AbortSignal): Promise<number> {
  let code = 0
  const program = createProgram({
    terminal,
    stop: () => stop ?? stopSignal(),
    exit: (given) => void (code = given),
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    return explain(error, terminal)
  }
}

function explain(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode
  if (error instanceof ConfigError) printProblems(terminal, error)
  else if (
    error instanceof ApiError ||
    error instanceof ServerAwayError ||
    error instanceof BackupError ||
    error instanceof ImportFault ||
    error instanceof MoveError ||
    error instanceof SetUpFileError
  )
    terminal.err(`belfry: ${error.code}: ${error.message}\n`)
  else if (error instanceof DatabaseError)
    terminal.err(`belfry: ${terminal.env['DATABASE_URL'] ? 'DATABASE_URL' : 'BELFRY_DATA'}: ${error.message}\n`)
  else terminal.err(`belfry: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return 1
}
