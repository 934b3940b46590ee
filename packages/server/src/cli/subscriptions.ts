import type { BelfryModels } from '@belfry/client'
import type { Command } from 'commander'
import { BROWSERS, SERVICES, SYSTEMS } from '../subscriptions/device.ts'
import { answerOf } from './api-client.ts'
import { clientOf, printList, withListFlags, withServer, type ListFlags } from './print-list.ts'
import { asNumber, withExamples, type SetUpFlags } from './set-up-flags.ts'
import type { Terminal } from './terminal.ts'

type Filter = Record<'status' | 'service' | 'browser' | 'os' | 'subscriber' | 'topic', string | undefined>

/** Adds `belfry subscriptions …`: browsers that can be reached, or could. Uses the API of a running server. */
export function addSubscriptionCommands(program: Command, terminal: Terminal): void {
  const subscriptions = program.command('subscriptions').description('browsers that can be reached, or could')
  withServer(subscriptions)
  withListFlags(subscriptions.command('list', { isDefault: true }))
    .description('the newest first')
    .option('--status <status>', 'active, key-mismatch or retired')
    .option('--service <service>', SERVICES.join(', '))
    .option('--browser <browser>', BROWSERS.join(', '))
    .option('--os <os>', SYSTEMS.join(', '))
    .option('--subscriber <id>', 'of this person, by the id that your site knows')
    .option('--topic <id>', 'of people who have it on')
    .action((flags: ListFlags & Filter, command: Command) => {
      const client = clientOf(command, terminal)
      const { status, service, browser, os, subscriber, topic } = flags
      // An unknown word is passed on: the server reports what is wrong with it.
      const filter = { status, service, browser, os, subscriber, topic } as object
      return printList(terminal, flags, {
        ask: (page) => answerOf(client.GET('/v1/subscriptions', { params: { query: { ...filter, ...page } } })),
        items: (page) => page.subscriptions,
        line: lineOf,
        none: 'None.',
      })
    })
  withServer(subscriptions.command('show <id>'))
    .description('show one, as JSON')
    .action(async (id: string, _, command: Command) => {
      const path = { params: { path: { id } } }
      const found = await answerOf(clientOf(command, terminal).GET('/v1/subscriptions/{id}', path))
      terminal.out(`${JSON.stringify(found, undefined, 2)}\n`)
    })
  withServer(subscriptions.command('diagnose <id>'))
    .description('why this browser gets its notifications, or does not, and what to do')
    .option('--json', 'as JSON')
    .action(async (id: string, { json = false }: { json?: boolean }, command: Command) => {
      const path = { params: { path: { id } } }
      const found = await answerOf(clientOf(command, terminal).GET('/v1/subscriptions/{id}/diagnosis', path))
      terminal.out(json ? `${JSON.stringify(found, undefined, 2)}\n` : textOf(found))
    })
  withServer(subscriptions.command('ageing'))
    .description('what became of browsers that stay away: the policy, and its runs')
    .action(async (_, command: Command) => {
      const { policy, runs } = await answerOf(clientOf(command, terminal).GET('/v1/ageing'))
      terminal.out(`${policyText(policy)}\n`)
      for (const { at, active, stale, aged, neverAccepted } of runs) {
        const ended = `${aged} ended, ${neverAccepted} never accepted`
        terminal.out(`${at}  ${active} active, ${stale} of them stale, ${ended}\n`)
      }
    })
  const prune = withServer(subscriptions.command('prune'))
    .description('end those whose browser was not seen for so long; says how many it would be, unless told')
    .requiredOption('--days <n>', 'days without a visit, 30 at least')
    .option('--losing <n>', 'how many it may end (default 0)')
    .option('--site <id>', "which site it is about (default: the API key's)")
    .option('--json', 'as JSON')
    .action(async (flags: SetUpFlags & { days: string }, command: Command) => {
      const { site } = flags
      const body = { days: asNumber(flags.days), losing: asNumber(flags.losing ?? '0') }
      const params = { query: site === undefined ? {} : { site } }
      const pruned = await answerOf(clientOf(command, terminal).POST('/v1/ageing/prunes', { body, params }))
      terminal.out(flags.json ? `${JSON.stringify(pruned)}\n` : `${pruned.ended} ended\n`)
    })
  withExamples(prune, 'belfry subscriptions prune --days 365', 'belfry subscriptions prune --days 365 --losing 120')
  withServer(subscriptions.command('end <id>'))
    .description('send nothing more to this browser')
    .action(async (id: string, _, command: Command) => {
      const path = { params: { path: { id } } }
      const ended = await answerOf(clientOf(command, terminal).DELETE('/v1/subscriptions/{id}', path))
      terminal.out(`${lineOf(ended)}\n`)
    })
}

function policyText({ staleDays, removeDays, neverAcceptedDays }: BelfryModels['Ageing']['policy']): string {
  const stale = staleDays === 0 ? 'never' : `after ${staleDays} days without a visit`
  const over = removeDays === 0 ? 'never' : `after ${removeDays}`
  const failing = neverAcceptedDays === 0 ? 'never' : `after ${neverAcceptedDays} days of failures`
  return `Stale: ${stale}. Ended: ${over}. Never accepted: ended ${failing}.`
}

const MARKS = { ok: '✔', warning: '!', problem: '✖' } as const

function textOf({ subscription, findings }: BelfryModels['Diagnosis']): string {
  const lines = findings.map(({ level, text, help }) => {
    return `${MARKS[level]} ${text}\n${help === null ? '' : `  ${help}\n`}`
  })
  return `${lineOf(subscription)}\n${lines.join('')}`
}

function lineOf(subscription: BelfryModels['Subscription']): string {
  const { id, createdAt, status, reason, browser, service, subscriber, endpoint } = subscription
  const state = reason === null ? status : `${status} (${reason})`
  const device = [browser.name, browser.version, browser.os && `on ${browser.os}`].filter(Boolean).join(' ')
  return [id, createdAt, state, service, device || 'unknown browser', subscriber ?? 'anonymous', endpoint].join('  ')
}
