import { Argument, Command, CommanderError } from 'commander'
import { ConfigError } from '../config/config-error.ts'
import { nameSources, SETTINGS, type Flags } from '../config/environment.ts'
import { DatabaseError } from '../database/database-error.ts'
import { doctor } from './doctor.ts'
import { ImportFault } from '../imports/import-fault.ts'
import { MoveError } from '../moves/move-error.ts'
import { ApiError, ServerAwayError } from './api-error.ts'
import { generateVapid } from './generate-vapid.ts'
import { importFile } from './import.ts'
import { addJobCommands } from './jobs.ts'
import { migrateStore, type MigrateFlags } from './migrate-store.ts'
import { addNotificationCommands } from './notifications.ts'
import { serve } from './serve.ts'
import { show } from './show.ts'
import { stopSignal } from './stop-signal.ts'
import { printProblems, type Terminal } from './terminal.ts'
import { work } from './work.ts'

/** Runs the command line; answers with the exit code. */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  stop?: AbortSignal,
): Promise<number> {
  let code = 0
  const program = new Command('belfry')
    .description('Self-hosted web push.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
    })
    .showHelpAfterError('(belfry --help shows how)')

  withSettings(program.command('serve'))
    .description('run the server')
    .option('--no-work', 'accept only: other processes (belfry work) send')
    .action(naming((flags) => serve(flags, terminal, stop)))
  withSettings(program.command('work'))
    .description('send what other processes accept')
    .action(naming((flags) => work(flags, terminal, stop)))
  withSettings(program.command('doctor'))
    .description('check what has to be right')
    .option('--network', 'try to reach the push services')
    .action(
      naming(async (flags) => {
        const isWell = await doctor(flags, { network: 'network' in flags }, terminal)
        code = isWell ? 0 : 1
      }),
    )
  withSettings(program.command('show'))
    .description('print one secret')
    .addArgument(new Argument('<what>').choices(['api-key', 'identity-key', 'public-key']))
    .option('--site <id>', 'whose identity key (default: default)')
    .action((what: Parameters<typeof show>[0], given: CommanderFlags) =>
      naming((flags) => show(what, flags, terminal))(given),
    )
  withSettings(program.command('import'), IMPORT_FLAGS)
    .description('load subscriptions from a file: NDJSON or CSV, one a line')
    .argument('<file>', 'or - for standard input')
    .option(
      '--application-server-key <key>',
      'public VAPID key of lines that name none (default: the active one)',
    ) // prettier-ignore
    .action((file: string, given: CommanderFlags) =>
      naming(async (flags) => {
        code = await importFile(file, flags, terminal, stop ?? stopSignal())
      })(given),
    )
  program
    .command('migrate-store')
    .description('move everything from a data folder into PostgreSQL, pending work included')
    .option('--from <path>', "the data folder, or your app's own SQLite file with Belfry's tables")
    .option('--to <url>', 'postgres://user:password@host/database; DATABASE_URL')
    .option('--dry-run', 'only look whether it can be moved, and how much it is')
    .option('--abandon', 'give up a move that is not finished, and stay with the data folder')
    .action(async (flags: MigrateFlags) => {
      code = await migrateStore(flags, terminal, stop ?? stopSignal())
    })
  addNotificationCommands(program, {
    terminal,
    stop: () => stop ?? stopSignal(),
    exit: (given) => void (code = given),
  })
  addJobCommands(program, terminal)
  program
    .command('vapid')
    .description('VAPID keys')
    .command('generate')
    .description('print a new key pair')
    .option('--json', 'as JSON')
    .action((options: { json?: boolean }) => generateVapid(options, terminal))

  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    return explain(error, terminal)
  }
}

type CommanderFlags = Record<string, string | boolean | undefined>

// An import neither listens nor sends.
const IMPORT_FLAGS: readonly string[] = ['data', 'url', 'origins', 'contact', 'push-allow']

function withSettings(command: Command, only?: readonly string[]): Command {
  for (const { flag, variable, help } of SETTINGS) {
    if (flag && (only?.includes(flag) ?? true))
      command.option(`--${flag} <value>`, `${help}; ${variable}`)
  }
  const secrets = SETTINGS.filter(({ flag }) => flag === undefined).map(({ variable, help }) => `  ${variable}  ${help}`) // prettier-ignore
  return command.addHelpText('after', `\nFrom the environment only:\n${secrets.join('\n')}`)
}

// Whatever is wrong with a setting is said by the name of the flag or the variable that it came from.
function naming(command: (flags: Flags) => void | Promise<void>) {
  return async (given: CommanderFlags): Promise<void> => {
    const flags = byName(given)
    try {
      await command(flags)
    } catch (error) {
      throw nameSources(error, flags)
    }
  }
}

// commander gives --log-level as logLevel, and a flag without a value as true.
function byName(flags: CommanderFlags): Flags {
  return Object.fromEntries(
    Object.entries(flags).map(([name, value]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      String(value),
    ]),
  )
}

function explain(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode
  if (error instanceof ConfigError) printProblems(terminal, error)
  else if (error instanceof ApiError || error instanceof ServerAwayError || error instanceof ImportFault || error instanceof MoveError)
    terminal.err(`belfry: ${error.code}: ${error.message}\n`)
  else if (error instanceof DatabaseError) terminal.err(`belfry: ${terminal.env['DATABASE_URL'] ? 'DATABASE_URL' : 'BELFRY_DATA'}: ${error.message}\n`) // prettier-ignore
  else terminal.err(`belfry: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`) // prettier-ignore
  return 1
}
