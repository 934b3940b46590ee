import type { BelfryModels } from '@belfry/client'
import type { Command } from 'commander'
import { answerOf } from './api-client.ts'
import { clientOf } from './print-list.ts'
import { printDetails, printTable } from './print-table.ts'
import { given, siteQuery, withExamples, withSite, type SetUpFlags } from './set-up-flags.ts'
import type { Terminal } from './terminal.ts'

type ApiKey = BelfryModels['ApiKey']

interface ApiKeyFlags extends SetUpFlags {
  scopes?: string
  reach?: string
  expires?: string
  addresses?: string
  topics?: string
  overlap?: string
  from?: string
  to?: string
}

/** Adds `belfry keys …`: the API keys of servers, changed by the API of a running server. */
export function addApiKeyCommands(program: Command, terminal: Terminal): Command {
  const keys = program.command('keys').description('API keys, by which servers identify themselves')
  withSite(keys)
  withSite(keys.command('list', { isDefault: true }))
    .description('all of the site, the newest first, those that were revoked included')
    .action(async (_: ApiKeyFlags, command: Command) => {
      const flags = command.optsWithGlobals<ApiKeyFlags>()
      const params = { query: siteQuery(flags) }
      const { apiKeys } = await answerOf(clientOf(command, terminal).GET('/v1/api-keys', { params }))
      printTable(terminal, apiKeys, LIST, flags)
    })
  withSite(keys.command('show <id>'))
    .description('show one, without the key itself')
    .action(async (id: string, _: ApiKeyFlags, command: Command) => {
      const flags = command.optsWithGlobals<ApiKeyFlags>()
      const params = { path: { id }, query: siteQuery(flags) }
      const apiKey = await answerOf(clientOf(command, terminal).GET('/v1/api-keys/{id}', { params }))
      printDetails(terminal, apiKey, DETAILS, flags)
    })
  const add = withSite(keys.command('add <name>'))
    .description('make one and print it, alone on standard output: it is not shown again')
    .option('--scopes <scopes>', 'send, read and manage, comma-separated (default: all), or figures')
    .option('--reach <reach>', 'site, or server: it may act for every site (default: site)')
    .option('--expires <time>', 'when it expires: 2030-01-31T12:00:00Z')
    .option('--addresses <networks>', 'from where it works, comma-separated: 198.51.100.7,2001:db8::/32 (default: all)')
    .option('--from <date>', 'with the scope figures: the first day of which it reads them')
    .option('--to <date>', 'with the scope figures: the last day of which it reads them')
    .option('--topics <ids>', 'the only topics that it sends to, comma-separated; then it does nothing else')
    .action(async (name: string, _: ApiKeyFlags, command: Command) => {
      const flags = command.optsWithGlobals<ApiKeyFlags>()
      const scopes = flags.scopes?.split(',').map((scope) => scope.trim())
      const addresses = flags.addresses?.split(',').map((address) => address.trim())
      const topics = flags.topics?.split(',').map((topic) => topic.trim())
      const dates =
        flags.from === undefined && flags.to === undefined ? undefined : given({ from: flags.from, to: flags.to })
      const body = {
        name,
        ...given({ scopes, dates, reach: flags.reach, addresses, topics, expiresAt: flags.expires }),
      }
      const asked = clientOf(command, terminal).POST('/v1/api-keys', {
        params: { query: siteQuery(flags) },
        body: body as BelfryModels['NewApiKey'],
      })
      printMade(terminal, await answerOf(asked), flags)
    })
  withExamples(
    add,
    'belfry keys add "shop backend" --scopes send',
    'belfry keys add "blog engine" --topics blog',
    'belfry keys add monitoring --scopes read --expires 2030-01-31T12:00:00Z',
  )
  const rotate = withSite(keys.command('rotate <id>'))
    .description('make the next one with the same rights and print it; the old one works for a while')
    .option('--overlap <hours>', 'how long the old one works (default: 24)')
    .action(async (id: string, _: ApiKeyFlags, command: Command) => {
      const flags = command.optsWithGlobals<ApiKeyFlags>()
      const overlapHours = flags.overlap === undefined ? undefined : Number(flags.overlap)
      const body = { replaces: id, ...given({ overlapHours }) }
      const asked = clientOf(command, terminal).POST('/v1/api-keys', {
        params: { query: siteQuery(flags) },
        body,
      })
      printMade(terminal, await answerOf(asked), flags)
    })
  withExamples(rotate, 'belfry keys rotate 4f1d2c3b4a596877 --overlap 2')
  const revoke = withSite(keys.command('revoke <id>'))
    .description('it stops working everywhere within two seconds, for good; may be repeated')
    .action(async (id: string, _: ApiKeyFlags, command: Command) => {
      const flags = command.optsWithGlobals<ApiKeyFlags>()
      const params = { path: { id }, query: siteQuery(flags) }
      const revoked = await answerOf(clientOf(command, terminal).DELETE('/v1/api-keys/{id}', { params }))
      printDetails(terminal, revoked, DETAILS, flags)
    })
  withExamples(revoke, 'belfry keys revoke 4f1d2c3b4a596877')
  return keys
}

function printMade(terminal: Terminal, made: BelfryModels['MadeApiKey'], flags: ApiKeyFlags): void {
  if (flags.json) {
    terminal.out(`${JSON.stringify(made, undefined, 2)}\n`)
  } else {
    terminal.err(`The API key ${made.id} of the site ${made.site}. Keep it: it is not shown again.\n`)
    terminal.out(`${made.key}\n`)
  }
}

const LIST = {
  columns: {
    id: ({ id }: ApiKey) => id,
    name: ({ name }: ApiKey) => name,
    'begins with': ({ prefix }: ApiKey) => prefix,
    reach: ({ reach }: ApiKey) => reach,
    scopes: ({ scopes }: ApiKey) => scopes.join(', '),
    'last used': ({ lastUsedAt }: ApiKey) => lastUsedAt ?? 'never',
    state: stateOf,
    declared: ({ declared }: ApiKey) => declared ?? '',
  },
  none: 'None.',
}

const DETAILS = {
  id: ({ id }: ApiKey) => id,
  name: ({ name }: ApiKey) => name,
  'begins with': ({ prefix }: ApiKey) => prefix,
  site: ({ site }: ApiKey) => site,
  reach: ({ reach }: ApiKey) => reach,
  scopes: ({ scopes }: ApiKey) => scopes.join(', '),
  figures: ({ dates }: ApiKey) =>
    dates === null ? 'of all days' : `from ${dates.from ?? 'ever'} to ${dates.to ?? 'now'}`,
  addresses: ({ addresses }: ApiKey) => addresses.join(', ') || 'all',
  topics: ({ topics }: ApiKey) => topics.join(', ') || 'all',
  state: stateOf,
  'last used': ({ lastUsedAt }: ApiKey) => lastUsedAt ?? 'never',
  expires: ({ expiresAt }: ApiKey) => expiresAt ?? 'never',
  declared: ({ declared }: ApiKey) => (declared === null ? 'no' : `in ${declared}: replace it there`),
  created: ({ createdAt }: ApiKey) => createdAt,
}

function stateOf({ revokedAt, expiresAt }: ApiKey): string {
  if (revokedAt !== null) return `revoked ${revokedAt}`
  return expiresAt === null ? 'in use' : `until ${expiresAt}`
}
