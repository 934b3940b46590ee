import type { BelfryModels } from '@belfry/client'
import type { Command } from 'commander'
import { ConfigError } from '../config/config-error.ts'
import { answerOf } from './api-client.ts'
import { clientOf } from './print-list.ts'
import { given, orNone, withExamples, withJson } from './set-up-flags.ts'
import type { Terminal } from './terminal.ts'

interface PreferencesFlags {
  json?: boolean
  on?: string[]
  off?: string[]
  pause?: string
  quiet?: string
  timeZone?: string
  content?: string
  digest?: string
  perDay?: string
  perWeek?: string
}

type Change = BelfryModels['PreferencesChange']

/** Adds `belfry subscribers preferences` and `preferences-link`, for the site's own staff. */
export function addPreferencesCommands(subscribers: Command, terminal: Terminal): void {
  const command = withJson(subscribers.command('preferences <id>'))
    .description('show what a person wants, or change it on their behalf')
    .option('--on <topic...>', 'topics to turn on')
    .option('--off <topic...>', 'topics to turn off')
    .option('--pause <minutes>', 'send nothing for so long; forever; none: go on')
    .option('--quiet <from-to>', 'quiet hours on their clock, such as 22:00-07:00; none; site: as the site says')
    .option('--time-zone <name>', 'such as Europe/Berlin; none: the one of their browser')
    .option(
      '--digest <when>',
      'what nobody waits for once a day, at a time such as 18:00; on: when the site says; none',
    )
    .option('--per-day <number>', 'at most so many messages in a day; none: as many as the site sends')
    .option('--per-week <number>', 'the same in seven days; what is not given of the two is none')
    .option('--content <what>', 'full; generic: only that there is a new message; opaque: and the push has only an id')
    .action(async (id: string, flags: PreferencesFlags, command: Command) => {
      const client = clientOf(command, terminal)
      const change = changeOf(flags)
      const path = { params: { path: { id } } }
      const at = '/v1/subscribers/{id}/preferences'
      const asked = Object.keys(change).length === 0 ? client.GET(at, path) : client.PUT(at, { ...path, body: change })
      const found = await answerOf(asked)
      terminal.out(flags.json ? `${JSON.stringify(found, undefined, 2)}\n` : textOf(found))
    })
  withExamples(
    command,
    'belfry subscribers preferences ada',
    'belfry subscribers preferences ada --off news --quiet 22:00-07:00 --pause 60',
  )
  withJson(subscribers.command('preferences-link <id>'))
    .description('print a link where a person chooses without signing in; whoever has it can change these preferences')
    .option('--grant <topic...>', 'granted topics that may be turned on by it')
    .action(async (id: string, flags: { json?: boolean; grant?: string[] }, command: Command) => {
      const asked = clientOf(command, terminal).POST('/v1/subscribers/{id}/preferences-link', {
        params: { path: { id } },
        body: { ...given({ topics: flags.grant }) } as never,
      })
      const made = await answerOf(asked)
      terminal.out(flags.json ? `${JSON.stringify(made, undefined, 2)}\n` : `${made.url}\n`)
    })
}

function changeOf(flags: PreferencesFlags): Change {
  const { on = [], off = [], pause, quiet, timeZone, content, digest, perDay, perWeek } = flags
  const topics = Object.fromEntries([...on.map((id) => [id, true]), ...off.map((id) => [id, false])])
  return given({
    topics: on.length + off.length === 0 ? undefined : topics,
    paused: pause === undefined ? undefined : pauseOf(pause),
    quietHours: orNone(quiet, (text) => (text === 'site' ? text : quietOf(text))),
    timeZone: orNone(timeZone, String),
    digest: orNone(digest, (at) => ({ at: at === 'on' ? null : at })),
    pace:
      perDay === undefined && perWeek === undefined
        ? undefined
        : { perDay: capOf('per-day', perDay), perWeek: capOf('per-week', perWeek) },
    content: content as Change['content'], // The server says what is wrong with another word.
  })
}

function pauseOf(text: string): NonNullable<Change['paused']> {
  if (text === 'none') return false
  if (text === 'forever') return true
  if (/^\d{1,6}$/.test(text)) return { minutes: Number(text) }
  throw new ConfigError([{ setting: 'pause', message: 'must be a number of minutes, forever or none' }])
}

function quietOf(text: string): { from: string; to: string } {
  const [from = '', to = '', ...more] = text.split('-')
  if (more.length === 0 && from !== '' && to !== '') return { from, to }
  throw new ConfigError([{ setting: 'quiet', message: 'must be two times of day, such as 22:00-07:00, or none' }])
}

function capOf(setting: string, text = 'none'): number | null {
  if (text === 'none') return null
  if (/^\d{1,4}$/.test(text)) return Number(text)
  throw new ConfigError([{ setting, message: 'must be a number of messages, or none' }])
}

function textOf(found: BelfryModels['Preferences']): string {
  const { topics, paused, timeZone, effectiveTimeZone, content, digest, effectiveDigestAt, pace, silent, next } = found
  const pause = typeof paused === 'object' ? `until ${paused.until}` : paused ? 'until resumed' : 'none'
  const lines = [
    ['topics', topics.map(({ id, on }) => `${id} ${on ? 'on' : 'off'}`).join(', ') || 'none'],
    ['pause', pause],
    ['quiet hours', quietText(found)],
    ['time zone', timeZone ?? `${effectiveTimeZone} (of the browser)`],
    ['digest', digest === null ? 'none' : `once a day at ${effectiveDigestAt}`],
    ['at most', paceText(pace)],
    ...(silent === null
      ? []
      : [['silent', `${silent.perWeek} a week, no reaction since ${silent.since.slice(0, 10)}`]]),
    ['content', content],
  ]
  return `${lines.map(([name = '', value]) => `${name.padEnd(12)} ${value}\n`).join('')}${next.text}\n`
}

function quietText({ quietHours, quietHoursOf }: BelfryModels['Preferences']): string {
  if (quietHours === null) return 'none'
  return `${quietHours.from} to ${quietHours.to}${quietHoursOf === 'site' ? ' (of the site)' : ''}`
}

function paceText(pace: BelfryModels['Preferences']['pace']): string {
  const caps = [pace?.perDay && `${pace.perDay} a day`, pace?.perWeek && `${pace.perWeek} in seven days`]
  return caps.filter(Boolean).join(', ') || 'as many as the site sends'
}
