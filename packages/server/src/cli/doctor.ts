import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { checkSubject } from '@belfry/web-push'
import { readClientSettings, type ClientSettings } from '../config/client-settings.ts'
import { ConfigError } from '../config/config-error.ts'
import type { Flags } from '../config/environment.ts'
import { parseOptions, type Config } from '../config/options.ts'
import { readMasterKeys } from '../config/master-key.ts'
import { proxyName } from '../config/push-options.ts'
import { readSecrets } from '../config/secrets.ts'
import { ok, problem, warning, type Finding } from './finding.ts'
import { examineEncryption } from './examine-encryption.ts'
import { examinePostgres } from './examine-postgres.ts'
import { examinePushServices, PUSH_HOSTS } from './examine-push-services.ts'
import { examineServer } from './examine-server.ts'
import { readStart } from './read-start.ts'
import { examineUndelivered } from './examine-undelivered.ts'
import { describeAddress, isPostgres } from '../database/address.ts'
import type { Database } from '../database/database.ts'
import { openDatabase } from '../database/open-database.ts'
import { loadSigningPairs } from '../keys/signing-pairs.ts'
import { deadJobsOf } from '../queue/dead-jobs-of.ts'
import { blankSite } from '../sites/declare-site.ts'
import { ownOrigins } from '../sites/own-origins.ts'
import { findSite } from '../sites/site-store.ts'
import { DEFAULT_SITE, type Site } from '../sites/site.ts'
import type { Terminal } from './terminal.ts'

const MARKS = { ok: '✔', warning: '!', problem: '✖' }

/** Checks the whole set-up, and prints each problem with its remedy; false when there is a problem. */
export async function doctor(flags: Flags, options: { network?: boolean }, terminal: Terminal): Promise<boolean> {
  const start = await readStart(flags, terminal, 'guest')
  const config = parseOptions(start.options)
  const findings = [
    ...(start.file === undefined
      ? []
      : [ok(`${start.file} declares sites: ${config.sites.map(({ declaration }) => declaration.id).join(', ')}`)]),
    ...checkData(config),
    ...(await checkRunning(config.database, flags, { ...terminal.env, PORT: String(start.config.port) })),
    ...(isPostgres(config.database) ? await examinePostgres(config.database) : []),
    ...(await checkJobs(config.database)),
    ...(await examineUndelivered(config.database, config.now())),
    await examineEncryption(config.encryption),
    ...(await checkSetUp(config)),
    ...checkProxy(config.push),
    ...(options.network
      ? await examinePushServices(config.push, config.now)
      : [ok(`push services, port 443, must be reachable: ${PUSH_HOSTS.join(', ')} (--network tries)`)]),
  ]
  for (const { level, text } of findings) terminal.out(`${MARKS[level]} ${text}\n`)
  return findings.every(({ level }) => level !== 'problem')
}

function checkData({ data, database, secrets }: Config): Finding[] {
  const file = join(data, 'secrets.json')
  if (!existsSync(data)) return [problem(`the data folder ${data} does not exist: belfry serve makes it`)]
  if (!statSync(data).isDirectory()) return [problem(`${data} is a file: name a folder`)]
  const found = [checkMode(data), ...[file, database].filter((path) => existsSync(path)).map(checkMode)]
  const isGiven = secrets.secret && secrets.apiKey
  if (!existsSync(file) && !isGiven) {
    const words = existsSync(database)
      ? 'restore it from a backup: the database is there'
      : 'belfry serve makes the keys'
    return [...found, problem(`${file} does not exist: ${words}`)]
  }
  readSecrets(data, secrets) // or it says what is wrong with them
  return [...found, ok('the server secret and the API key are there')]
}

async function checkRunning(database: string, flags: Flags, env: NodeJS.ProcessEnv): Promise<Finding[]> {
  let settings: ClientSettings
  try {
    settings = readClientSettings(env, flags)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map(({ setting, message }) =>
      warning(`no server was asked how it is: ${setting}: ${message}`),
    )
  }
  return examineServer(settings, database)
}

async function checkJobs(address: string): Promise<Finding[]> {
  // Looking must not make a file.
  if (!isPostgres(address) && !existsSync(address)) return []
  try {
    await using database = await openDatabase(address, { migrate: false, connections: 1 })
    const causes = await deadJobsOf(database).causes(database.kysely)
    if (causes.length === 0) return [ok('no job is dead')]
    return causes.map(({ kind, reason, count }) =>
      warning(`${count} jobs (${kind}) are dead: ${reason}; see belfry jobs`),
    )
  } catch (error) {
    return [warning(`the jobs in ${describeAddress(address)} cannot be read: ${messageOf(error)}`)]
  }
}

// The database's values count, with the declarations of the next start.
async function checkSetUp({ database: address, data, secrets, sites: [first] }: Config): Promise<Finding[]> {
  const declared = { ...blankSite(DEFAULT_SITE, 0), ...first?.declaration }
  const origins = declared.origins.length > 0 ? declared.origins : ownOrigins(declared.url)
  // Looking must not make a file.
  if (!isPostgres(address) && !existsSync(address)) return checkSite({ ...declared, origins })
  try {
    await using database = await openDatabase(address, { migrate: false, connections: 1 })
    const known = await findSite(database.kysely, DEFAULT_SITE)
    const site = known === undefined ? { ...declared, origins } : { ...known, ...first?.declaration }
    return [...checkSite(site), ...(await checkKeys(database, data, secrets))]
  } catch (error) {
    return [...checkSite({ ...declared, origins }), warning(`the set-up cannot be read: ${messageOf(error)}`)]
  }
}

async function checkKeys({ kysely }: Database, data: string, given: Config['secrets']): Promise<Finding[]> {
  const { secret } = readSecrets(data, given)
  if (secret === undefined) return []
  const masterKeys = await readMasterKeys(given, secret)
  const { pairs, unreadable, missing } = await loadSigningPairs(kysely, masterKeys)
  return [
    ...unreadable.map(({ id, siteId, masterKeyId }) =>
      problem(
        `the private VAPID key ${id} of the site ${siteId} is encrypted under the ` +
          `master key ${masterKeyId}, which is not here`,
      ),
    ),
    ...missing.map(({ id, siteId }) =>
      warning(`the private half of the VAPID key ${id} of the site ${siteId} is lost`),
    ),
    ...(unreadable.length > 0 ? [] : [ok(`the private VAPID keys can be opened: ${pairs.length}`)]),
  ]
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}

function checkMode(path: string): Finding {
  const mode = statSync(path).mode & 0o777
  return process.platform === 'win32' || (mode & 0o077) === 0
    ? ok(`${path} is private`)
    : warning(`${path} can be read by others (${mode.toString(8)}): chmod go= it`)
}

function checkSite({ url, origins, contact }: Pick<Site, 'url' | 'origins' | 'contact'>): Finding[] {
  return [
    url === null ? warning('no URL is set: set BELFRY_URL to the address of your site') : ok(`the site is at ${url}`),
    origins.length === 0
      ? warning('no page may subscribe: set BELFRY_URL or BELFRY_ORIGINS')
      : ok(`pages at ${origins.join(', ')} may subscribe`),
    contact === null
      ? warning('no contact is set: set BELFRY_CONTACT to an e-mail address, some push services want it')
      : describeContact(contact),
  ]
}

function checkProxy({ proxy, noProxy }: Config['push']): Finding[] {
  if (proxy === undefined) return []
  const but = noProxy.length === 0 ? '' : `, but for ${noProxy.join(', ')}`
  return [ok(`push services are reached through the proxy ${proxyName(proxy)}${but}`)]
}

function describeContact(contact: string): Finding {
  const check = checkSubject(contact)
  return check.ok ? ok(`the contact is ${contact}`) : problem(check.message)
}
