import type { BelfryModels } from '@belfry/client'
import type { Command } from 'commander'
import type { Flags } from '../config/environment.ts'
import { answerOf } from './api-client.ts'
import { appearanceText } from './appearance-text.ts'
import { parseAudience } from './audience.ts'
import { clientOf, printList, withListFlags, withServer, type ListFlags } from './print-list.ts'
import { previewText } from './preview-text.ts'
import { progressText } from './progress-text.ts'
import type { Terminal } from './terminal.ts'
import { watchNotification } from './watch-notification.ts'

const COMMAND = 'belfry notifications'

interface Context {
  terminal: Terminal
  /** Ctrl-C */
  stop: () => AbortSignal
  /** the exit code of the process */
  exit: (code: number) => void
}

type SendFlags = Flags & { to: string; title: string; watch?: string; preview?: boolean; json?: boolean }

/** Adds `belfry send` and `belfry notifications …`, which use the API of a running server. */
export function addNotificationCommands(program: Command, context: Context): void {
  const { terminal, stop, exit } = context
  const again = ({ data, server }: Flags) =>
    `${COMMAND}${server === undefined ? '' : ` --server ${server}`}${data === undefined ? '' : ` --data ${data}`}`
  const watch = async (id: string, command: Command) => {
    const client = clientOf(command, terminal)
    const get = (id: string) => answerOf(client.GET('/v1/notifications/{id}', { params: { path: { id } } }))
    const options = { stop: stop(), command: again(command.optsWithGlobals<Flags>()) }
    exit(await watchNotification(id, { get }, terminal, options))
  }

  const preview = async (flags: SendFlags, command: Command) => {
    const body = notificationOf(flags) as BelfryModels['NewNotification']
    const answer = await answerOf(clientOf(command, terminal).POST('/v1/notifications/preview', { body }))
    terminal.out(flags.json ? `${JSON.stringify(answer)}\n` : `${previewText(answer)}\n${appearanceText(answer)}`)
  }

  withNotification(withServer(program.command('send')))
    .description('send a notification through a running server')
    .option('--idempotency-key <key>', 'the same key is sent once, even if the request is repeated')
    .option('--watch', 'stay and show the progress')
    .option('--preview', 'show who would get it and how it looks on each system; sends nothing')
    .action(async (flags: SendFlags & { idempotencyKey?: string }, command: Command) => {
      if (flags.preview) {
        await preview(flags, command)
        return
      }
      const { idempotencyKey } = flags
      const header = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }
      const asked = clientOf(command, terminal).POST('/v1/notifications', {
        params: { header },
        body: notificationOf(flags) as BelfryModels['NewNotification'],
      })
      const { id, note, state } = await answerOf(asked)
      terminal.out(`${id}
`)
      if (note !== undefined)
        terminal.err(`belfry: ${note}
`)
      if (flags.watch) await watch(id, command)
      else if (state !== 'done' && terminal.isTerminal)
        terminal.err(`Being sent. See how it gets on:  ${again(flags)} watch ${id}
`)
    })

  const notifications = program.command('notifications').description('notifications, sent and under way')
  withServer(notifications)
  withListFlags(notifications.command('list', { isDefault: true }))
    .description('the newest, with their progress')
    .option('--state <state>', 'planning, sending, paused, cancelled or done')
    .action((flags: ListFlags & { state?: string }, command: Command) => {
      const client = clientOf(command, terminal)
      const filter = { state: flags.state } as object
      return printList(terminal, flags, {
        ask: (page) => answerOf(client.GET('/v1/notifications', { params: { query: { ...filter, ...page } } })),
        items: (page) => page.notifications,
        line: lineOf,
        none: 'None.',
      })
    })
  withServer(notifications.command('watch <id>'))
    .description('show the progress of one, until it has ended; Ctrl-C ends only the watching')
    .action((id: string, _, command: Command) => watch(id, command))
  withNotification(withServer(notifications.command('preview')))
    .description('how many would get one now, later or not, and why, and how it looks; sends nothing')
    .option('--json', 'as JSON')
    .action(preview)
  for (const [name, state, what] of CHANGES) {
    withServer(notifications.command(`${name} <id>`))
      .description(what)
      .action(async (id: string, _, command: Command) => {
        const asked = clientOf(command, terminal).PATCH('/v1/notifications/{id}', {
          params: { path: { id } },
          body: { state },
        })
        const changed = await answerOf(asked)
        terminal.out(`${progressText(changed, { bar: false })}\n`)
      })
  }
}

function withNotification(command: Command): Command {
  return command
    .requiredOption('--to <audience>', 'all, topic:<id>, subscriber:<id> or subscriber:<id>,<id>…')
    .requiredOption('--title <text>')
    .option('--body <text>')
    .option('--url <link>', 'where a click leads, on the site')
    .option('--ttl <seconds>', 'how long it may be delivered')
    .option('--urgency <urgency>', 'very-low, low, normal or high')
}

const CHANGES = [
  ['pause', 'paused', 'stop sending one, within a second; nothing is lost'],
  ['resume', 'sending', 'go on with one that is paused'],
  ['cancel', 'cancelled', 'send no more of one, for good'],
] as const

function notificationOf({ to, title, body, url, ttl, urgency }: SendFlags): object {
  return {
    to: parseAudience(to),
    title,
    ...(body === undefined ? {} : { body }),
    ...(url === undefined ? {} : { url }),
    // A text that is no number is passed on: the server reports what is wrong with it.
    ...(ttl === undefined ? {} : { ttl: /^\d+$/.test(ttl) ? Number(ttl) : ttl }),
    ...(urgency === undefined ? {} : { urgency }),
  }
}

function lineOf(notification: BelfryModels['Notification']): string {
  const { id, createdAt, title } = notification
  return `${id}  ${createdAt}  ${progressText(notification, { bar: false })}  ${title}`
}
