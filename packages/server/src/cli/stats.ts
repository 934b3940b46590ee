import type { BelfryModels } from '@belfry/client'
import type { Command } from 'commander'
import { answerOf } from './api-client.ts'
import { clientOf } from './print-list.ts'
import { printTable } from './print-table.ts'
import { addPeriodStats } from './stats-periods.ts'
import { asNumber, given, siteQuery, withExamples, withSite, type SetUpFlags } from './set-up-flags.ts'
import type { Terminal } from './terminal.ts'

interface StatsFlags extends SetUpFlags {
  days?: string
  topic?: string
  prompt?: string
}

type Asked = BelfryModels['Funnel']['funnel'][number]
type Judged = BelfryModels['Reputation']['findings'][number]
type Told = BelfryModels['InteractionStats']['interactions'][number]

/** Adds `belfry stats …`: sums of a running server. */
export function addStatsCommands(program: Command, terminal: Terminal): void {
  const stats = program.command('stats').description('what became of what was sent and asked')
  const funnel = withSite(stats.command('funnel'))
    .description('how asking went, by topic, browser and prompt')
    .option('--days <n>', 'so many days, with today (default 30)')
    .option('--topic <id>', 'only this topic')
    .option('--prompt <name>', 'only this prompt')
    .action(async (_: StatsFlags, command: Command) => {
      const flags = command.optsWithGlobals<StatsFlags>()
      const { topic, prompt } = flags
      const query = { ...siteQuery(flags), ...given({ days: asNumber(flags.days), topic, prompt }) }
      const found = await answerOf(clientOf(command, terminal).GET('/v1/stats/funnel', { params: { query } }))
      printTable(terminal, found.funnel, FUNNEL, flags)
    })
  withExamples(funnel, 'belfry stats funnel --days 7', 'belfry stats funnel --topic blog --prompt after-order')
  const interactions = withSite(stats.command('interactions'))
    .description('what people did with notifications, by topic and push service')
    .option('--days <n>', 'so many days, with today (default 30)')
    .action(async (_: StatsFlags, command: Command) => {
      const flags = command.optsWithGlobals<StatsFlags>()
      const query = { ...siteQuery(flags), ...given({ days: asNumber(flags.days) }) }
      const found = await answerOf(clientOf(command, terminal).GET('/v1/stats/interactions', { params: { query } }))
      printTable(terminal, found.interactions, INTERACTIONS, flags)
    })
  withExamples(interactions, 'belfry stats interactions --days 7')
  addPeriodStats(stats, terminal)
  addReputation(stats, terminal)
}

function addReputation(stats: Command, terminal: Terminal): void {
  const reputation = withSite(stats.command('reputation'))
    .description('how browsers are likely to see the site as a sender, and what to do')
    .action(async (_: StatsFlags, command: Command) => {
      const flags = command.optsWithGlobals<StatsFlags>()
      const query = siteQuery(flags)
      const found = await answerOf(clientOf(command, terminal).GET('/v1/stats/reputation', { params: { query } }))
      if (flags.json) terminal.out(`${JSON.stringify(found, undefined, 2)}\n`)
      else {
        terminal.out(`${found.level}: ${found.score} of 100, by the last ${found.days} days\n`)
        printTable(terminal, found.findings, FINDINGS, {})
        for (const { level, advice } of found.findings) if (level !== 'good') terminal.out(`\n${advice}\n`)
      }
    })
  withExamples(reputation, 'belfry stats reputation')
  const recount = withSite(stats.command('recount <notification>'))
    .description('count a notification anew from its deliveries and interactions')
    .action(async (notification: string, _: StatsFlags, command: Command) => {
      const flags = command.optsWithGlobals<StatsFlags>()
      const params = { query: siteQuery(flags) }
      const client = clientOf(command, terminal)
      const done = await answerOf(client.POST('/v1/stats/recounts', { params, body: { notification } }))
      terminal.out(flags.json ? `${JSON.stringify(done)}\n` : 'It is counted anew within a minute after it is over.\n')
    })
  withExamples(recount, 'belfry stats recount 0d2c8a1e')
}

const FINDINGS = {
  columns: {
    measure: ({ measure }: Judged) => measure,
    level: ({ level }: Judged) => level,
    '': ({ says }: Judged) => says,
  },
  none: 'Nothing was judged.',
}

const FUNNEL = {
  columns: {
    topic: ({ topic }: Asked) => topic ?? '',
    browser: ({ browser }: Asked) => browser,
    prompt: ({ prompt }: Asked) => prompt ?? '',
    shown: ({ steps }: Asked) => String(steps.shown),
    'soft yes': ({ steps }: Asked) => String(steps['soft-yes']),
    'soft no': ({ steps }: Asked) => String(steps['soft-no']),
    'native yes': ({ steps }: Asked) => String(steps['native-yes']),
    'native no': ({ steps }: Asked) => String(steps['native-no']),
    left: ({ steps }: Asked) => String(steps.left),
  },
  none: 'Nobody was asked.',
}

const INTERACTIONS = {
  columns: {
    topic: ({ topic }: Told) => topic ?? '',
    service: ({ service }: Told) => service,
    displayed: ({ displayed }: Told) => measured(displayed),
    clicked: ({ clicked }: Told) => String(clicked),
    actions: ({ actions }: Told) => String(actions),
    closed: ({ closed }: Told) => measured(closed),
    irrelevant: ({ irrelevant }: Told) => String(irrelevant),
  },
  none: 'Nothing was told.',
}

function measured(count: number | null): string {
  return count === null ? 'not measurable' : String(count)
}
