import { existsSync } from 'node:fs'
import { readClientSettings, type ClientSettings } from '../config/client-settings.ts'
import { ConfigError } from '../config/config-error.ts'
import { readEnvironment, type Flags } from '../config/environment.ts'
import { readMasterKeys } from '../config/master-key.ts'
import { parseOptions, type Config } from '../config/options.ts'
import { readSecrets } from '../config/secrets.ts'
import { describeAddress, isPostgres } from '../database/address.ts'
import type { Database } from '../database/database.ts'
import { openDatabase, type OpenedDatabase } from '../database/open-database.ts'
import { examineEncryption } from '../doctor/examine-encryption.ts'
import { examineFiles } from '../doctor/examine-files.ts'
import { examineJobs } from '../doctor/examine-jobs.ts'
import { examineKeys } from '../doctor/examine-keys.ts'
import { examineMachine } from '../doctor/examine-machine.ts'
import { examinePage } from '../doctor/examine-page.ts'
import { examinePostgres } from '../doctor/examine-postgres.ts'
import { examineProxy } from '../doctor/examine-proxy.ts'
import { examinePushServices, PUSH_HOSTS } from '../doctor/examine-push-services.ts'
import { examineSite } from '../doctor/examine-site.ts'
import { examineUndelivered } from '../doctor/examine-undelivered.ts'
import { ok, warning, type Finding } from '../doctor/finding.ts'
import { loadSigningPairs } from '../keys/signing-pairs.ts'
import { blankSite } from '../sites/declare-site.ts'
import { ownOrigins } from '../sites/own-origins.ts'
import { findSite } from '../sites/site-store.ts'
import { DEFAULT_SITE } from '../sites/site.ts'
import { examineServer } from './examine-server.ts'
import { readStart } from './read-start.ts'
import type { Terminal } from './terminal.ts'

const MARKS = { ok: '✔', warning: '!', problem: '✖' }

/**
 * Checks the whole set-up, or a live page, and prints each problem with its remedy; false when there is a problem.
 * Throws a ConfigError.
 */
export async function doctor(flags: Flags, page: string | undefined, terminal: Terminal): Promise<boolean> {
  const findings = page === undefined ? await checkAll(flags, terminal) : await checkPage(page, flags, terminal)
  if (flags['json'] === undefined) {
    for (const { level, text } of findings) terminal.out(`${MARKS[level]} ${text}\n`)
  } else {
    terminal.out(`${JSON.stringify({ findings })}\n`)
  }
  return findings.every(({ level }) => level !== 'problem')
}

async function checkPage(page: string, flags: Flags, terminal: Terminal): Promise<Finding[]> {
  const { push, now } = parseOptions(readEnvironment(terminal.env, flags).options)
  const { belfry, site = DEFAULT_SITE, worker = '/sw.js', network } = flags
  return [
    ...(await examinePage({
      page: pageUrl('the page', page),
      belfry: belfry === undefined ? undefined : pageUrl('--belfry', belfry),
      site,
      worker,
      now,
    })),
    ...(network === undefined ? [] : await examinePushServices(push, now)),
  ]
}

function pageUrl(setting: string, text: string): URL {
  const url = URL.parse(text)
  if (url !== null && /^https?:$/.test(url.protocol)) return url
  throw new ConfigError([{ setting, message: 'must be an address such as https://example.com/' }])
}

async function checkAll(flags: Flags, terminal: Terminal): Promise<Finding[]> {
  const start = await readStart(flags, terminal, 'guest')
  const config = parseOptions(start.options)
  return [
    ...(start.file === undefined
      ? []
      : [ok(`${start.file} declares sites: ${config.sites.map(({ declaration }) => declaration.id).join(', ')}`)]),
    ...examineFiles(config),
    ...examineMachine(config.data),
    ...(await checkRunning(config.database, flags, { ...terminal.env, PORT: String(start.config.port) })),
    ...(isPostgres(config.database) ? await examinePostgres(config.database) : []),
    ...(await inStore(config.database, 'the jobs', examineJobs)),
    ...(await inStore(config.database, 'what was sent', (store) => examineUndelivered(store, config.now()))),
    await examineEncryption(config.encryption),
    ...(await checkSetUp(config)),
    ...examineProxy(config.push),
    ...('network' in flags
      ? await examinePushServices(config.push, config.now)
      : [ok(`push services, port 443, must be reachable: ${PUSH_HOSTS.join(', ')} (--network tries)`)]),
  ]
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

/** Looks at the store, where there is one: looking must not make a file. */
async function inStore(
  address: string,
  what: string,
  look: (database: OpenedDatabase) => Promise<Finding[]>,
): Promise<Finding[]> {
  if (!isPostgres(address) && !existsSync(address)) return []
  try {
    await using database = await openDatabase(address, { migrate: false, connections: 1 })
    return await look(database)
  } catch (error) {
    return [warning(`${what} in ${describeAddress(address)} cannot be read: ${messageOf(error)}`)]
  }
}

// The database's values count, with the declarations of the next start.
async function checkSetUp({ database: address, data, secrets, sites: [first] }: Config): Promise<Finding[]> {
  const declared = { ...blankSite(DEFAULT_SITE, 0), ...first?.declaration }
  const origins = declared.origins.length > 0 ? declared.origins : ownOrigins(declared.url)
  // Looking must not make a file.
  if (!isPostgres(address) && !existsSync(address)) return examineSite({ ...declared, origins })
  try {
    await using database = await openDatabase(address, { migrate: false, connections: 1 })
    const known = await findSite(database.kysely, DEFAULT_SITE)
    const site = known === undefined ? { ...declared, origins } : { ...known, ...first?.declaration }
    return [...examineSite(site), ...(await checkKeys(database, data, secrets))]
  } catch (error) {
    return [...examineSite({ ...declared, origins }), warning(`the set-up cannot be read: ${messageOf(error)}`)]
  }
}

async function checkKeys({ kysely }: Database, data: string, given: Config['secrets']): Promise<Finding[]> {
  const { secret } = readSecrets(data, given)
  if (secret === undefined) return []
  const masterKeys = await readMasterKeys(given, secret)
  return examineKeys(await loadSigningPairs(kysely, masterKeys))
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}
