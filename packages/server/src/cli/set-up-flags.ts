import type { Command } from 'commander'
import { ConfigError } from '../config/config-error.ts'
import { withServer } from './print-list.ts'

/** The flags of the commands that set a server up, each as it was typed. */
export interface SetUpFlags {
  json?: boolean
  site?: string
  losing?: string
  free?: boolean
}

/** Adds the options of every command of `belfry sites`. */
export function withJson(command: Command): Command {
  return withServer(command).option('--json', 'as JSON')
}

/** The same for resources of a site. */
export function withSite(command: Command): Command {
  return withJson(command).option('--site <id>', "which site it is about (default: the API key's)")
}

/** Adds examples to the help of a command; each runs unchanged. */
export function withExamples(command: Command, ...examples: readonly string[]): Command {
  return command.addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}\n`).join('')}`)
}

/** The query that selects the site of `--site`. */
export function siteQuery({ site }: SetUpFlags): { site?: string } {
  return site === undefined ? {} : { site }
}

/** The same with the allowed cost of a removal. */
export function losingQuery(flags: SetUpFlags): { site?: string; losing?: number } {
  return { ...siteQuery(flags), ...given({ losing: asNumber(flags.losing) }) }
}

/** Only the given flags. */
export function given<T extends object>(fields: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}

/** `none` takes a value away. */
export function orNone<T>(text: string | undefined, read: (text: string) => T): T | null | undefined {
  if (text === undefined) return undefined
  return text === 'none' ? null : read(text)
}

/** A text that is no number is passed on: the server reports what is wrong with it. */
export function asNumber(text: string): number
export function asNumber(text: string | undefined): number | undefined
export function asNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : (text as number | undefined)
}

/** The field that `--free` adds to a change. */
export function freed({ free = false }: SetUpFlags): { declared?: null } {
  return free ? { declared: null } : {}
}

/**
 * The body of a change; throws a ConfigError for an empty one. `never`, because openapi-fetch takes a field that can
 * only be null for one that cannot be given.
 */
export function changeBody(change: object): never {
  if (Object.keys(change).length > 0) return change as never
  throw new ConfigError([{ setting: 'edit', message: 'say what to change: --help lists what can be' }])
}
