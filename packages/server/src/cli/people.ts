import { existsSync } from 'node:fs'
import type { BelfryModels } from '@belfry/client'
import type { Command } from 'commander'
import { linkPath, makeSetUpLink } from '../accounts/accounts.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { ConfigError } from '../config/config-error.ts'
import { readEnvironment, type Flags } from '../config/environment.ts'
import { parseOptions } from '../config/options.ts'
import { isPostgres } from '../database/address.ts'
import { openDatabase } from '../database/open-database.ts'
import { answerOf } from './api-client.ts'
import { clientOf } from './print-list.ts'
import { printDetails, printTable } from './print-table.ts'
import { withExamples, withJson, type SetUpFlags } from './set-up-flags.ts'
import { naming, withSettings, type CommanderFlags } from './settings-flags.ts'
import type { Terminal } from './terminal.ts'

type Person = BelfryModels['Person']

interface PeopleFlags extends SetUpFlags {
  email?: string
  role?: string
  sites?: string
}

/** Adds `belfry people …`: who has an account for the dashboard. */
export function addPeopleCommands(program: Command, terminal: Terminal): void {
  const people = program.command('people').description('who has an account for the dashboard')
  withJson(people)
  withJson(people.command('list', { isDefault: true }))
    .description('all of them, the oldest account first')
    .action(async (_: PeopleFlags, command: Command) => {
      const flags = command.optsWithGlobals<PeopleFlags>()
      const { people: found } = await answerOf(clientOf(command, terminal).GET('/v1/people'))
      printTable(terminal, found, LIST, flags)
    })
  const invite = withJson(people.command('invite'))
    .description('print a link at which somebody makes an account, once, within seven days')
    .requiredOption('--role <role>', 'owner: everything; editor: reads and sends; viewer: reads')
    .option('--email <address>', 'only this address can take it')
    .option('--sites <ids>', 'the sites it is limited to, comma-separated (default: all)')
    .action(async (_: PeopleFlags, command: Command) => {
      const flags = command.optsWithGlobals<PeopleFlags & { server?: string }>()
      const { email, role, sites } = flags
      const body = { role, ...(email && { email }), ...(sites && { sites: sites.split(',') }) }
      const asked = clientOf(command, terminal).POST('/v1/people/invitations', {
        body: body as BelfryModels['NewInvitation'],
      })
      const made = await answerOf(asked)
      if (flags.json) terminal.out(`${JSON.stringify(made)}\n`)
      else terminal.out(`${made.link}\n`)
    })
  withExamples(
    invite,
    'belfry people invite --role editor --email ada@example.com --sites shop,blog',
    'belfry people invite --role viewer',
  )
  withJson(people.command('remove <id>'))
    .description('remove an account; its sessions end at once')
    .action(async (id: string, _: PeopleFlags, command: Command) => {
      const flags = command.optsWithGlobals<PeopleFlags>()
      const removed = await answerOf(
        clientOf(command, terminal).DELETE('/v1/people/{id}', { params: { path: { id } } }),
      )
      if (flags.json) printDetails(terminal, removed, {}, flags)
      else terminal.out(`Removed ${removed.name}, ${removed.email}.\n`)
    })
  withSettings(people.command('setup-link'), ['port', 'host', 'data', 'base-path'])
    .description('print a link that makes an owner, or gives one a new password: once, within 24 hours')
    .action((_: CommanderFlags, command: Command) =>
      naming((flags) => printSetUpLink(flags, terminal))(command.optsWithGlobals()),
    )
}

/** Straight into the store: for somebody who cannot sign in, beside a running server or without one. */
async function printSetUpLink(flags: Flags, terminal: Terminal): Promise<void> {
  const { host, port, options } = readEnvironment(terminal.env, flags)
  const { database: address, basePath, now } = parseOptions(options)
  // In a wrong folder, this must not make a store and let somebody in there.
  if (!isPostgres(address) && !existsSync(address)) {
    throw new ConfigError([{ setting: 'data', message: `there is no store at ${address}` }])
  }
  await using database = await openDatabase(address, { now, connections: 1 })
  const { token } = await makeSetUpLink(database, now())
  await appendAudit(database, [{ at: now(), site: null, event: 'makeSetUpLink', subject: null, details: {} }])
  const here = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  terminal.out(`${here}${basePath}${linkPath('set-up', token)}\n`)
}

const LIST = {
  columns: {
    id: ({ id }: Person) => id,
    name: ({ name }: Person) => name,
    email: ({ email }: Person) => email,
    role: ({ role }: Person) => role,
    sites: ({ sites }: Person) => sites?.join(', ') ?? 'all',
    'second factor': ({ hasSecondFactor }: Person) => (hasSecondFactor ? 'yes' : 'no'),
    seen: ({ lastSeenAt }: Person) => lastSeenAt?.slice(0, 10) ?? '',
  },
  none: 'None: belfry people setup-link prints a link that makes the first.',
}
