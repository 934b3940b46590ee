import type { Command } from 'commander'
import { readClientSettings } from '../config/client-settings.ts'
import type { Flags } from '../config/environment.ts'
import { createApiClient, type ApiClient } from './api-client.ts'
import { parseAudience } from './audience.ts'
import { progressText } from './progress-text.ts'
import type { Terminal } from './terminal.ts'
import { watchNotification } from './watch-notification.ts'

const COMMAND = 'belfry notifications'
const PAGES = 10

interface Context {
  terminal: Terminal
  /** Ctrl-C */
  stop: () => AbortSignal
  /** what the process ends with */
  exit: (code: number) => void
}

type SendFlags = Flags & { to: string; title: string; watch?: string }

/** Adds `belfry send` and `belfry notifications …`, which speak to a running server by its API. */
export function addNotificationCommands(program: Command, context: Context): void {
  const { terminal, stop, exit } = context
  const clientOf = (flags: Flags) => createApiClient(readClientSettings(terminal.env, flags))
  const again = ({ data, server }: Flags) =>
    `${COMMAND}${server === undefined ? '' : ` --server ${server}`}${data === undefined ? '' : ` --data ${data}`}`
  const watch = async (id: string, flags: Flags, client = clientOf(flags)) =>
    exit(await watchNotification(id, client, terminal, { stop: stop(), command: again(flags) }))

  withServer(program.command('send'))
    .description('send a notification through a running server')
    .requiredOption('--to <audience>', 'all, topic:<id>, subscriber:<id> or subscriber:<id>,<id>…')
    .requiredOption('--title <text>')
    .option('--body <text>')
    .option('--url <link>', 'where a click leads, on the site')
    .option('--ttl <seconds>', 'for how long it is worth delivering')
    .option('--urgency <urgency>', 'very-low, low, normal or high')
    .option('--idempotency-key <key>', 'the same key is sent once, however often it is asked for')
    .option('--watch', 'stay and show how it gets on')
    .action(async (flags: SendFlags & { idempotencyKey?: string }) => {
      const client = clientOf(flags)
      const { id, note, state } = await client.send(notificationOf(flags), flags.idempotencyKey)
      terminal.out(`${id}\n`)
      if (note !== undefined) terminal.err(`belfry: ${note}\n`)
      if (flags.watch) await watch(id, flags, client)
      else if (state !== 'done' && terminal.isTerminal)
        terminal.err(`Being sent. See how it gets on:  ${again(flags)} watch ${id}\n`)
    })

  const notifications = program.command('notifications').description('what was and is being sent')
  withServer(notifications)
  // A flag may stand before or behind the command.
  const flagsOf = (command: Command) => command.optsWithGlobals<Flags>()
  withServer(notifications.command('list'))
    .description('the newest, and how far each is')
    .option('--json', 'as JSON, a line each')
    .option('--all', `not only the newest, ${PAGES} pages at most`)
    .action((_, command: Command) => list(clientOf(flagsOf(command)), flagsOf(command), terminal))
  withServer(notifications.command('watch <id>'))
    .description('show how one gets on, until it has ended; Ctrl-C ends only the watching')
    .action((id: string, _, command: Command) => watch(id, flagsOf(command)))
  for (const [name, state, what] of CHANGES) {
    withServer(notifications.command(`${name} <id>`))
      .description(what)
      .action(async (id: string, _, command: Command) => {
        const changed = await clientOf(flagsOf(command)).setState(id, state)
        terminal.out(`${progressText(changed, { bar: false })}\n`)
      })
  }
}

const CHANGES = [
  ['pause', 'paused', 'stop sending one, within a second; nothing is lost'],
  ['resume', 'sending', 'go on with one that is paused'],
  ['cancel', 'cancelled', 'send no more of one, for good'],
] as const

export function withServer(command: Command): Command {
  return command
    .option(
      '--server <url>',
      'of the running server (default http://127.0.0.1:8030); BELFRY_SERVER',
    ) // prettier-ignore
    .option('--data <folder>', "the server's data folder, to find the API key; or BELFRY_API_KEY")
}

function notificationOf({ to, title, body, url, ttl, urgency }: SendFlags): object {
  return {
    to: parseAudience(to),
    title,
    ...(body === undefined ? {} : { body }),
    ...(url === undefined ? {} : { url }),
    // What is no number stays what it is: the server says what is wrong with it.
    ...(ttl === undefined ? {} : { ttl: /^\d+$/.test(ttl) ? Number(ttl) : ttl }),
    ...(urgency === undefined ? {} : { urgency }),
  }
}

async function list(client: ApiClient, flags: Flags, terminal: Terminal): Promise<void> {
  let cursor: string | undefined
  for (let page = 0; page < (flags['all'] ? PAGES : 1); page += 1) {
    const { notifications, next } = await client.list(cursor)
    for (const notification of notifications) {
      const { id, createdAt, title } = notification
      const line = `${id}  ${createdAt}  ${progressText(notification, { bar: false })}  ${title}`
      terminal.out(`${flags['json'] ? JSON.stringify(notification) : line}\n`)
    }
    if (next === null) return
    cursor = next
  }
}
