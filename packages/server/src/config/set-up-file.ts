import { existsSync, readFileSync } from 'node:fs'
import { basename, extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { siteFields, sitesSchema, type SetUpOptions } from './declared-sites.ts'
import type { Flags } from './environment.ts'
import type { BelfryOptions } from './options.ts'
import { schemaProblems } from './schema-problems.ts'
import { SETTINGS } from './settings.ts'

export interface SetUpFile {
  readonly path: string
  /** Its name beside declared fields: `belfry.config.ts`. */
  readonly name: string
  readonly declared: SetUpOptions
}

export type SetUpFileErrorCode =
  'config-file-missing' | 'config-file-ambiguous' | 'config-file-unreadable' | 'config-file-invalid'

/** The file that declares the set-up cannot be used; the message is one line. */
export class SetUpFileError extends Error {
  override readonly name = 'SetUpFileError'
  readonly code: SetUpFileErrorCode

  constructor(code: SetUpFileErrorCode, message: string, options?: ErrorOptions) {
    super(message.replaceAll(/\s*\n\s*/g, ' '), options)
    this.code = code
  }
}

const NAMES = ['belfry.config.ts', 'belfry.config.mjs', 'belfry.config.json']

const schema = z.strictObject({ ...siteFields, sites: sitesSchema.optional() })

/**
 * Reads the file that `--config` or `BELFRY_CONFIG` names, or the one of the usual name in `folder`; undefined
 * where there is none. Throws a SetUpFileError.
 */
export async function readSetUpFile(
  env: NodeJS.ProcessEnv,
  flags: Flags,
  folder: string,
): Promise<SetUpFile | undefined> {
  const path = findFile(flags['config'] ?? (env['BELFRY_CONFIG'] || undefined), folder)
  if (path === undefined) return undefined
  const name = basename(path)
  const declared = await load(path, name)
  const checked = schema.safeParse(declared)
  if (checked.success) return { path, name, declared: checked.data }
  const problems = schemaProblems(checked.error).map(
    ({ setting, message }) => `${setting}: ${insteadOf(setting) ?? message}`,
  )
  throw new SetUpFileError('config-file-invalid', `${name}: ${problems.join('; ')}`)
}

function findFile(given: string | undefined, folder: string): string | undefined {
  if (given === undefined) {
    const found = NAMES.filter((name) => existsSync(resolve(folder, name)))
    const [first] = found
    if (found.length < 2) return first && resolve(folder, first)
    const message = `there are ${found.join(' and ')} in ${folder}: keep one, or name it with --config`
    throw new SetUpFileError('config-file-ambiguous', message)
  }
  const path = resolve(folder, given)
  if (existsSync(path)) return path
  throw new SetUpFileError('config-file-missing', `there is no file ${path}`)
}

async function load(path: string, name: string): Promise<unknown> {
  const kind = extname(path)
  try {
    if (kind === '.json') return JSON.parse(readFileSync(path, 'utf8'))
    if (kind === '.ts' || kind === '.mjs') {
      const loaded = (await import(pathToFileURL(path).href)) as { default?: unknown }
      if ('default' in loaded) return loaded.default
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new SetUpFileError('config-file-unreadable', `${name}: ${why.slice(0, 500)}`, { cause: error })
  }
  const what = kind === '.ts' || kind === '.mjs' ? 'has no default export' : 'must end with .ts, .mjs or .json'
  throw new SetUpFileError('config-file-unreadable', `${name}: ${what}`)
}

// Settings of the process are not allowed in the file: they may differ between processes.
function insteadOf(setting: string): string | undefined {
  const known = SETTINGS.find(({ option }) => option === setting || option.startsWith(`${setting}.`))
  if (known === undefined || setting in siteFields) return undefined
  return `is a setting of each process: ${known.variable}`
}

/** The options of a start, with the file's declarations where neither a flag nor a variable has one. */
export interface DeclaredOptions {
  readonly options: BelfryOptions
  /** The source of each, as `sourcesOfEnvironment` takes it. */
  readonly file: { name: string; declares: (option: string) => boolean } | undefined
  /** Declarations of the file that a flag or a variable overrides. */
  readonly overridden: readonly string[]
}

export function withSetUpFile(options: BelfryOptions, found: SetUpFile | undefined): DeclaredOptions {
  if (found === undefined) return { options, file: undefined, overridden: [] }
  const { name, declared } = found
  const isGiven = (field: string) => Reflect.get(options, field) !== undefined
  return {
    options: { ...declared, ...options },
    // `sites.shop` is the file's whole declaration of it.
    file: { name, declares: (option) => (option.split('.', 1)[0] ?? '') in declared && !isGiven(option) },
    overridden: Object.keys(declared).filter(isGiven),
  }
}
