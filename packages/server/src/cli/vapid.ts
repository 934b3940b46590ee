import { readFile } from 'node:fs/promises'
import type { BelfryModels } from '@belfry/client'
import { VAPID_KEY_FORMATS, type VapidKeyFormat } from '@belfry/web-push'
import { Option, type Command } from 'commander'
import { ConfigError } from '../config/config-error.ts'
import { answerOf } from './api-client.ts'
import { exportVapid } from './export-vapid.ts'
import { generateVapid } from './generate-vapid.ts'
import { clientOf } from './print-list.ts'
import { printDetails, printTable } from './print-table.ts'
import {
  asNumber,
  changeBody,
  freed,
  given,
  siteQuery,
  withExamples,
  withSite,
  type SetUpFlags,
} from './set-up-flags.ts'
import { naming, withSettings, type CommanderFlags } from './settings-flags.ts'
import type { Terminal } from './terminal.ts'

type VapidKey = BelfryModels['VapidKey']

interface VapidFlags extends SetUpFlags {
  privateKey?: string
  retiring?: boolean
}

/** Adds `belfry vapid …`: the keys by which push services know a site, changed by the API of a running server. */
export function addVapidCommands(program: Command, terminal: Terminal): void {
  const vapid = program.command('vapid').description('VAPID keys, by which push services know a site')
  vapid
    .command('generate')
    .description('print a new key pair, and keep it nowhere')
    .option('--json', 'as JSON')
    .action((options: { json?: boolean }) => generateVapid(options, terminal))
  withSite(vapid.command('list'))
    .description('the pairs of the site, the oldest first')
    .action(async (flags: VapidFlags, command: Command) => {
      const params = { query: siteQuery(flags) }
      const { vapidKeys } = await answerOf(clientOf(command, terminal).GET('/v1/vapid-keys', { params }))
      printTable(terminal, vapidKeys, LIST, flags)
    })
  withSite(vapid.command('show <id>'))
    .description('show one, without the private key')
    .action(async (id: string, flags: VapidFlags, command: Command) => {
      const params = { path: { id }, query: siteQuery(flags) }
      const pair = await answerOf(clientOf(command, terminal).GET('/v1/vapid-keys/{id}', { params }))
      printDetails(terminal, pair, DETAILS, flags)
    })
  const add = withSite(vapid.command('add'))
    .description('rotate: make a pair, or import one, and make it the active one; the previous one is retiring')
    .option('--private-key <file>', 'of a pair from elsewhere, in any usual form; - for standard input')
    .option('--retiring', 'not active: only browsers that subscribed with it before are sent to')
    .action(async (flags: VapidFlags, command: Command) => {
      const file = flags.privateKey
      const privateKey = file === undefined ? undefined : await readKey(file, terminal)
      const body = given({ privateKey, status: flags.retiring ? ('retiring' as const) : undefined })
      const params = { query: siteQuery(flags) }
      const pair = await answerOf(clientOf(command, terminal).POST('/v1/vapid-keys', { params, body }))
      printDetails(terminal, pair, DETAILS, flags)
    })
  withExamples(add, 'belfry vapid add', 'belfry vapid add --private-key vapid-private-key.pem --retiring')
  addExport(vapid, terminal)
  const edit = (name: string, what: string) => withSite(vapid.command(`${name} <id>`)).description(what)
  const change = async (id: string, flags: VapidFlags, command: Command, fields: object) => {
    const [params, body] = [{ path: { id }, query: siteQuery(flags) }, changeBody(fields)]
    const pair = await answerOf(clientOf(command, terminal).PATCH('/v1/vapid-keys/{id}', { params, body }))
    printDetails(terminal, pair, DETAILS, flags)
  }
  edit('activate', 'browsers subscribe with it from now on; the previous one is retiring').action(
    (id: string, flags: VapidFlags, command: Command) => change(id, flags, command, { status: 'active' }),
  )
  const retire = edit('retire', 'send to nobody with it any more: browsers subscribe anew at their next visit')
    .option('--losing <n>', 'how many active subscriptions it may cost (default 0)')
    .action((id: string, flags: VapidFlags, command: Command) =>
      change(id, flags, command, { status: 'retired', ...given({ losing: asNumber(flags.losing) }) }),
    )
  withExamples(retire, 'belfry vapid retire KaO5w0cwgc0', 'belfry vapid retire KaO5w0cwgc0 --losing 12')
  edit('free', 'release it, where its declaration is gone').action((id: string, flags: VapidFlags, command: Command) =>
    change(id, flags, command, freed({ free: true })),
  )
}

// From the store, not from a server: no answer of the API holds a private key.
function addExport(vapid: Command, terminal: Terminal): void {
  const command = withSettings(vapid.command('export [id]'), ['data'])
    .description('print a pair with its private key; the active one unless told (an id that begins with -: after --)')
    .addOption(new Option('--format <format>', 'how it is written').choices(VAPID_KEY_FORMATS).default('base64url'))
    .option('--out <file>', 'write it there, for nobody else to read')
    .option('--site <id>', 'of which site (default: default)')
    .action((id: string | undefined, given: CommanderFlags & { format: VapidKeyFormat }) =>
      naming((flags) => exportVapid(id, { ...flags, format: given.format }, terminal))(given),
    )
  withExamples(command, 'belfry vapid export --format pem --out private_key.pem')
}

// A private key is never a flag: every user of a machine sees the flags of its programs.
async function readKey(file: string, terminal: Terminal): Promise<string> {
  try {
    if (file !== '-') return textOf(await readFile(file))
    const read: Buffer[] = []
    for await (const chunk of terminal.input ?? []) read.push(chunk)
    return textOf(Buffer.concat(read))
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new ConfigError([{ setting: '--private-key', message: `cannot read ${file} (${why})` }])
  }
}

/** DER is bytes, and the body of a request is text: as base64 it is read too. */
function textOf(bytes: Buffer): string {
  const isBinary = bytes.some((byte) => byte < 9)
  return bytes.toString(isBinary ? 'base64' : 'utf8')
}

const LIST = {
  columns: {
    id: ({ id }: VapidKey) => id,
    status: ({ status }: VapidKey) => status,
    subscriptions: subscriptionsOf,
    'private key': ({ hasPrivateKey }: VapidKey) => (hasPrivateKey ? 'kept' : 'lost'),
    created: ({ createdAt }: VapidKey) => createdAt,
    declared: ({ declared }: VapidKey) => declared ?? '',
  },
  none: 'None.',
}

const DETAILS = {
  id: ({ id }: VapidKey) => id,
  site: ({ site }: VapidKey) => site,
  status: ({ status }: VapidKey) => status,
  subscriptions: subscriptionsOf,
  'public key': ({ publicKey }: VapidKey) => publicKey,
  'private key': ({ hasPrivateKey }: VapidKey) => (hasPrivateKey ? 'kept, encrypted' : 'lost'),
  declared: ({ declared }: VapidKey) => (declared === null ? 'no' : `in ${declared}: change it there`),
  created: ({ createdAt }: VapidKey) => createdAt,
  changed: ({ changedAt }: VapidKey) => changedAt ?? 'never',
}

// The active pair has no count: all new subscriptions use it.
function subscriptionsOf({ subscriptions }: VapidKey): string {
  return subscriptions === null ? 'all others' : String(subscriptions)
}
