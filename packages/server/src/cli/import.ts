import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../config/config-error.ts'
import { openSetUp } from '../assembly/open-set-up.ts'
import { readEnvironment, sourcesOfEnvironment, type Flags } from '../config/environment.ts'
import { parseOptions, type Config } from '../config/options.ts'
import { describeAddress } from '../database/address.ts'
import { DatabaseError } from '../database/database-error.ts'
import { importStatementsOf } from '../imports/import-statements.ts'
import { openImportFile, type ImportSource } from '../imports/import-source.ts'
import { importSubscriptions } from '../imports/import-subscriptions.ts'
import { readImportSites, type ImportSite } from '../imports/import-site.ts'
import { findActiveVapidKey } from '../keys/vapid-key-store.ts'
import { Refusal } from '../refusals/refusal.ts'
import { DEFAULT_SITE } from '../sites/site.ts'
import { parseColumnMap } from './column-map.ts'
import { importReport } from './import-report.ts'
import type { Terminal } from './terminal.ts'

const SUBSCRIPTIONS_PER_SUBSCRIBER = 100
const CACHE_MIB = 64

/** Loads subscriptions from a file into the database; returns the exit code. */
export async function importFile(file: string, flags: Flags, terminal: Terminal, stop: AbortSignal): Promise<number> {
  const config = parseOptions(readEnvironment(terminal.env, flags).options, {
    sources: sourcesOfEnvironment(flags, 'guest'),
  })
  refuseWithoutKeys(config)
  const map = parseColumnMap(flags['map'])
  const source = file === '-' ? onceOnly(terminal, stop) : await openImportFile(file)
  const { database: opened } = await openSetUp(config, { cacheMiB: CACHE_MIB }, () => {
    throw noKey(config)
  })
  await using database = opened
  const sites = await readImportSites(database.kysely, flags['application-server-key'])
  checkKey(sites)
  const report = importReport(terminal, {
    file,
    size: source.size,
    database: describeAddress(config.database),
  })
  const active = await findActiveVapidKey(database.kysely, DEFAULT_SITE)
  report.start(flags['application-server-key'] ?? active?.public_key ?? '')
  const options = {
    statements: importStatementsOf(database),
    rules: { sites, site: DEFAULT_SITE, allow: config.push.allow },
    map,
    subscriptionsPerSubscriber: SUBSCRIPTIONS_PER_SUBSCRIBER,
    now: config.now,
    signal: stop,
    ...report,
  }
  try {
    return report.end(await importSubscriptions(database, source, options))
  } catch (error) {
    if (!database.isAway(error)) throw error
    const why = error instanceof Error ? error.message : String(error)
    const name = describeAddress(config.database)
    throw new DatabaseError(
      'database-unavailable',
      `${name} is busy or away (${why}): run the same command again, it goes on there`,
      { cause: error },
    )
  }
}

// No subscription was made with a key that is made now: all imported ones would be unreachable.
function refuseWithoutKeys(config: Config): void {
  const { vapidKeys, secret } = config.secrets
  if (vapidKeys ?? secret) return
  if (!existsSync(join(config.data, 'secrets.json'))) throw noKey(config)
}

function noKey({ data }: Config): ConfigError {
  const message =
    `there is no VAPID key in ${data}, and a subscription can be sent to only with the key it was made with: set ` +
    'BELFRY_VAPID_PRIVATE_KEY to the private key of the system you come from (PEM, JWK, the JSON of web-push, ' +
    'base64url …; belfry vapid generate is for new sites)'
  return new ConfigError([{ setting: 'secrets.vapidPrivateKey', message }])
}

function checkKey(sites: ReadonlyMap<string, ImportSite>): void {
  try {
    sites.get(DEFAULT_SITE)?.keyIdOf(undefined)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const message = 'is not a key of this site: set BELFRY_VAPID_PRIVATE_KEY to its private half'
    throw new ConfigError([{ setting: '--application-server-key', message }], { cause: error })
  }
}

function onceOnly({ input = nothing() }: Terminal, stop: AbortSignal): ImportSource {
  return { size: undefined, head: undefined, read: () => untilStopped(input, stop) }
}

// A pipe may be silent for long; Ctrl-C does not wait for its next bytes.
async function* untilStopped(stream: AsyncIterable<Buffer>, stop: AbortSignal): AsyncGenerator<Buffer> {
  const stopped = new Promise<undefined>((resolve) => {
    if (stop.aborted) resolve(undefined)
    stop.addEventListener('abort', () => resolve(undefined), { once: true })
  })
  const chunks = stream[Symbol.asyncIterator]()
  for (;;) {
    const next = await Promise.race([chunks.next(), stopped])
    if (next === undefined || next.done === true) break
    yield next.value
  }
  if (stop.aborted) void chunks.return?.()
}

async function* nothing(): AsyncGenerator<Buffer> {}
