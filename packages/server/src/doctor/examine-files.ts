import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config/options.ts'
import { readSecrets } from '../config/secrets.ts'
import { ok, problem, warning, type Finding } from './finding.ts'

/** The data folder: whether it is there, its secrets, and who can read it. Throws a ConfigError for damaged secrets. */
export function examineFiles({ data, database, secrets }: Pick<Config, 'data' | 'database' | 'secrets'>): Finding[] {
  const file = join(data, 'secrets.json')
  if (!existsSync(data)) return [problem(`the data folder ${data} does not exist: belfry serve makes it`)]
  if (!statSync(data).isDirectory()) return [problem(`${data} is a file: name a folder`)]
  const found = [examineMode(data), ...[file, database].filter((path) => existsSync(path)).map(examineMode)]
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

function examineMode(path: string): Finding {
  const mode = statSync(path).mode & 0o777
  return process.platform === 'win32' || (mode & 0o077) === 0
    ? ok(`${path} is private`)
    : warning(`${path} can be read by others (${mode.toString(8)}): chmod go= it`)
}
