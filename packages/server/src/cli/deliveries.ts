import type { BelfryModels } from '@belfry/client'
import type { Command } from 'commander'
import { answerOf } from './api-client.ts'
import { clientOf, printList, withListFlags, withServer, type ListFlags } from './print-list.ts'
import type { Terminal } from './terminal.ts'

type Filter = Record<'notification' | 'subscription' | 'outcome', string | undefined>

/** Adds `belfry deliveries …`: the outcome of one notification for one browser. Uses the API of a running server. */
export function addDeliveryCommands(program: Command, terminal: Terminal): void {
  const deliveries = program.command('deliveries').description('the outcome of each notification for each browser')
  withServer(deliveries)
  withListFlags(deliveries.command('list', { isDefault: true }))
    .description('those of the newest notification first')
    .option('--notification <id>', 'of this one')
    .option('--subscription <id>', 'to this one')
    .option('--outcome <outcome>', 'accepted, rejected, unreachable, …')
    .action((flags: ListFlags & Filter, command: Command) => {
      const client = clientOf(command, terminal)
      const { notification, subscription, outcome } = flags
      const filter = { notification, subscription, outcome } as object
      return printList(terminal, flags, {
        ask: (page) => answerOf(client.GET('/v1/deliveries', { params: { query: { ...filter, ...page } } })),
        items: (page) => page.deliveries,
        line: lineOf,
        none: 'None yet.',
      })
    })
}

function lineOf(delivery: BelfryModels['Delivery']): string {
  const { notification, subscription, at, outcome, reason, attempts } = delivery
  const why = reason === null ? outcome : `${outcome}: ${reason}`
  return [notification, subscription ?? 'deleted', at, why, `${attempts} attempts`].join('  ')
}
