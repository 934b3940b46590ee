import type { Command } from 'commander'
import { readClientSettings } from '../config/client-settings.ts'
import { ConfigError } from '../config/config-error.ts'
import type { Flags } from '../config/environment.ts'
import { createApiClient, type ApiClient } from './api-client.ts'
import { withServer } from './notifications.ts'
import type { Terminal } from './terminal.ts'

const PAGES = 100

/** Adds `belfry jobs …`: what was given up, and what a person can do about it. Speaks to a running server by its API. */
export function addJobCommands(program: Command, terminal: Terminal): void {
  const clientOf = (command: Command) =>
    createApiClient(readClientSettings(terminal.env, command.optsWithGlobals<Flags>()))

  const jobs = program
    .command('jobs')
    .description('jobs that were given up after too many attempts: they wait for a person')
  withServer(jobs)
  withServer(jobs.command('list', { isDefault: true }))
    .description('why they were given up, and when')
    .option('--json', 'as JSON, a line each')
    .action((flags: { json?: boolean }, command: Command) =>
      list(clientOf(command), flags, terminal),
    )
  withServer(jobs.command('revive [id]'))
    .description('try one again from the first attempt on, or --all')
    .option('--all', 'all of them')
    .action(async (id: string | undefined, flags: { all?: boolean }, command: Command) => {
      const { revived } = await clientOf(command).reviveJobs(oneOrAll(id, flags))
      terminal.out(`${revived} revived\n`)
    })
  withServer(jobs.command('discard [id]'))
    .description('give one up for good: whoever is in it and has no outcome gets nothing; or --all')
    .option('--all', 'all of them')
    .action(async (id: string | undefined, flags: { all?: boolean }, command: Command) => {
      const { discarded } = await clientOf(command).discardJobs(oneOrAll(id, flags))
      terminal.out(`${discarded} discarded\n`)
    })
}

function oneOrAll(id: string | undefined, { all = false }: { all?: boolean }): string | undefined {
  if ((id === undefined) === all) return id
  const message = 'give the id of one (belfry jobs lists them), or --all'
  throw new ConfigError([{ setting: 'id', message }])
}

async function list(
  client: ApiClient,
  { json = false }: { json?: boolean },
  terminal: Terminal,
): Promise<void> {
  let cursor: string | undefined
  let count = 0
  for (let page = 0; page < PAGES; page += 1) {
    const { jobs, next } = await client.listJobs(cursor)
    count += jobs.length
    for (const job of jobs) {
      const { id, diedAt, kind, attempts, reason, notification } = job
      const of = notification === null ? 'deleted' : `${notification.id} ${notification.title}`
      const line = `${id}  ${diedAt}  ${kind} of ${of}  ${attempts} attempts: ${reason}`
      terminal.out(`${json ? JSON.stringify(job) : line}\n`)
    }
    if (next === null) break
    cursor = next
  }
  if (count === 0 && !json) terminal.out('None: no job was given up.\n')
}
