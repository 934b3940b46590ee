import type { BelfryModels } from '@belfry/client'
import type { Command } from 'commander'
import { answerOf } from './api-client.ts'
import { clientOf, printList, withListFlags, withServer, type ListFlags } from './print-list.ts'
import { printPrivate } from './print-private.ts'
import { addPreferencesCommands } from './subscriber-preferences.ts'
import type { Terminal } from './terminal.ts'

/** Adds `belfry subscribers …`: people as the site knows them. Uses the API of a running server. */
export function addSubscriberCommands(program: Command, terminal: Terminal): void {
  const subscribers = program.command('subscribers').description('people, as your site knows them, and their topics')
  withServer(subscribers)
  withListFlags(subscribers.command('list', { isDefault: true }))
    .description('the newest first; with --prefix in the order of their ids')
    .option('--prefix <text>', 'whose id begins with it')
    .option('--topic <id>', 'who have it on')
    .action((flags: ListFlags & { prefix?: string; topic?: string }, command: Command) => {
      const client = clientOf(command, terminal)
      const { prefix, topic } = flags
      const filter = { ...(prefix !== undefined && { prefix }), ...(topic !== undefined && { topic }) }
      return printList(terminal, flags, {
        ask: (page) => answerOf(client.GET('/v1/subscribers', { params: { query: { ...filter, ...page } } })),
        items: (page) => page.subscribers,
        line: lineOf,
        none: 'Nobody.',
      })
    })
  withServer(subscribers.command('show <id>'))
    .description('show one, as JSON')
    .action(async (id: string, _, command: Command) => {
      const path = { params: { path: { id } } }
      const found = await answerOf(clientOf(command, terminal).GET('/v1/subscribers/{id}', path))
      terminal.out(`${JSON.stringify(found, undefined, 2)}\n`)
    })
  withListFlags(subscribers.command('inbox <id>'))
    .description('what was sent to a person, as the inbox shows it, the newest first')
    .action((id: string, flags: ListFlags, command: Command) => {
      const client = clientOf(command, terminal)
      return printList(terminal, flags, {
        ask: (page) =>
          answerOf(client.GET('/v1/subscribers/{id}/inbox', { params: { path: { id }, query: { ...page } } })),
        items: (page) => page.items,
        line: itemLine,
        none: 'Nothing.',
      })
    })
  withServer(subscribers.command('sign-out <id>'))
    .description('end all devices of a person, and refuse identity tokens from before')
    .action(async (id: string, _, command: Command) => {
      const path = { params: { path: { id } } }
      const client = clientOf(command, terminal)
      const { subscriptions } = await answerOf(client.DELETE('/v1/subscribers/{id}/subscriptions', path))
      terminal.out(`Ended: ${subscriptions} subscriptions. Identity tokens from before are refused.\n`)
    })
  withServer(subscribers.command('consents <id>'))
    .description('when, where and to which words a person said yes, and took it back')
    .option('--json', 'as JSON, a line each')
    .action(async (id: string, { json = false }: { json?: boolean }, command: Command) => {
      const path = { params: { path: { id } } }
      const { consents } = await answerOf(clientOf(command, terminal).GET('/v1/subscribers/{id}/consents', path))
      for (const one of consents) terminal.out(`${json ? JSON.stringify(one) : consentLine(one)}\n`)
      if (consents.length === 0 && !json) terminal.out('None.\n')
    })
  withServer(subscribers.command('export <id>'))
    .description('print everything that is stored about a person, as JSON')
    .option('--out <file>', 'write it there, for nobody else to read')
    .action(async (id: string, flags: { out?: string }, command: Command) => {
      const path = { params: { path: { id } } }
      const found = await answerOf(clientOf(command, terminal).GET('/v1/subscribers/{id}/export', path))
      printPrivate(`${JSON.stringify(found, undefined, 2)}\n`, flags.out, terminal)
      if (!found.complete) terminal.err('Not all of it: a list is longer than an export takes.\n')
    })
  addPreferencesCommands(subscribers, terminal)
  withServer(subscribers.command('erase <id>'))
    .description('erase a person: subscriptions, choices, and notifications only for them')
    .action(async (id: string, _, command: Command) => {
      const path = { params: { path: { id } } }
      const erased = await answerOf(clientOf(command, terminal).DELETE('/v1/subscribers/{id}', path))
      const { subscriptions, notifications } = erased
      terminal.out(`Erased: ${subscriptions} subscriptions, ${notifications} notifications for nobody else.\n`)
    })
}

function consentLine({ at, kind, wording, origin, path }: BelfryModels['Consent']): string {
  return [at, kind, wording, `${origin ?? ''}${path ?? ''}`].join('  ').trimEnd()
}

function itemLine({ createdAt, read, topic, title }: BelfryModels['InboxItem']): string {
  return [createdAt, read ? 'read  ' : 'unread', topic ?? '-', title].join('  ')
}

function lineOf({ id, createdAt, topics, activeSubscriptions }: BelfryModels['Subscriber']): string {
  const wants = topics.length === 0 ? 'no topics' : topics.join(', ')
  return [id ?? 'anonymous', createdAt, `${activeSubscriptions} active`, wants].join('  ')
}
