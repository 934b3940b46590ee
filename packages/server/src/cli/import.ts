import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../config/config-error.ts'
import { openDataFolder } from '../config/data-folder.ts'
import { readEnvironment, type Flags } from '../config/environment.ts'
import { parseOptions, type Config } from '../config/options.ts'
import { openSecrets } from '../config/secrets.ts'
import { describeAddress } from '../database/address.ts'
import { DatabaseError } from '../database/database-error.ts'
import { openDatabase } from '../database/open-database.ts'
import { importStatementsOf } from '../imports/import-statements.ts'
import { openImportFile, type ImportSource } from '../imports/import-source.ts'
import { importSubscriptions } from '../imports/import-subscriptions.ts'
import { readImportSites, type ImportSite } from '../imports/import-site.ts'
import { Refusal } from '../refusal.ts'
import { establishSite } from '../sites/establish-site.ts'
import { DEFAULT_SITE } from '../sites/site.ts'
import { importReport } from './import-report.ts'
import type { Terminal } from './terminal.ts'

const SUBSCRIPTIONS_PER_SUBSCRIBER = 100
const CACHE_MIB = 64

/** Loads subscriptions from a file into the database; answers with the exit code. */
export async function importFile(
  file: string,
  flags: Flags,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const config = parseOptions(readEnvironment(terminal.env, flags).options)
  refuseWithoutKeys(config)
  const source = file === '-' ? onceOnly(terminal, stop) : await openImportFile(file)
  openDataFolder(config.data)
  const { secrets } = openSecrets(config.data, config.secrets)
  await using database = await openDatabase(config.database, {
    now: config.now,
    cacheMiB: CACHE_MIB,
  })
  await establishSite(
    database,
    { id: DEFAULT_SITE, ...config.site, publicKeys: secrets.vapid.map(({ publicKey }) => publicKey), apiKey: secrets.apiKey, keepsKeys: database.isShared }, // prettier-ignore
    config.now(),
  )
  const sites = await readImportSites(database.kysely, flags['application-server-key'])
  checkKey(sites)
  const report = importReport(terminal, {
    file,
    size: source.size,
    database: describeAddress(config.database),
  })
  report.start(flags['application-server-key'] ?? secrets.vapid[0].publicKey)
  const options = {
    statements: importStatementsOf(database),
    rules: { sites, site: DEFAULT_SITE, allow: config.push.allow },
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
    throw new DatabaseError('database-unavailable', `${name} is busy or away (${why}): run the same command again, it goes on there`, { cause: error }) // prettier-ignore
  }
}

// A key that is made now is none that any subscription was made with: all that is imported would be unreachable.
function refuseWithoutKeys({ data, secrets }: Config): void {
  if (secrets.vapidPrivateKey !== undefined || existsSync(join(data, 'secrets.json'))) return
  const message = `there is no VAPID key in ${data}, and a subscription can be sent to only with the key it was made with: set BELFRY_VAPID_PRIVATE_KEY to the private key of the system you come from (PEM or base64url; belfry vapid generate is for new sites)` // prettier-ignore
  throw new ConfigError([{ setting: 'secrets.vapidPrivateKey', message }])
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

// A pipe may say nothing for long; Ctrl-C does not wait for its next word.
async function* untilStopped(
  stream: AsyncIterable<Buffer>,
  stop: AbortSignal,
): AsyncGenerator<Buffer> {
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
