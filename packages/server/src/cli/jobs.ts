import type { BelfryModels } from '@belfry/client'
import type { Command } from 'commander'
import { ConfigError } from '../config/config-error.ts'
import { answerOf } from './api-client.ts'
import { clientOf, printList, withListFlags, withServer, type ListFlags } from './print-list.ts'
import type { Terminal } from './terminal.ts'

/** Adds `belfry jobs …`: lists, revives and discards dead jobs. Uses the API of a running server. */
export function addJobCommands(program: Command, terminal: Terminal): void {
  const jobs = program.command('jobs').description('dead jobs: they failed too many times, and wait for a person')
  withServer(jobs)
  withListFlags(jobs.command('list', { isDefault: true }))
    .description('why they died, and when')
    .action((flags: ListFlags, command: Command) => {
      const client = clientOf(command, terminal)
      return printList(
        terminal,
        { ...flags, all: true },
        {
          ask: (query) => answerOf(client.GET('/v1/jobs', { params: { query } })),
          items: (page) => page.jobs,
          line: lineOf,
          none: 'None: no job is dead.',
        },
      )
    })
  withServer(jobs.command('revive [id]'))
    .description('try one again from the first attempt on, or --all')
    .option('--all', 'all of them')
    .action(async (given: string | undefined, flags: { all?: boolean }, command: Command) => {
      const id = oneOrAll(given, flags)
      const client = clientOf(command, terminal)
      const body = { state: 'ready' } as const
      const { revived } = await (id === undefined
        ? answerOf(client.PATCH('/v1/jobs', { body }))
        : answerOf(client.PATCH('/v1/jobs/{id}', { params: { path: { id } }, body })))
      terminal.out(`${revived} revived\n`)
    })
  withServer(jobs.command('discard [id]'))
    .description('give one up for good: its subscribers without an outcome get nothing; or --all')
    .option('--all', 'all of them')
    .action(async (given: string | undefined, flags: { all?: boolean }, command: Command) => {
      const id = oneOrAll(given, flags)
      const client = clientOf(command, terminal)
      const { discarded } = await (id === undefined
        ? answerOf(client.DELETE('/v1/jobs'))
        : answerOf(client.DELETE('/v1/jobs/{id}', { params: { path: { id } } })))
      terminal.out(`${discarded} discarded\n`)
    })
}

function oneOrAll(id: string | undefined, { all = false }: { all?: boolean }): string | undefined {
  if ((id === undefined) === all) return id
  const message = 'give the id of one (belfry jobs lists them), or --all'
  throw new ConfigError([{ setting: 'id', message }])
}

function lineOf({ id, diedAt, kind, attempts, reason, notification }: BelfryModels['DeadJob']): string {
  const of = notification === null ? 'deleted' : `${notification.id} ${notification.title}`
  return `${id}  ${diedAt}  ${kind} of ${of}  ${attempts} attempts: ${reason}`
}
