import { Argument, Command } from 'commander'
import { addAlarmCommands } from './alarms.ts'
import { addApiKeyCommands } from './api-keys.ts'
import { exportAuditLog, verifyAuditLog } from './audit.ts'
import { backUp } from './backup.ts'
import { addCompletionCommand } from './completion.ts'
import { csp } from './csp.ts'
import { addDeliveryCommands } from './deliveries.ts'
import { doctor } from './doctor.ts'
import { erase } from './erase.ts'
import { addExamples } from './examples.ts'
import { importFile } from './import.ts'
import { init } from './init.ts'
import { addJobCommands } from './jobs.ts'
import { migrate } from './migrate.ts'
import { migrateStore, type MigrateFlags } from './migrate-store.ts'
import { addNotificationCommands } from './notifications.ts'
import { reencrypt } from './reencrypt.ts'
import { restore } from './restore.ts'
import { serve } from './serve.ts'
import { withExamples } from './set-up-flags.ts'
import { naming, withSettings, type CommanderFlags } from './settings-flags.ts'
import { show } from './show.ts'
import { addPeopleCommands } from './people.ts'
import { addSiteCommands } from './sites.ts'
import { addSubscriberCommands } from './subscribers.ts'
import { addSubscriptionCommands } from './subscriptions.ts'
import type { Terminal } from './terminal.ts'
import { addStatsCommands } from './stats.ts'
import { addTopicCommands } from './topics.ts'
import { addVapidCommands } from './vapid.ts'
import { work } from './work.ts'
import { VERSION } from '../version.ts'

/** What the commands need of the program that they are commands of. */
export interface ProgramContext {
  terminal: Terminal
  /** Ctrl-C. */
  stop: () => AbortSignal
  /** What the process ends with: 0 unless told. */
  exit: (code: number) => void
}

/** All commands of `belfry`. */
export function createProgram(context: ProgramContext): Command {
  const { terminal } = context
  const program = new Command('belfry')
    .description('Self-hosted web push.')
    .version(VERSION, '--version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
    })
    .showHelpAfterError('(belfry --help shows how)')
  addInit(program, context)
  addServerCommands(program, context)
  addStoreCommands(program, context)
  addBackupCommands(program, context)
  addSiteCommands(program, terminal)
  addTopicCommands(program, terminal)
  addStatsCommands(program, terminal)
  addReencrypt(addApiKeyCommands(program, terminal), context)
  addVapidCommands(program, terminal)
  addNotificationCommands(program, context)
  addDeliveryCommands(program, terminal)
  addSubscriberCommands(program, terminal)
  addSubscriptionCommands(program, terminal)
  addJobCommands(program, terminal)
  addAlarmCommands(program, terminal)
  addPeopleCommands(program, terminal)
  addAuditCommands(program, context)
  addExamples(program)
  addCompletionCommand(program, terminal)
  return program
}

function addInit(program: Command, { terminal, exit }: ProgramContext): void {
  const command = withSettings(program.command('init'), ['url', 'contact', 'data'])
    .description('ask for what a server needs, and write it into a file; asks for nothing that a flag says')
    .option('--out <file>', 'where to (default: belfry.env, which every command in this folder reads)')
    .option('--force', 'replace the file without asking')
    .option('--json', 'ask nothing, and print what was written, as JSON')
    .action(naming(async (flags) => exit(await init(flags, terminal))))
  withExamples(
    command,
    'belfry init',
    'belfry init --url https://example.com --contact ops@example.com --json',
    'DATABASE_URL=postgres://… belfry init --out /etc/belfry.env',
  )
}

function addServerCommands(program: Command, { terminal, stop, exit }: ProgramContext): void {
  withSettings(program.command('serve'))
    .description('run the server')
    .option('--no-work', 'accept only: other processes (belfry work) send')
    .option('--https', 'with a certificate of its own, for trying in browsers of this machine and network')
    .action(naming((flags) => serve(flags, terminal, stop())))
  withSettings(program.command('work'))
    .description('send notifications that other processes accept')
    .action(naming((flags) => work(flags, terminal, stop())))
  const examined = withSettings(program.command('doctor'))
    .description('check the set-up; or a live page, as its visitors’ browsers see it')
    .argument('[page]', 'the address of a page of the site')
    .option('--network', 'try to reach the push services')
    .option('--server <url>', 'of the running server (default: at the port of the settings); BELFRY_SERVER')
    .option('--belfry <url>', "of a page: where Belfry is, if it has a host of its own (default: the page's)")
    .option('--site <id>', 'of a page: which site it belongs to (default: default)')
    .option('--worker <path>', "of a page: the site's own worker, where Belfry has another host (default: /sw.js)")
    .option('--json', 'as JSON')
    .action((page: string | undefined, given: CommanderFlags) =>
      naming(async (flags) => exit((await doctor(flags, page, terminal)) ? 0 : 1))(given),
    )
  withExamples(examined, 'belfry doctor', 'belfry doctor https://example.com/')
  const policy = withSettings(program.command('csp'), ['url'])
    .description('print what a page of the site needs in its Content Security Policy')
    .option('--belfry <url>', 'where Belfry is, if it has a host of its own')
    .option('--page <url>', 'look whether this page has it')
    .action(naming(async (flags) => exit(await csp(flags, terminal))))
  withExamples(policy, 'belfry csp --page https://example.com/')
  withSettings(program.command('show'))
    .description('print one secret')
    .addArgument(new Argument('<what>').choices(['api-key', 'identity-key', 'public-key']))
    .option('--site <id>', 'whose identity key (default: default)')
    .action((what: Parameters<typeof show>[0], given: CommanderFlags) =>
      naming((flags) => show(what, flags, terminal))(given),
    )
}

function addAuditCommands(program: Command, { terminal, exit }: ProgramContext): void {
  const audit = program.command('audit').description('security events, chained by their hashes')
  const verify = withSettings(audit.command('verify'), ['data'])
    .description('follow the chain from its beginning to its end')
    .option('--hash <hash>', 'that some event has to have: one that was printed before, and kept elsewhere')
    .action(naming(async (flags) => exit(await verifyAuditLog(flags, terminal))))
  withExamples(verify, 'belfry audit verify')
  withSettings(audit.command('export'), ['data'])
    .description('print all events as JSON lines, the oldest first')
    .option('--from <number>', 'only from this event on')
    .action(naming((flags) => exportAuditLog(flags, terminal)))
}

function addReencrypt(keys: Command, { terminal, exit }: ProgramContext): void {
  const command = withSettings(keys.command('reencrypt'), ['data'])
    .description('encrypt the private VAPID keys in the database under the present master key; may be repeated')
    .option('--json', 'as JSON')
    .action((_: CommanderFlags, command: Command) =>
      naming(async (flags) => exit(await reencrypt(flags, terminal)))(command.optsWithGlobals()),
    )
  withExamples(command, 'BELFRY_MASTER_KEY=$NEW BELFRY_OLD_MASTER_KEYS=$OLD belfry keys reencrypt')
}

function addBackupCommands(program: Command, { terminal, stop, exit }: ProgramContext): void {
  const backup = withSettings(program.command('backup'), ['data'])
    .description('write everything in the database into one file, while the server runs')
    .argument('<file>', 'a new one')
    .action((file: string, given: CommanderFlags) =>
      naming(async (flags) => exit(await backUp(file, flags, terminal, stop())))(given),
    )
  withExamples(backup, 'belfry backup "belfry-$(date +%F).backup"')
  const restored = withSettings(program.command('restore'), ['data'])
    .description('make the store of a backup: in a data folder without one, or in an empty PostgreSQL')
    .argument('<file>', 'that belfry backup wrote')
    .action((file: string, given: CommanderFlags) =>
      naming(async (flags) => exit(await restore(file, flags, terminal, stop())))(given),
    )
  withExamples(restored, 'belfry restore belfry-2026-11-30.backup --data ./restored')
}

// An import neither listens nor sends.
const IMPORT_FLAGS: readonly string[] = ['data', 'url', 'origins', 'contact', 'push-allow']

function addStoreCommands(program: Command, { terminal, stop, exit }: ProgramContext): void {
  withSettings(program.command('import'), IMPORT_FLAGS)
    .description('load subscriptions from a file: NDJSON or CSV, one a line')
    .argument('<file>', 'or - for standard input')
    .option('--application-server-key <key>', 'public VAPID key of lines that name none (default: the active one)')
    .option('--map <name=field...>', 'the field of a column: --map identifier=endpoint; NAME=- omits it')
    .action((file: string, given: CommanderFlags) =>
      naming(async (flags) => {
        exit(await importFile(file, flags, terminal, stop()))
      })(given),
    )
  withSettings(program.command('erase'), ['data'])
    .description('erase a person: subscriptions, choices, and notifications only for them')
    .argument('<subscriber>', "the account's id, as your site knows it")
    .option('--site <id>', 'of which site (default: default)')
    .action((subscriber: string, given: CommanderFlags) =>
      naming(async (flags) => {
        exit(await erase(subscriber, flags, terminal))
      })(given),
    )
  withSettings(program.command('migrate'), ['data'])
    .description('make or update the tables, and nothing else')
    .action(naming((flags) => migrate(flags, terminal)))
  program
    .command('migrate-store')
    .description('move everything from a data folder into PostgreSQL, pending work included')
    .option('--from <path>', "the data folder, or your app's own SQLite file with Belfry's tables")
    .option('--to <url>', 'postgres://user@host/database; with a password in DATABASE_URL, as every user sees flags')
    .option('--dry-run', 'only look whether it can be moved, and how much it is')
    .option('--abandon', 'give up a move that is not finished, and stay with the data folder')
    .action(async (flags: MigrateFlags) => {
      exit(await migrateStore(flags, terminal, stop()))
    })
}
