import { chmodSync, existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { ConfigError } from '../config/config-error.ts'
import { ENVIRONMENT_FILE, environmentFileText } from '../config/environment-file.ts'
import { readEnvironment, type Flags } from '../config/environment.ts'
import { writePrivateFile } from '../config/write-private-file.ts'
import { describeAddress } from '../database/address.ts'
import { askSettings, InitCancelled } from './init-questions.ts'
import type { Terminal } from './terminal.ts'

/** The settings that a fresh server needs; the others have defaults. */
export interface InitSettings {
  BELFRY_URL: string
  BELFRY_CONTACT: string
  BELFRY_DATA: string
  /** Absent: a SQLite file in the data folder. */
  DATABASE_URL?: string | undefined
}

const INTERRUPTED = 130

/**
 * Asks for what a server needs, where a person can be asked, and writes it into a file that only its owner can read;
 * returns the exit code. Throws a ConfigError.
 */
export async function init(flags: Flags, terminal: Terminal): Promise<number> {
  const file = resolve(flags['out'] ?? ENVIRONMENT_FILE)
  const { env } = terminal
  const known = {
    BELFRY_URL: flags['url'] ?? env['BELFRY_URL'],
    BELFRY_CONTACT: flags['contact'] ?? env['BELFRY_CONTACT'],
    BELFRY_DATA: flags['data'] ?? env['BELFRY_DATA'],
    // A flag could be read by every user of the machine.
    DATABASE_URL: env['DATABASE_URL'],
  }
  const asks = terminal.isTerminal === true && terminal.canAsk === true && flags['json'] === undefined
  let overwrites = flags['force'] !== undefined
  let settings: InitSettings
  try {
    const asked = asks ? await askSettings(known, { file, isThere: existsSync(file) && !overwrites }) : undefined
    if (asked !== undefined) overwrites = true
    settings = checked(asked ?? known, flags)
  } catch (error) {
    if (!(error instanceof InitCancelled)) throw error
    terminal.err('belfry: stopped; nothing was written\n')
    return INTERRUPTED
  }
  const lines = Object.entries(settings).filter((entry): entry is [string, string] => Boolean(entry[1]))
  const text = environmentFileText(Object.fromEntries(lines))
  if (!writePrivateFile(file, text, { exclusive: !overwrites })) {
    throw new ConfigError([{ setting: '--out', message: `${file} is there already: --force replaces it` }])
  }
  chmodSync(file, 0o600)
  tell(file, settings, flags, terminal)
  return 0
}

function checked(given: { [Name in keyof InitSettings]?: string | undefined }, flags: Flags): InitSettings {
  const problems = [
    ...(given.BELFRY_URL ? [] : [{ setting: '--url', message: 'is missing: the address of your site' }]),
    ...(given.BELFRY_CONTACT
      ? []
      : [{ setting: '--contact', message: 'is missing: an e-mail address that push services may write to' }]),
  ]
  if (problems.length > 0) throw new ConfigError(problems)
  const settings = { ...given, BELFRY_DATA: resolve(given.BELFRY_DATA || 'data') } as InitSettings
  const { url, contact } = flags
  readEnvironment({ ...settings }, { ...(url && { url }), ...(contact && { contact }) })
  return settings
}

function tell(file: string, settings: InitSettings, flags: Flags, terminal: Terminal): void {
  if (flags['json'] !== undefined) {
    const { BELFRY_URL: url, BELFRY_CONTACT: contact, BELFRY_DATA: data, DATABASE_URL: database } = settings
    const kept = { file, url, contact, data, database: database ? describeAddress(database) : null }
    terminal.out(`${JSON.stringify(kept)}\n`)
    return
  }
  const isRead = file === resolve(ENVIRONMENT_FILE)
  const start = isRead ? 'belfry serve' : `set -a; . ${file}; set +a; belfry serve`
  terminal.out(`
Written to ${file}, for nobody else to read.

Next:
  1. ${start}
     In this folder every command reads ${ENVIRONMENT_FILE}; a variable that is set wins over it.
  2. Open the link that it prints, and make the first account of the dashboard.
  3. Lead /b/ of ${settings.BELFRY_URL} to it: docs/guides/deploying.md has nginx, Caddy and systemd.
  4. belfry doctor says what is missing.
`)
}
