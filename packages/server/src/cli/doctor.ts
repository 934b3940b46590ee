import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { checkSubject } from '@belfry/web-push'
import { readEnvironment, type Flags } from '../config/environment.ts'
import { parseOptions, type Config } from '../config/options.ts'
import { openSecrets } from '../config/secrets.ts'
import { ok, problem, warning, type Finding } from './finding.ts'
import { examinePostgres } from './examine-postgres.ts'
import { describeAddress, isPostgres } from '../database/address.ts'
import { openDatabase } from '../database/open-database.ts'
import { deadJobsOf } from '../queue/dead-jobs-of.ts'
import type { Terminal } from './terminal.ts'

// What a firewall must let out (S85), one host of each service.
const PUSH_HOSTS = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  'web.push.apple.com',
  'wns2-par02p.notify.windows.com',
]

const MARKS = { ok: '✔', warning: '!', problem: '✖' }

/** Looks at everything that has to be right, and says what to do about what is not; false when there is a problem. */
export async function doctor(
  flags: Flags,
  options: { network?: boolean },
  terminal: Terminal,
): Promise<boolean> {
  const config = parseOptions(readEnvironment(terminal.env, flags).options)
  const findings = [
    ...checkData(config),
    ...(isPostgres(config.database) ? await examinePostgres(config.database) : []),
    ...(await checkJobs(config.database)),
    ...checkSite(config.site),
    ...(options.network
      ? await Promise.all(PUSH_HOSTS.map(checkHost))
      : [
          ok(
            `push services, port 443, must be reachable: ${PUSH_HOSTS.join(', ')} (--network tries)`,
          ),
        ]),
  ]
  for (const { level, text } of findings) terminal.out(`${MARKS[level]} ${text}\n`)
  return findings.every(({ level }) => level !== 'problem')
}

function checkData({ data, database, secrets }: Config): Finding[] {
  const file = join(data, 'secrets.json')
  if (!existsSync(data))
    return [problem(`the data folder ${data} does not exist: belfry serve makes it`)]
  const found = [checkMode(data), ...[file, database].filter((path) => existsSync(path)).map(checkMode)] // prettier-ignore
  const isGiven = secrets.secret && secrets.vapidPrivateKey && secrets.apiKey
  if (!existsSync(file) && !isGiven) {
    return [...found, problem(`${file} does not exist: belfry serve makes the keys`)]
  }
  openSecrets(data, secrets)
  return [...found, ok('the VAPID keys, the server secret and the API key are there')]
}

async function checkJobs(address: string): Promise<Finding[]> {
  // Looking must not make a file.
  if (!isPostgres(address) && !existsSync(address)) return []
  try {
    await using database = await openDatabase(address, { migrate: false, connections: 1 })
    const causes = await deadJobsOf(database).causes(database.kysely)
    if (causes.length === 0) return [ok('no job was given up')]
    return causes.map(({ kind, reason, count }) =>
      warning(`${count} jobs (${kind}) were given up: ${reason}; see belfry jobs`),
    )
  } catch (error) {
    return [warning(`the jobs in ${describeAddress(address)} cannot be read: ${messageOf(error)}`)]
  }
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

function checkSite({ url, origins, contact }: Config['site']): Finding[] {
  return [
    url === null
      ? warning('no URL is set: set BELFRY_URL to the address of your site')
      : ok(`the site is at ${url}`),
    origins.length === 0
      ? warning('no page may subscribe: set BELFRY_URL or BELFRY_ORIGINS')
      : ok(`pages at ${origins.join(', ')} may subscribe`),
    contact === null
      ? warning(
          'no contact is set: set BELFRY_CONTACT to an e-mail address, some push services want it',
        )
      : describeContact(contact),
  ]
}

function describeContact(contact: string): Finding {
  const check = checkSubject(contact)
  return check.ok ? ok(`the contact is ${contact}`) : problem(check.message)
}

async function checkHost(host: string): Promise<Finding> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: 443, servername: host, timeout: 5000 })
    const end = (finding: Finding) => {
      socket.destroy()
      resolve(finding)
    }
    socket.once('secureConnect', () => end(ok(`${host} answers`)))
    socket.once('timeout', () =>
      end(problem(`${host} does not answer within 5 s: look at the firewall`)),
    )
    socket.once('error', ({ message }) => end(problem(`${host} cannot be reached: ${message}`)))
  })
}
