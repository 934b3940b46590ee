import type { BelfryClient } from '@belfry/client'
import type { Command } from 'commander'
import { answerOf } from './api-client.ts'
import { clientOf } from './print-list.ts'
import { printTable } from './print-table.ts'
import { given, siteQuery, withExamples, withSite, type SetUpFlags } from './set-up-flags.ts'
import { sparkline } from './sparkline.ts'
import type { Terminal } from './terminal.ts'

interface PeriodFlags extends SetUpFlags {
  from?: string
  to?: string
  zone?: string
  step?: string
  topic?: string
  pushService?: string
  browser?: string
  system?: string
  notification?: string
}

/** The part of an answer that every statistic has. */
interface Answer {
  from: string
  to: string
  zone: string
  step: string
  points: readonly object[]
  totals: object
  previous: { totals: object } | null
}

type Filter = 'topic' | 'device' | 'notification'

interface Shown {
  name: string
  description: string
  filters: readonly Filter[]
  example: string
  ask: (client: BelfryClient, query: never) => Promise<Answer>
}

const STATISTICS: readonly Shown[] = [
  {
    name: 'growth',
    description: 'how the number of subscriptions grew and shrank',
    filters: ['device'],
    example: '--from 2026-11-01',
    ask: (client, query) => answerOf(client.GET('/v1/stats/growth', { params: { query } })),
  },
  {
    name: 'deliveries',
    description: 'how deliveries ended',
    filters: ['topic', 'device', 'notification'],
    example: '--push-service apple',
    ask: (client, query) => answerOf(client.GET('/v1/stats/deliveries', { params: { query } })),
  },
  {
    name: 'engagement',
    description: 'what people did with notifications',
    filters: ['topic', 'device', 'notification'],
    example: '--topic blog --zone Europe/Berlin',
    ask: (client, query) => answerOf(client.GET('/v1/stats/engagement', { params: { query } })),
  },
  {
    name: 'opt-outs',
    description: 'topics that people turn off, and on',
    filters: ['topic'],
    example: '--topic blog',
    ask: (client, query) => answerOf(client.GET('/v1/stats/opt-outs', { params: { query } })),
  },
  {
    name: 'latency',
    description: 'how long deliveries took, in milliseconds',
    filters: ['topic', 'notification'],
    example: '--step hour --from 2026-11-29',
    ask: (client, query) => answerOf(client.GET('/v1/stats/latency', { params: { query } })),
  },
]

/** Adds the statistics of a period: a line for each column, with the period before and a sparkline. */
export function addPeriodStats(stats: Command, terminal: Terminal): void {
  for (const { name, description, filters, example, ask } of STATISTICS) {
    const command = withSite(stats.command(name))
      .description(description)
      .option('--from <date>', 'the first day (default 29 days before the last)')
      .option('--to <date>', 'the last day, included (default today)')
      .option('--zone <name>', 'whose days and hours, e.g. Europe/Berlin (default UTC)')
      .option('--step <step>', 'hour or day (default: hours up to two days)')
    if (filters.includes('topic')) command.option('--topic <id>', 'only this topic')
    if (filters.includes('device')) {
      command
        .option('--push-service <name>', 'only fcm, mozilla, apple, wns or other')
        .option('--browser <name>', 'only chrome, edge, firefox, safari, opera or other')
        .option('--system <name>', 'only windows, mac, linux, android, iphone, ipad, cros or other')
    }
    if (filters.includes('notification')) command.option('--notification <id>', 'only this notification')
    command.action(async (_: PeriodFlags, command: Command) => {
      const flags = command.optsWithGlobals<PeriodFlags>()
      const { from, to, zone, step, topic, pushService, browser, system, notification } = flags
      const asked = given({ from, to, zone, step, topic, pushService, browser, system, notification })
      const found = await ask(clientOf(command, terminal), { ...siteQuery(flags), ...asked } as never)
      if (flags.json) terminal.out(`${JSON.stringify(found, undefined, 2)}\n`)
      else print(terminal, found)
    })
    withExamples(command, `belfry stats ${name}`, `belfry stats ${name} ${example}`)
  }
}

interface Line {
  name: string
  now: string
  before: string
  change: string
  line: string
}

function print(terminal: Terminal, { from, to, zone, step, points, totals, previous }: Answer): void {
  const last = new Date(Date.parse(to) - 1).toISOString()
  terminal.out(`${from.slice(0, 16)} to ${last.slice(0, 16)}, by ${step}, ${zone}\n`)
  const before = numbersOf(previous?.totals ?? {})
  const lines = Object.entries(numbersOf(totals)).map(([name, now]): Line => {
    const earlier = before[name] ?? null
    const numbers = points.map((point) => numbersOf(point)[name] ?? null)
    return {
      name: worded(name),
      now: shown(name, now),
      before: shown(name, earlier),
      change: changeOf(now, earlier),
      line: numbers.every((number) => number === null) ? '' : sparkline(numbers),
    }
  })
  printTable(terminal, lines, TABLE, {})
}

const TABLE = {
  columns: {
    '': ({ name }: Line) => name,
    now: ({ now }: Line) => now,
    before: ({ before }: Line) => before,
    change: ({ change }: Line) => change,
    'over time': ({ line }: Line) => line,
  },
  none: 'Nothing was counted.',
}

// Of the totals, and of groups in them such as the reasons of losses.
function numbersOf(sums: object): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(sums).flatMap(([name, value]) => {
      if (typeof value === 'number' || value === null) return [[name, value as number | null]]
      return typeof value === 'object' ? Object.entries(value as Record<string, number>) : []
    }),
  )
}

function shown(name: string, number: number | null): string {
  if (number === null) return '-'
  return /Rate$|Share$/.test(name) ? `${(number * 100).toFixed(1)} %` : number.toLocaleString('en')
}

function changeOf(now: number | null, before: number | null): string {
  if (now === null || before === null || before === 0) return ''
  const percent = Math.round((now / before - 1) * 100)
  return `${percent > 0 ? '+' : ''}${percent} %`
}

/** `measurableShare` is `measurable share`. */
function worded(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
