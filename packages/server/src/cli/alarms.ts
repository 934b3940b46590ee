import type { BelfryModels } from '@belfry/client'
import type { Command } from 'commander'
import { answerOf } from './api-client.ts'
import { clientOf } from './print-list.ts'
import { printTable } from './print-table.ts'
import { withExamples, withJson, type SetUpFlags } from './set-up-flags.ts'
import type { Terminal } from './terminal.ts'

type Ring = BelfryModels['Alarms']['rings'][number]

/** Adds `belfry alarms …`: what operators' own browsers were told of. Uses the API of a running server. */
export function addAlarmCommands(program: Command, terminal: Terminal): void {
  const alarms = program.command('alarms').description('alarms that ring in operators’ own browsers')
  withJson(alarms)
  const list = withJson(alarms.command('list', { isDefault: true }))
    .description('what rang in the last 30 days, and in how many browsers it does')
    .action(async (_: SetUpFlags, command: Command) => {
      const flags = command.optsWithGlobals<SetUpFlags>()
      const found = await answerOf(clientOf(command, terminal).GET('/v1/alarms'))
      if (flags.json) {
        terminal.out(`${JSON.stringify(found)}\n`)
        return
      }
      terminal.out(`${found.browsers} browsers ring: turn it on in the dashboard, at System.\n`)
      printTable(terminal, found.rings, RINGS, flags)
    })
  withExamples(list, 'belfry alarms')
  const test = withJson(alarms.command('test'))
    .description('send a test to every browser that rings')
    .action(async (_: SetUpFlags, command: Command) => {
      const flags = command.optsWithGlobals<SetUpFlags>()
      const tried = await answerOf(clientOf(command, terminal).POST('/v1/alarms/tests'))
      if (flags.json) terminal.out(`${JSON.stringify(tried)}\n`)
      else terminal.out(tried.browsers === 0 ? 'No browser rings.\n' : `Sent to ${tried.browsers} browsers.\n`)
    })
  withExamples(test, 'belfry alarms test')
}

const RINGS = {
  columns: { rung: ({ rungAt }: Ring) => rungAt.slice(0, 16).replace('T', ' '), cause: ({ cause }: Ring) => cause },
  none: 'None rang in the last 30 days.',
}
