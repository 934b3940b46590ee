import { readFileSync } from 'node:fs'
import { ConfigError, type ConfigProblem } from './config-error.ts'
import { parseOptions, type BelfryOptions } from './options.ts'
import { SETTINGS, type Option } from './settings.ts'
import type { Sources } from './sources.ts'

export type Flags = Readonly<Record<string, string | undefined>>

/** The configuration of the stand-alone server. */
export interface ServerConfig {
  readonly host: string
  readonly port: number
  readonly options: Readonly<BelfryOptions>
}

/**
 * Reads flags and environment, flags first; an empty variable counts as absent. Throws a ConfigError that names every
 * problem by the flag or the variable that it came from.
 */
export function readEnvironment(env: NodeJS.ProcessEnv, flags: Flags = {}): ServerConfig {
  for (const [name, given] of Object.entries({ env, flags })) {
    if (typeof given === 'object' && given !== null) continue
    const message = `${name} must be an object of texts, such as process.env`
    throw Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_TYPE' })
  }
  const problems: ConfigProblem[] = []
  const text = (option: Option) => valueOf(option, env, flags)
  const port = readPort(text('port'), problems)
  const options = withoutUndefined({
    data: text('data') ?? 'data',
    database: text('database'),
    work: flags['work'] === 'false' ? false : undefined,
    concurrency: number(text('concurrency')),
    encryption: text('encryption') as BelfryOptions['encryption'],
    maxPerMinute: number(text('maxPerMinute')),
    keepContentDays: number(text('keepContentDays')),
    hsts: readSwitch(text('hsts')),
    keyRequestsPerMinute: number(text('keyRequestsPerMinute')),
    ageing: withoutUndefined({
      staleDays: number(text('ageing.staleDays')),
      removeDays: number(text('ageing.removeDays')),
      neverAcceptedDays: number(text('ageing.neverAcceptedDays')),
    }),
    url: text('url'),
    basePath: text('basePath'),
    dashboard: readSwitch(text('dashboard')),
    origins: list(text('origins')),
    contact: text('contact'),
    log: text('log') as BelfryOptions['log'],
    push: withoutUndefined({
      allow: list(text('push.allow')),
      ca: readCa(text('push.ca'), problems),
      resolve: readResolve(text('push.resolve'), problems),
      proxy: text('push.proxy') === 'direct' ? undefined : (text('push.proxy') ?? usualProxy(env)),
      noProxy: list(text('push.noProxy') ?? env['no_proxy']),
    }),
    trustedProxies: readProxies(text('trustedProxies')),
    clientIpHeader: text('clientIpHeader'),
    secrets: withoutUndefined({
      secret: text('secrets.secret'),
      vapidPrivateKey: text('secrets.vapidPrivateKey'),
      apiKey: text('secrets.apiKey'),
      masterKey: text('secrets.masterKey'),
      masterKeyFile: text('secrets.masterKeyFile'),
      masterKeyCommand: text('secrets.masterKeyCommand'),
      oldMasterKeys: list(text('secrets.oldMasterKeys')),
    }),
  }) as BelfryOptions
  problems.push(...problemsOf(() => parseOptions(options)))
  if (text('push.proxy') === undefined) rename(problems, 'push.proxy', 'HTTPS_PROXY')
  if (problems.length > 0) throw nameSources(new ConfigError(problems), flags)
  return Object.freeze({ host: text('host') ?? '127.0.0.1', port, options: Object.freeze(options) })
}

/** The same error with each option named by its flag or variable; another kind of error unchanged. */
export function nameSources(error: unknown, flags: Flags = {}): unknown {
  if (!(error instanceof ConfigError)) return error
  const problems = error.problems.map((problem) => {
    return { ...problem, setting: nameOf(problem.setting, flags) ?? problem.setting }
  })
  return new ConfigError(problems, { cause: error.cause })
}

function nameOf(setting: string, flags: Flags): string | undefined {
  const known = SETTINGS.find(({ option }) => setting === option || setting.startsWith(`${option}.`))
  if (known === undefined) return undefined
  const isFlag = known.flag !== undefined && flags[known.flag] !== undefined
  return isFlag ? `--${known.flag}` : known.variable
}

/**
 * The sources of a program that reads flags, the environment and a file. A `server` reads them completely: fields that
 * it does not find are no longer declared. Other commands may read less.
 */
export function sourcesOfEnvironment(
  flags: Flags,
  role: 'server' | 'guest',
  file?: { name: string; declares: (option: string) => boolean },
): Sources {
  return {
    of: (option) => (file?.declares(option) ? file.name : (nameOf(option, flags) ?? option)),
    releases: (source) => role === 'server' && /^(BELFRY_|--)|\.(ts|mjs|json)$/.test(source),
  }
}

function valueOf(option: Option, env: NodeJS.ProcessEnv, flags: Flags): string | undefined {
  const { flag, variable } = SETTINGS.find((setting) => setting.option === option) ?? {}
  const value = (flag && flags[flag]) ?? (variable && env[variable])
  return value === '' ? undefined : value
}

/** The variables that curl and others use. */
function usualProxy(env: NodeJS.ProcessEnv): string | undefined {
  return env['HTTPS_PROXY'] || env['https_proxy'] || undefined
}

function rename(problems: ConfigProblem[], setting: string, source: string): void {
  for (const [index, problem] of problems.entries()) {
    if (problem.setting === setting) problems[index] = { ...problem, setting: source }
  }
}

function readPort(text: string | undefined, problems: ConfigProblem[]): number {
  if (text === undefined) return 8030
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) {
    problems.push({
      setting: 'port',
      message: `must be a number from 0 to 65535, not ${quote(text)}`,
    })
  }
  return port
}

function number(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text)
}

// What is neither is refused with the other options.
function readSwitch(text: string | undefined): boolean | undefined {
  return text === 'on' || text === 'off' ? text === 'on' : (text as undefined)
}

function readProxies(text: string | undefined): readonly string[] | number | undefined {
  return text !== undefined && /^\d{1,2}$/.test(text) ? Number(text) : list(text)
}

function readCa(file: string | undefined, problems: ConfigProblem[]): string | undefined {
  if (file === undefined) return undefined
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    problems.push({ setting: 'push.ca', message: `cannot read the file: ${why}` })
    return undefined
  }
}

function readResolve(text: string | undefined, problems: ConfigProblem[]) {
  const entries = list(text)?.map((entry) => entry.split('='))
  if (entries?.every((entry) => entry.length === 2) ?? true) {
    return entries && (Object.fromEntries(entries) as Record<string, string>)
  }
  problems.push({
    setting: 'push.resolve',
    message: `must be host=address:port, not ${quote(text)}`,
  })
  return undefined
}

function list(text: string | undefined): string[] | undefined {
  return text
    ?.split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

function quote(text: string | undefined): string {
  return JSON.stringify(text?.slice(0, 60))
}

function problemsOf(check: () => unknown): readonly ConfigProblem[] {
  try {
    check()
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Partial<T>
}
