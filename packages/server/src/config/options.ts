import { resolve } from 'node:path'
import { ENCRYPTION_NAMES, type EncryptionName, type VapidKeys, type VapidKeySource } from '@belfry/web-push'
import { z } from 'zod'
import type { OwnSignIn } from '../accounts/dashboard-sign-in.ts'
import { isPostgres } from '../database/address.ts'
import { isNetwork } from '../limits/client-address.ts'
import { maxPerMinute } from '../sites/schema.ts'
import { DEFAULT_SITE } from '../sites/site.ts'
import { LOG_LEVELS, type LogLevel } from '../telemetry/log-levels.ts'
import type { Log } from '../telemetry/logger.ts'
import { ConfigError } from './config-error.ts'
import {
  declaredSite,
  siteFields,
  sitesSchema,
  withFallback,
  type DeclaredSite,
  type SetUpOptions,
} from './declared-sites.ts'
import { definedOnly, type Given } from './defined-only.ts'
import { pushSchema, type PushConfig, type PushOptions } from './push-options.ts'
import { schemaProblems } from './schema-problems.ts'
import { sourcesOfCode, type Sources } from './sources.ts'
import { vapidPrivateKey } from './vapid-private-key.ts'

export interface SecretOptions {
  /** At least 32 characters: handles, identity keys and the master key are derived from it. */
  secret?: string | undefined
  /**
   * The active pair of the site `default`: PEM, JWK, base64url or any form that `readVapidKeys` of @belfry/web-push
   * reads.
   */
  vapidPrivateKey?: VapidKeySource | undefined
  apiKey?: string | undefined
  /** Encrypts private keys in the database: 32 bytes in base64 or hex. Default: derived from `secret`. */
  masterKey?: string | undefined
  /** A file of mode 0600 that holds it. */
  masterKeyFile?: string | undefined
  /** A command that prints it, for vaults. */
  masterKeyCommand?: string | undefined
  /** Former master keys, until `belfry keys reencrypt` has run. */
  oldMasterKeys?: readonly string[] | undefined
}

export interface BelfryOptions extends SetUpOptions {
  /** Folder of the secrets (0600) and, unless `database` says otherwise, of the database. Made when it is missing. */
  data: string
  /** SQLite file, may be the app's own; or the `postgres://` URL. Default: `belfry.db` in the data folder. */
  database?: string | undefined
  /** Whether this process sends, or leaves that to other processes on the same database. Default true. */
  work?: boolean | undefined
  /** Threads that send, each on its own core. Default 1. */
  concurrency?: number | undefined
  /**
   * `auto`, the default, uses native code where it is installed and works, with the fastest back end of the processor;
   * `typescript` never does. `ifma`, `avx2` and `openssl` name a back end of native code, `portable` one for tests;
   * `belfry doctor` shows which is used.
   */
  encryption?: EncryptionName | undefined
  /**
   * Messages a minute that this process sends for any one site, in an even flow; where a site has its own limit, the
   * lower one counts. Transactional ones (to one person, or a transactional topic) count and do not wait. No ceiling by
   * default: decision 0011 says when to set one.
   */
  maxPerMinute?: number | undefined
  /**
   * Whether answers tell browsers to come to this host by https alone, for a year (Strict-Transport-Security);
   * `by-url`: where the URL is https. That is the default of `belfry serve`; in an app the default is false.
   */
  hsts?: boolean | 'by-url' | undefined
  /**
   * Requests a minute that each API key, and each operator, may make, in all processes together (12,000; 0: no limit).
   */
  keyRequestsPerMinute?: number | undefined
  /**
   * Days after which the content of an ended notification is erased: 30 by default, 0 at once (within an hour). Its
   * audience and outcomes stay.
   */
  keepContentDays?: number | undefined
  /**
   * Days without a visit after which a browser counts as stale (60), and after which its subscription ends with the
   * reason `aged` (180); and days of failed attempts after which one that no push service has ever accepted ends with
   * the reason `never-accepted` (3). 0: never. It is active again at its next visit.
   */
  ageing?: Partial<Record<keyof AgeingConfig, number | undefined>> | undefined
  /**
   * The path below which an app mounts Belfry, for all sites: `/app` when browsers ask for `/app/b/…`. Default: none.
   */
  basePath?: string | undefined
  /**
   * The dashboard at /dashboard: `true` with accounts of its own, or with the app's sign-in, one function that says who
   * a request is from. Default: none.
   */
  dashboard?: boolean | { signIn: OwnSignIn } | undefined
  /** The connection to the push services. */
  push?: PushOptions | undefined
  /**
   * The proxies between visitors and this server: addresses, networks (CIDR), `loopback`, `private`; or their number.
   * Default `['loopback', 'private']`: X-Forwarded-For is trusted as far as such an address has written it.
   */
  trustedProxies?: readonly string[] | number | undefined
  /** The header in which the outermost proxy names the visitor, such as `CF-Connecting-IP`. Default X-Forwarded-For. */
  clientIpHeader?: string | undefined
  /** Secrets kept outside the data folder, e.g. in the platform's secret store. */
  secrets?: SecretOptions | undefined
  /** A pino-like logger, or the level of Belfry's own. Default `info`. */
  log?: Log | LogLevel | undefined
  /** Milliseconds since the epoch. */
  now?: (() => number) | undefined
}

/** The secrets that were given, read. */
export type GivenSecrets = Given<Omit<SecretOptions, 'vapidPrivateKey'>> & { readonly vapidKeys?: VapidKeys }

interface AgeingConfig {
  readonly staleDays: number
  readonly removeDays: number
  readonly neverAcceptedDays: number
}

/** Belfry's configuration: checked, completed, frozen. */
export interface Config {
  readonly data: string
  readonly database: string
  readonly work: boolean
  readonly concurrency: number
  readonly encryption: EncryptionName
  readonly maxPerMinute: number | undefined
  readonly keepContentDays: number
  readonly keyRequestsPerMinute: number
  readonly hsts: boolean | 'by-url'
  readonly ageing: AgeingConfig
  /** Without a slash at its end; '' at the root. */
  readonly basePath: string
  readonly dashboard: boolean | { readonly signIn: OwnSignIn }
  /** The declarations of the sites, `default` first. */
  readonly sites: readonly DeclaredSite[]
  readonly sources: Sources
  readonly push: PushConfig
  readonly proxies: { readonly networks?: readonly string[]; readonly hops?: number; readonly header?: string }
  readonly secrets: GivenSecrets
  readonly log: Log | LogLevel
  readonly now: () => number
}

const days = z.int('must be a whole number').min(0, 'must be at least 0').max(36_500)

const ageingSchema = z
  .strictObject({ staleDays: days.default(60), removeDays: days.default(180), neverAcceptedDays: days.default(3) })
  .refine(({ staleDays, removeDays }) => removeDays === 0 || removeDays > staleDays, {
    message: 'must be more than staleDays, or 0 for never',
    path: ['removeDays'],
  })
  .prefault({})

const schema = z.strictObject({
  data: z.string().min(1, 'must name a folder').refine(isPath, 'must be the path of a folder'),
  database: z
    .string()
    .min(1, 'must name a file')
    .refine(
      (database) => isPath(database) && isFileOrUrl(database),
      'must be a file, or a URL such as postgres://user:password@host/database',
    )
    .optional(),
  work: z.boolean().default(true),
  concurrency: z.int('must be a whole number').min(1, 'must be at least 1').max(32, 'must be 32 at most').default(1),
  encryption: z.enum(ENCRYPTION_NAMES).default('auto'),
  maxPerMinute: maxPerMinute.optional(),
  hsts: z.union([z.boolean(), z.literal('by-url')], 'must be on or off').default(false),
  keyRequestsPerMinute: z.int('must be a whole number').min(0, 'must be at least 0').max(60_000_000).default(12_000),
  keepContentDays: z.int('must be a whole number').min(0, 'must be at least 0').max(36_500).default(30),
  ageing: ageingSchema,
  dashboard: z
    .union(
      [z.boolean(), z.strictObject({ signIn: z.custom<OwnSignIn>((value) => typeof value === 'function') })],
      'must be on or off, or (in code) true, false or { signIn: (request) => … }',
    )
    .default(false),
  ...siteFields,
  sites: sitesSchema.default({}),
  push: pushSchema,
  trustedProxies: z
    .union(
      [z.int().min(0).max(10), z.array(z.string().refine(isNetwork)).max(200)],
      'must be addresses, networks such as 10.0.0.0/8, loopback or private; or the number of proxies, 10 at most',
    )
    .optional(),
  clientIpHeader: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'must be the name of a header')
    .toLowerCase()
    .optional(),
  secrets: z
    .strictObject({
      secret: z.string().min(32, 'must have at least 32 characters').optional(),
      vapidPrivateKey: vapidPrivateKey.optional(),
      apiKey: z.string().min(32, 'must have at least 32 characters').max(200).optional(),
      masterKey: z.string().min(1).optional(),
      masterKeyFile: z.string().min(1).optional(),
      masterKeyCommand: z.string().min(1).optional(),
      oldMasterKeys: z.array(z.string().min(1)).max(10).optional(),
    })
    .default({}),
  log: z
    .union([z.enum(LOG_LEVELS), z.custom<Log>(isLog)], `must be one of ${LOG_LEVELS.join(', ')}, or (in code) a logger`)
    .default('info'),
  now: z.custom<() => number>((value) => typeof value === 'function', 'must be a function').default(() => Date.now),
})

/** Additions to the options by a program that starts Belfry. */
export interface Start {
  sources?: Sources
  /** The site's URL while none is given. */
  fallbackUrl?: string
}

/** Checks and completes the options; throws a ConfigError with every problem. */
export function parseOptions(options: unknown, { sources, fallbackUrl }: Start = {}): Config {
  const result = schema.safeParse(options)
  if (!result.success) {
    throw new ConfigError(schemaProblems(result.error))
  }
  const { data, database, sites, trustedProxies, clientIpHeader, ...others } = result.data
  const { name, url, origins, contact, basePath, limits, pace, silence, quietHours, topics, ...rest } = others
  const folder = resolve(data)
  const when = { pace, silence, quietHours }
  const first = declaredSite(DEFAULT_SITE, { name, url, origins, contact, basePath, limits, ...when, topics })
  return deepFreeze({
    ...rest,
    maxPerMinute: rest.maxPerMinute,
    basePath: basePath ?? '',
    proxies: proxiesOf(trustedProxies, clientIpHeader),
    secrets: readSecretOptions(rest.secrets),
    data: folder,
    database: placeOf(database, folder),
    sites: [
      fallbackUrl === undefined ? first : withFallback(first, fallbackUrl),
      ...Object.entries(sites).map(([id, site]) => declaredSite(id, site, `sites.${id}`)),
    ],
    sources: sources ?? sourcesOfCode(rest),
  })
}

function proxiesOf(trusted: string[] | number | undefined, header: string | undefined): Config['proxies'] {
  const named = header === undefined ? {} : { header }
  if (trusted === undefined) return { networks: ['loopback', 'private'], ...named }
  return typeof trusted === 'number' ? { hops: trusted, ...named } : { networks: trusted, ...named }
}

function readSecretOptions({
  vapidPrivateKey: vapidKeys,
  ...secrets
}: z.output<typeof schema>['secrets']): GivenSecrets {
  return { ...definedOnly(secrets), ...(vapidKeys && { vapidKeys }) }
}

function placeOf(database: string | undefined, folder: string): string {
  if (database === undefined) return resolve(folder, 'belfry.db')
  return isPostgres(database) ? database : resolve(database)
}

// No file system allows it.
function isPath(text: string): boolean {
  return !text.includes('\0')
}

function isFileOrUrl(database: string): boolean {
  return isPostgres(database) ? URL.canParse(database) : !database.includes('://')
}

function isLog(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['debug', 'info', 'warn', 'error'].every((name) => typeof Reflect.get(value, name) === 'function')
  )
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (Array.isArray(inner) || Object.getPrototypeOf(inner ?? 0) === Object.prototype) deepFreeze(inner)
  }
  return Object.freeze(value)
}
