import type { BelfryModels } from '@belfry/client'
import { Option, type Command } from 'commander'
import { answerOf } from './api-client.ts'
import { paceOf, paceText, withPace, type PaceFlags } from './pace-flags.ts'
import { clientOf } from './print-list.ts'
import { printDetails, printTable } from './print-table.ts'
import {
  asNumber,
  given,
  losingQuery,
  orNone,
  changeBody,
  freed,
  withExamples,
  withJson,
  type SetUpFlags,
} from './set-up-flags.ts'
import { quietHoursOf, quietHoursText, withQuietHours, type QuietHoursFlags } from './quiet-hours-flags.ts'
import { silenceOf, silenceText, withSilence, type SilenceFlags } from './silence-flags.ts'
import type { Terminal } from './terminal.ts'

type Site = BelfryModels['Site']
type Fields = Record<'name' | 'url' | 'origins' | 'contact' | 'basePath' | 'maxPerMinute' | 'maxSubscriptions', string>
type SiteFlags = SetUpFlags &
  PaceFlags &
  SilenceFlags &
  QuietHoursFlags &
  Partial<Fields> & {
    inbox?: 'on' | 'off'
    notRelevant?: 'on' | 'off'
    digestAt?: string
    forms?: string
    notice?: string[]
    noticePage?: string
    details?: 'owner' | 'browser'
  }

/** Adds `belfry sites …`: the web properties of a running server, changed by its API. */
export function addSiteCommands(program: Command, terminal: Terminal): void {
  const sites = program.command('sites').description('web properties: one server serves many')
  withJson(sites)
  withJson(sites.command('list', { isDefault: true }))
    .description('all of them, by id')
    .action(async (_: SiteFlags, command: Command) => {
      const { sites: found } = await answerOf(clientOf(command, terminal).GET('/v1/sites'))
      printTable(terminal, found, LIST, command.optsWithGlobals())
    })
  withJson(sites.command('show <id>'))
    .description('show one')
    .action(async (id: string, _: SiteFlags, command: Command) => {
      const path = { params: { path: { id } } }
      const site = await answerOf(clientOf(command, terminal).GET('/v1/sites/{id}', path))
      printDetails(terminal, site, DETAILS, command.optsWithGlobals())
    })
  const add = withFields(withJson(sites.command('add <id>')))
    .description('make one, with a VAPID pair of its own; needs an API key whose reach is the server')
    .action(async (id: string, _: SiteFlags, command: Command) => {
      const flags = command.optsWithGlobals<SiteFlags>()
      const body = { id, ...fieldsOf(flags) }
      const site = await answerOf(clientOf(command, terminal).POST('/v1/sites', { body }))
      printDetails(terminal, site, DETAILS, flags)
    })
  withExamples(
    add,
    'belfry sites add shop --url https://shop.example --contact ops@shop.example',
    'belfry sites add blog --url https://example.com/blog --base-path /push --max-per-minute 900',
  )
  const edit = withFields(withJson(sites.command('edit <id>')))
    .description('change one; omitted fields stay as they are')
    .option('--free', 'release declared fields, where the declaration is gone')
    .action(async (id: string, _: SiteFlags, command: Command) => {
      const flags = command.optsWithGlobals<SiteFlags>()
      const body = changeBody({ ...fieldsOf(flags), ...freed(flags) })
      const path = { id }
      const site = await answerOf(clientOf(command, terminal).PATCH('/v1/sites/{id}', { params: { path }, body }))
      printDetails(terminal, site, DETAILS, flags)
    })
  withExamples(
    edit,
    'belfry sites edit shop --origins https://shop.example,https://www.shop.example',
    'belfry sites edit shop --max-per-minute 900',
    'belfry sites edit shop --max-per-minute none --base-path /push',
    'belfry sites edit shop --pace usual --pace-window calendar',
    'belfry sites edit shop --quiet-hours 22:00-07:00 --quiet-zone Europe/Berlin',
    'belfry sites edit shop --silence usual --silence-per-week 2',
  )
  const remove = withJson(sites.command('remove <id>'))
    .description('remove one with all its data')
    .option('--losing <n>', 'how many active subscriptions it may cost (default 0)')
    .action(async (id: string, _: SiteFlags, command: Command) => {
      const flags = command.optsWithGlobals<SiteFlags>()
      const params = { path: { id }, query: losingQuery(flags) }
      const removed = await answerOf(clientOf(command, terminal).DELETE('/v1/sites/{id}', { params }))
      if (flags.json) terminal.out(`${JSON.stringify(removed)}\n`)
      else terminal.out(`Removed the site ${id}; ${removed.subscriptions} active subscriptions went with it.\n`)
    })
  withExamples(remove, 'belfry sites remove shop', 'belfry sites remove blog --losing 12')
}

function withFields(command: Command): Command {
  return withQuietHours(withSilence(withPace(command)))
    .option('--name <name>')
    .option('--url <url>', 'absolute; relative links in notifications are resolved against it; none: no URL')
    .option('--origins <origins>', 'whose pages may subscribe, comma-separated (default: of the URL)')
    .option('--contact <contact>', 'whom push services may write to: an e-mail address; none: nobody')
    .option('--base-path <path>', "where browsers find Belfry below the site's origin, before /b/: /push")
    .option('--max-per-minute <n>', 'messages a minute that each process sends for it; none: no ceiling')
    .option('--max-subscriptions <n>', 'active subscriptions that one subscriber may have; none: 100')
    .addOption(
      new Option('--inbox <on|off>', 'whether people can read in a page what was sent to them').choices(['on', 'off']),
    )
    .addOption(
      new Option('--not-relevant <on|off>', 'whether notifications have an action "Not relevant"').choices([
        'on',
        'off',
      ]),
    )
    .option('--digest-at <time>', 'when people get the digest of the day, on their own clocks, such as 18:00')
    .option('--forms <forms>', 'payloads by push service, such as mozilla=declarative,apple=classic; none: the usual')
    .option('--notice <words...>', 'in place of what is kept back, such as "de=Neue Post"; none: the usual')
    .option('--notice-page <path>', 'where a click on an opaque notification leads; none: the first page')
    .addOption(
      new Option('--details <who>', 'who may fetch what is kept back: who is signed in, or the browser too').choices([
        'owner',
        'browser',
      ]),
    )
}

function fieldsOf({ name, url, origins, contact, basePath, inbox, notRelevant, digestAt, forms, ...flags }: SiteFlags) {
  const privacy = privacyOf(flags)
  const limits = given({
    maxPerMinute: orNone(flags.maxPerMinute, asNumber),
    maxSubscriptions: orNone(flags.maxSubscriptions, asNumber),
  })
  return given({
    name,
    url: orNone(url, String),
    origins: origins?.split(',').map((origin) => origin.trim()),
    contact: orNone(contact, String),
    basePath,
    inbox: inbox === undefined ? undefined : inbox === 'on',
    notRelevant: notRelevant === undefined ? undefined : notRelevant === 'on',
    digestAt,
    payloadForms: forms === undefined ? undefined : formsOf(forms),
    privacy: Object.keys(privacy).length === 0 ? undefined : privacy,
    limits: Object.keys(limits).length === 0 ? undefined : limits,
    pace: paceOf(flags),
    silence: silenceOf(flags),
    quietHours: quietHoursOf(flags),
  })
}

function privacyOf({ notice, noticePage, details }: SiteFlags): object {
  const words = notice?.map((one) => {
    const [language = '', ...title] = one.split('=')
    return [language, { title: title.join('=') }]
  })
  const texts = words && (notice?.[0] === 'none' ? null : Object.fromEntries(words))
  return given({ texts, page: orNone(noticePage, String), details })
}

function privacyText({ texts = {}, page = '/', details = 'owner' }: Site['privacy']): string {
  const words = Object.entries(texts).map(([language, notice]) => `${language}: ${notice?.title}`)
  return `${words.join(', ') || 'the usual words'}; leads to ${page}; told to the ${details}`
}

// A wrong word is passed on: the server says so.
function formsOf(text: string): Site['payloadForms'] {
  return text === 'none' ? {} : Object.fromEntries(text.split(',').map((one) => one.trim().split('=', 2)))
}

function formsText(forms: Site['payloadForms']): string {
  const chosen = Object.entries(forms).map(([service, form]) => `${service}=${form}`)
  return chosen.join(', ') || 'the usual ones'
}

const LIST = {
  columns: {
    id: ({ id }: Site) => id,
    name: ({ name }: Site) => name,
    url: ({ url }: Site) => url ?? 'none',
    contact: ({ contact }: Site) => contact ?? 'none',
    'a minute': ({ limits }: Site) => limitText(limits.maxPerMinute),
    declared: ({ declared }: Site) =>
      Object.entries(declared)
        .map(([field, source]) => `${field} (${source})`)
        .join(', '),
  },
  none: 'None.',
}

const DETAILS = {
  id: ({ id }: Site) => id,
  name: (site: Site) => marked(site, 'name', site.name),
  url: (site: Site) => marked(site, 'url', site.url ?? 'none'),
  origins: (site: Site) => marked(site, 'origins', site.origins.join(', ') || 'none'),
  contact: (site: Site) => marked(site, 'contact', site.contact ?? 'none'),
  'base path': (site: Site) => marked(site, 'basePath', site.basePath || '/'),
  'messages a minute': (site: Site) => marked(site, 'limits', limitText(site.limits.maxPerMinute)),
  'subscriptions of one subscriber': (site: Site) =>
    marked(site, 'limits', String(site.limits.maxSubscriptions ?? 'at most 100')),
  pace: (site: Site) => marked(site, 'pace', paceText(site.pace)),
  'never react': (site: Site) => marked(site, 'silence', silenceText(site.silence)),
  'quiet hours': (site: Site) => marked(site, 'quietHours', quietHoursText(site.quietHours)),
  inbox: ({ inbox }: Site) => (inbox ? 'on' : 'off'),
  'not relevant': ({ notRelevant }: Site) => (notRelevant ? 'on' : 'off'),
  'digest at': ({ digestAt }: Site) => digestAt,
  forms: ({ payloadForms }: Site) => formsText(payloadForms),
  'kept back': ({ privacy }: Site) => privacyText(privacy),
  created: ({ createdAt }: Site) => createdAt,
}

function limitText(limit: number | null): string {
  return limit === null ? 'no ceiling' : `at most ${limit}`
}

function marked({ declared }: Site, field: keyof Site['declared'], text: string): string {
  const source = declared[field]
  return source === undefined ? text : `${text}   (declared in ${source})`
}
