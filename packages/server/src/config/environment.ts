import { readFileSync } from 'node:fs'
import { ConfigError, type ConfigProblem } from './config-error.ts'
import { parseOptions, type BelfryOptions } from './options.ts'

/** Every setting of the stand-alone server: its flag, its variable, and the option it becomes. */
export const SETTINGS = [
  { option: 'port', variable: 'PORT', flag: 'port', help: 'port to listen on (default 8030, 0 takes a free one)' },
  { option: 'host', variable: 'HOST', flag: 'host', help: 'address to listen on (default 127.0.0.1)' },
  { option: 'data', variable: 'BELFRY_DATA', flag: 'data', help: 'folder of the secrets and the database (default ./data)' },
  { option: 'database', variable: 'DATABASE_URL', flag: undefined, help: 'postgres://user:password@host/database (default: a SQLite file in the data folder)' },
  { option: 'concurrency', variable: 'BELFRY_CONCURRENCY', flag: 'concurrency', help: 'threads that send, each on a core of its own (default 1)' },
  { option: 'encryption', variable: 'BELFRY_ENCRYPTION', flag: 'encryption', help: 'auto: native code where it works (default); typescript: never' },
  { option: 'maxPerMinute', variable: 'BELFRY_MAX_PER_MINUTE', flag: 'max-per-minute', help: 'messages a minute and site that this process sends, e.g. 900 when Chrome limits the site (default: no ceiling)' },
  { option: 'url', variable: 'BELFRY_URL', flag: 'url', help: 'absolute URL of the site (default http://localhost:PORT)' },
  { option: 'origins', variable: 'BELFRY_ORIGINS', flag: 'origins', help: 'origins whose pages may subscribe, comma-separated (default: of the URL)' },
  { option: 'contact', variable: 'BELFRY_CONTACT', flag: 'contact', help: 'e-mail address that push services may write to' },
  { option: 'log', variable: 'BELFRY_LOG_LEVEL', flag: 'log-level', help: 'silent, error, warn, info or debug (default info)' },
  { option: 'push.allow', variable: 'BELFRY_PUSH_ALLOW', flag: 'push-allow', help: 'further push services, comma-separated: host, host:port or *.host' },
  { option: 'push.ca', variable: 'BELFRY_PUSH_CA', flag: 'push-ca', help: 'PEM file of a further certificate authority' },
  { option: 'push.resolve', variable: 'BELFRY_PUSH_RESOLVE', flag: 'push-resolve', help: 'where hosts are reached, comma-separated: host=address:port' },
  { option: 'secrets.secret', variable: 'BELFRY_SECRET', flag: undefined, help: 'server secret, at least 32 characters' },
  { option: 'secrets.vapidPrivateKey', variable: 'BELFRY_VAPID_PRIVATE_KEY', flag: undefined, help: 'VAPID private key, PEM or base64url' },
  { option: 'secrets.apiKey', variable: 'BELFRY_API_KEY', flag: undefined, help: 'API key, at least 32 characters' },
] as const // prettier-ignore

type Option = (typeof SETTINGS)[number]['option']
export type Flags = Readonly<Record<string, string | undefined>>

/** What the stand-alone server runs with. */
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
    url: text('url'),
    origins: list(text('origins')),
    contact: text('contact'),
    log: text('log') as BelfryOptions['log'],
    push: withoutUndefined({
      allow: list(text('push.allow')),
      ca: readCa(text('push.ca'), problems),
      resolve: readResolve(text('push.resolve'), problems),
    }),
    secrets: withoutUndefined({
      secret: text('secrets.secret'),
      vapidPrivateKey: text('secrets.vapidPrivateKey'),
      apiKey: text('secrets.apiKey'),
    }),
  }) as BelfryOptions
  problems.push(...problemsOf(() => parseOptions(options)))
  if (problems.length > 0) throw nameSources(new ConfigError(problems), flags)
  return Object.freeze({ host: text('host') ?? '127.0.0.1', port, options: Object.freeze(options) })
}

/** The same error with each option named as the person at the keyboard knows it; another kind of error as it is. */
export function nameSources(error: unknown, flags: Flags = {}): unknown {
  if (!(error instanceof ConfigError)) return error
  const problems = error.problems.map(({ setting, message }) => {
    const known = SETTINGS.find(
      ({ option }) => setting === option || setting.startsWith(`${option}.`),
    )
    if (known === undefined) return { setting, message }
    const isFlag = known.flag !== undefined && flags[known.flag] !== undefined
    return { setting: isFlag ? `--${known.flag}` : known.variable, message }
  })
  return new ConfigError(problems, { cause: error.cause })
}

function valueOf(option: Option, env: NodeJS.ProcessEnv, flags: Flags): string | undefined {
  const { flag, variable } = SETTINGS.find((setting) => setting.option === option) ?? {}
  const value = (flag && flags[flag]) ?? (variable && env[variable])
  return value === '' ? undefined : value
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
  return Object.fromEntries(
    Object.entries(value).filter(([, inner]) => inner !== undefined),
  ) as Partial<T>
}
