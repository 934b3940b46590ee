import { resolve } from 'node:path'
import { checkSubject } from '@belfry/web-push'
import { z } from 'zod'
import { isPostgres } from '../database/address.ts'
import { LOG_LEVELS, type Log, type LogLevel } from '../logger.ts'
import { ConfigError } from './config-error.ts'

export interface TopicOptions {
  name: string
  /** `open`: any visitor may turn it on. `granted`: only who holds an identity token that names it. Default `open`. */
  access?: 'open' | 'granted'
  /** Never capped or held: a reply to you, an assigned task. Default false. */
  transactional?: boolean
}

export interface BelfryOptions {
  /** Folder of the secrets (0600) and, unless `database` says otherwise, of the database. Made when it is missing. */
  data: string
  /** SQLite file, may be the app's own; or the `postgres://` URL. Default: `belfry.db` in the data folder. */
  database?: string
  /** Whether this process sends; one that does not leaves that to other processes on the same database. Default true. */
  work?: boolean
  /** Threads that send, each on a core of its own. Default 1. */
  concurrency?: number
  /** `auto`, the default, takes native code where it is installed and works; `typescript` never does. */
  encryption?: 'auto' | 'typescript'
  /**
   * Messages a minute and site that this process sends, in an even flow; those that somebody waits for (one person, a
   * transactional topic) count and do not wait. No ceiling unless it is set: decision 0011 says when to set one.
   */
  maxPerMinute?: number
  /** The site's absolute URL, e.g. `https://example.com`. Relative links in notifications are resolved against it. */
  url?: string
  /** Origins whose pages may subscribe. Default: the origin of `url`. */
  origins?: readonly string[]
  /** Whom a push service may write to (VAPID `sub`): an e-mail address, a mailto: or an https: URL. */
  contact?: string
  /** The event types that people can turn on and off, by id. */
  topics?: Readonly<Record<string, TopicOptions>>
  push?: {
    /** Push services besides the browsers' own: `host`, `host:port` or `*.host`. */
    allow?: readonly string[]
    /** PEM of a further certificate authority, for a push service of your own. */
    ca?: string
    /** Where a host is reached, `host[:port]` → `address:port`; for tests and a local push service. */
    resolve?: Readonly<Record<string, string>>
  }
  /** Secrets that live elsewhere than in the data folder, e.g. in the platform's secret store. */
  secrets?: { secret?: string; vapidPrivateKey?: string; apiKey?: string }
  /** A pino-like logger, or the level of Belfry's own. Default `info`. */
  log?: Log | LogLevel
  /** Milliseconds since the epoch. */
  now?: () => number
}

/** What Belfry runs with: checked, completed, frozen. */
export interface Config {
  readonly data: string
  readonly database: string
  readonly work: boolean
  readonly concurrency: number
  readonly encryption: 'auto' | 'typescript'
  readonly maxPerMinute: number | undefined
  readonly site: {
    readonly url: string | null
    readonly origins: readonly string[]
    readonly contact: string | null
  }
  readonly topics: Readonly<Record<string, Required<TopicOptions>>>
  readonly push: {
    readonly allow: readonly string[]
    readonly ca: string | undefined
    readonly resolve: Readonly<Record<string, string>>
  }
  readonly secrets: NonNullable<BelfryOptions['secrets']>
  readonly log: Log | LogLevel
  readonly now: () => number
}

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\]|[a-z0-9-]+(\.[a-z0-9-]+)*\.localhost)$/

const webUrl = z.string().transform((text, context) => {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return fail(context, 'must be an absolute URL such as https://example.com')
  }
  // Service workers and the Push API exist in secure contexts only (S19).
  if (url.protocol === 'http:' && !LOCAL.test(url.hostname)) {
    return fail(context, 'must be https: browsers offer push on http only for localhost')
  }
  if (url.username !== '' || url.password !== '') {
    return fail(context, 'must not carry a user name or a password')
  }
  return url
})

const origin = webUrl.transform((url, context) =>
  url.pathname === '/' && url.search === '' && url.hash === ''
    ? url.origin
    : fail(context, 'must be an origin: scheme, host and port, nothing after it'),
)

const contact = z.string().transform((text, context) => {
  const subject = text.includes(':') ? text : `mailto:${text}`
  const check = checkSubject(subject)
  return check.ok ? subject : fail(context, check.message)
})

const hostAndPort = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+):\d{1,5}$/i
const allowed = z
  .string()
  .regex(
    /^(\*\.)?([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(:\d{1,5})?$/i,
    'must be host, host:port or *.host',
  )

const topicId = /^[a-z0-9][a-z0-9_-]{0,63}$/

const schema = z.strictObject({
  data: z.string().min(1, 'must name a folder'),
  database: z.string().min(1, 'must name a file').refine(isFileOrUrl, 'must be a file, or a URL such as postgres://user:password@host/database').optional(), // prettier-ignore
  work: z.boolean().default(true),
  concurrency: z.int('must be a whole number').min(1, 'must be at least 1').max(32, 'must be 32 at most').default(1), // prettier-ignore
  encryption: z.enum(['auto', 'typescript']).default('auto'),
  maxPerMinute: z.int('must be a whole number').min(1, 'must be at least 1').max(10_000_000, 'must be 10,000,000 at most, or left out').optional(), // prettier-ignore
  url: webUrl.optional(),
  origins: z.array(origin).min(1, 'must name at least one origin').max(100).optional(),
  contact: contact.optional(),
  topics: z
    .record(
      z.string().regex(topicId, 'must be lower-case letters, digits, - and _, at most 64'),
      z.strictObject({
        name: z.string().min(1).max(200),
        access: z.enum(['open', 'granted']).default('open'),
        transactional: z.boolean().default(false),
      }),
    )
    .default({}),
  push: z
    .strictObject({
      allow: z.array(allowed).max(100).default([]),
      ca: z.string().includes('-----BEGIN CERTIFICATE-----', 'must be a PEM certificate').optional(), // prettier-ignore
      resolve: z.record(z.string().min(1), z.string().regex(hostAndPort, 'must be address:port')).default({}), // prettier-ignore
    })
    .prefault({}),
  secrets: z
    .strictObject({
      secret: z.string().min(32, 'must have at least 32 characters').optional(),
      vapidPrivateKey: z.string().min(1, 'must not be empty').optional(),
      apiKey: z.string().min(32, 'must have at least 32 characters').max(200).optional(),
    })
    .default({}),
  log: z
    .union(
      [z.enum(LOG_LEVELS), z.custom<Log>(isLog)],
      `must be a logger or one of ${LOG_LEVELS.join(', ')}`,
    )
    .default('info'),
  now: z.custom<() => number>((value) => typeof value === 'function').default(() => Date.now),
})

/** Checks and completes the options; throws a ConfigError with every problem. */
export function parseOptions(options: unknown): Config {
  const result = schema.safeParse(options)
  if (!result.success) {
    throw new ConfigError(
      result.error.issues.flatMap(({ path, message, ...issue }) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => ({
              setting: [...path, key].join('.'),
              message: 'is not an option',
            }))
          : [{ setting: path.join('.') || 'options', message }],
      ),
    )
  }
  const { data, database, url, origins, contact, ...rest } = result.data
  const folder = resolve(data)
  return deepFreeze({
    ...rest,
    maxPerMinute: rest.maxPerMinute,
    push: { ...rest.push, ca: rest.push.ca },
    secrets: definedOnly(rest.secrets),
    data: folder,
    database: placeOf(database, folder),
    site: {
      url: url?.href ?? null,
      origins: [...new Set(origins ?? (url ? sameMachine(url) : []))],
      contact: contact ?? null,
    },
  })
}

function placeOf(database: string | undefined, folder: string): string {
  if (database === undefined) return resolve(folder, 'belfry.db')
  return isPostgres(database) ? database : resolve(database)
}

function isFileOrUrl(database: string): boolean {
  return isPostgres(database) ? URL.canParse(database) : !database.includes('://')
}

// People type localhost on one day and 127.0.0.1 on another, and mean the same server.
function sameMachine(url: URL): string[] {
  if (!/^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)) return [url.origin]
  const port = url.port === '' ? '' : `:${url.port}`
  const variants = ['localhost', '127.0.0.1', '[::1]'].map((host) => `${url.protocol}//${host}${port}`) // prettier-ignore
  return [url.origin, ...variants]
}

function definedOnly(secrets: {
  [Name in keyof Config['secrets']]?: string | undefined
}): Config['secrets'] {
  return Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== undefined))
}

function isLog(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['debug', 'info', 'warn', 'error'].every(
      (name) => typeof Reflect.get(value, name) === 'function',
    )
  )
}

function fail(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (Array.isArray(inner) || Object.getPrototypeOf(inner ?? 0) === Object.prototype)
      deepFreeze(inner)
  }
  return Object.freeze(value)
}
