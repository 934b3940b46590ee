import type { BelfryModels } from '@belfry/client'
import { Option, type Command } from 'commander'
import { answerOf } from './api-client.ts'
import { clientOf } from './print-list.ts'
import { paceOf, paceText, withPace, type PaceFlags } from './pace-flags.ts'
import { printDetails, printTable } from './print-table.ts'
import {
  given,
  losingQuery,
  changeBody,
  freed,
  siteQuery,
  withExamples,
  withSite,
  type SetUpFlags,
} from './set-up-flags.ts'
import type { Terminal } from './terminal.ts'

type Topic = BelfryModels['Topic']

interface TopicFlags extends SetUpFlags, PaceFlags {
  name?: string
  description?: string
  access?: string
  transactional?: boolean
  default?: boolean
  notRelevant?: 'on' | 'off' | 'site'
  privacy?: Topic['privacy']
}

/** Adds `belfry topics …`: the topics that people can turn on and off, changed by the API of a running server. */
export function addTopicCommands(program: Command, terminal: Terminal): void {
  const topics = program.command('topics').description('event types that people can turn on and off')
  withSite(topics)
  withSite(topics.command('list', { isDefault: true }))
    .description('all of the site, by id')
    .action(async (_: TopicFlags, command: Command) => {
      const flags = command.optsWithGlobals<TopicFlags>()
      const params = { query: siteQuery(flags) }
      const { topics: found } = await answerOf(clientOf(command, terminal).GET('/v1/topics', { params }))
      printTable(terminal, found, LIST, flags)
    })
  withSite(topics.command('show <id>'))
    .description('show one')
    .action(async (id: string, _: TopicFlags, command: Command) => {
      const flags = command.optsWithGlobals<TopicFlags>()
      const params = { path: { id }, query: siteQuery(flags) }
      const topic = await answerOf(clientOf(command, terminal).GET('/v1/topics/{id}', { params }))
      printDetails(terminal, topic, DETAILS, flags)
    })
  const add = withFields(withSite(topics.command('add <id>')))
    .description('make one')
    .requiredOption('--name <name>', 'its name for people')
    .option('--transactional', 'never capped or held: a reply to you, an assigned task')
    .option('--default', 'on for people who subscribe without choosing topics')
    .action(async (id: string, _: TopicFlags, command: Command) => {
      const flags = command.optsWithGlobals<TopicFlags>()
      const body = { id, ...fieldsOf(flags) } as BelfryModels['NewTopic']
      const params = { query: siteQuery(flags) }
      const topic = await answerOf(clientOf(command, terminal).POST('/v1/topics', { params, body }))
      printDetails(terminal, topic, DETAILS, flags)
    })
  withExamples(
    add,
    'belfry topics add blog --name "New posts" --default',
    'belfry topics add replies --name "Replies to you" --transactional --access granted',
  )
  const edit = withFields(withSite(topics.command('edit <id>')))
    .description('change one; omitted fields stay as they are')
    .option('--name <name>', 'its name for people')
    .option('--transactional', 'never capped or held')
    .option('--no-transactional')
    .option('--default', 'on for people who subscribe without choosing topics')
    .option('--no-default')
    .option('--free', 'release it, where its declaration is gone')
    .action(async (id: string, _: TopicFlags, command: Command) => {
      const flags = command.optsWithGlobals<TopicFlags>()
      const body = changeBody({ ...fieldsOf(flags), ...freed(flags) })
      const params = { path: { id }, query: siteQuery(flags) }
      const topic = await answerOf(clientOf(command, terminal).PATCH('/v1/topics/{id}', { params, body }))
      printDetails(terminal, topic, DETAILS, flags)
    })
  withExamples(
    edit,
    'belfry topics edit blog --name "From the blog" --description "About once a week"',
    'belfry topics edit blog --no-default',
    'belfry topics edit blog --pace-per-day 1 --pace-excess skip',
  )
  const remove = withSite(topics.command('remove <id>'))
    .description("remove one, with everybody's choice about it")
    .option('--losing <n>', 'how many people may have it on (default 0)')
    .action(async (id: string, _: TopicFlags, command: Command) => {
      const flags = command.optsWithGlobals<TopicFlags>()
      const params = { path: { id }, query: losingQuery(flags) }
      const removed = await answerOf(clientOf(command, terminal).DELETE('/v1/topics/{id}', { params }))
      if (flags.json) terminal.out(`${JSON.stringify(removed)}\n`)
      else terminal.out(`Removed the topic ${id}; ${removed.people} people had it on.\n`)
    })
  withExamples(remove, 'belfry topics remove replies', 'belfry topics remove blog --losing 12')
}

function withFields(command: Command): Command {
  return withPace(command)
    .option('--description <text>', 'its description for people')
    .addOption(
      new Option('--not-relevant <on|off|site>', 'whether notifications have an action "Not relevant"').choices([
        'on',
        'off',
        'site',
      ]),
    )
    .addOption(
      new Option(
        '--privacy <level>',
        'the least that pushes keep back: generic, the text; opaque, all but an id',
      ).choices(['full', 'generic', 'opaque']),
    )
    .option('--access <access>', 'open: any visitor may turn it on; granted: only people whose identity token names it')
}

function fieldsOf({
  name,
  description,
  access,
  transactional,
  default: isDefault,
  notRelevant,
  privacy,
  ...flags
}: TopicFlags) {
  const offers = { on: true, off: false, site: null }
  return given({
    name,
    description,
    access,
    transactional,
    default: isDefault,
    notRelevant: notRelevant && offers[notRelevant],
    privacy,
    pace: paceOf(flags),
  })
}

const LIST = {
  columns: {
    id: ({ id }: Topic) => id,
    name: ({ name }: Topic) => name,
    access: ({ access }: Topic) => access,
    transactional: (topic: Topic) => yesOrNo(topic.transactional),
    default: (topic: Topic) => yesOrNo(topic.default),
    declared: ({ declared }: Topic) => declared ?? '',
  },
  none: 'None: belfry topics add makes one.',
}

const DETAILS = {
  id: ({ id }: Topic) => id,
  name: ({ name }: Topic) => name,
  description: ({ description }: Topic) => description || 'none',
  access: ({ access }: Topic) => access,
  transactional: (topic: Topic) => yesOrNo(topic.transactional),
  default: (topic: Topic) => yesOrNo(topic.default),
  pace: ({ pace }: Topic) => paceText(pace),
  'not relevant': ({ notRelevant }: Topic) => (notRelevant === null ? 'as the site says' : yesOrNo(notRelevant)),
  privacy: ({ privacy }: Topic) => privacy,
  declared: ({ declared }: Topic) => (declared === null ? 'no' : `in ${declared}: change it there`),
  created: ({ createdAt }: Topic) => createdAt,
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no'
}
