import type { Command } from 'commander'
import { readClientSettings } from '../config/client-settings.ts'
import type { Flags } from '../config/environment.ts'
import type { BelfryClient } from '@belfry/client'
import { createApiClient } from './api-client.ts'
import type { Terminal } from './terminal.ts'

const PAGES = 100

export interface ListFlags {
  json?: boolean
  all?: boolean
}

export interface List<Page extends { next: string | null }, Item> {
  ask: (cursor: { cursor?: string }) => Promise<Page>
  items: (page: Page) => readonly Item[]
  /** The line for one item. */
  line: (item: Item) => string
  /** The text for an empty list. */
  none: string
}

/** Adds the options of every command that uses a running server. */
export function withServer(command: Command): Command {
  return command
    .option('--server <url>', 'of the running server (default http://127.0.0.1:8030); BELFRY_SERVER')
    .option('--data <folder>', "the server's data folder, to find the API key; or BELFRY_API_KEY")
}

/** The same for a list. */
export function withListFlags(command: Command): Command {
  return withServer(command)
    .option('--json', 'as JSON, a line each')
    .option('--all', `not only the newest, ${PAGES} pages at most`)
}

/** The server that a command's flags name; a flag may be before or behind the command. */
export function clientOf(command: Command, terminal: Terminal): BelfryClient {
  return createApiClient(readClientSettings(terminal.env, command.optsWithGlobals<Flags>()))
}

/** Prints a list, a line each: its first page, or all of it. */
export async function printList<Page extends { next: string | null }, Item>(
  terminal: Terminal,
  { json = false, all = false }: ListFlags,
  { ask, items, line, none }: List<Page, Item>,
): Promise<void> {
  let cursor: string | null = null
  let isEmpty = true
  for (let page = 0; page < (all ? PAGES : 1); page += 1) {
    const answer: Page = await ask(cursor === null ? {} : { cursor })
    for (const item of items(answer)) {
      isEmpty = false
      terminal.out(`${json ? JSON.stringify(item) : line(item)}\n`)
    }
    cursor = answer.next
    if (cursor === null) break
  }
  if (isEmpty && cursor === null && !json) terminal.out(`${none}\n`)
  if (cursor !== null && !json) terminal.err(all ? 'There are more.\n' : 'There are more: --all goes on.\n')
}
