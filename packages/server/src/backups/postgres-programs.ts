import { spawn } from 'node:child_process'
import { accessSync, constants, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describeAddress } from '../database/address.ts'
import { BackupError } from './backup-error.ts'

export type PostgresProgram = 'pg_dump' | 'pg_restore'

/** A program of PostgreSQL that runs: which one, on which database, with what. */
export interface ProgramRun {
  program: PostgresProgram
  args: readonly string[]
  address: string
  env: NodeJS.ProcessEnv
  signal: AbortSignal
  /** Each line that it says meanwhile. */
  line: (text: string) => void
}

// Debian keeps one version beside another; what is on the PATH there chooses by a cluster of its own.
const DEBIAN = '/usr/lib/postgresql'
const KEPT_LINES = 6

/**
 * Runs a program of PostgreSQL. Its password goes through the environment: arguments can be read by every user of the
 * machine. Throws a BackupError `program-missing`, `program-failed` or `interrupted`.
 */
export async function runProgram({ program, args, address, env, signal, line }: ProgramRun): Promise<void> {
  const path = findProgram(program, env['PATH'] ?? '')
  if (path === undefined) {
    throw new BackupError(
      'program-missing',
      `${program} is missing, PostgreSQL's own program for this: apt-get install postgresql-client (or your ` +
        'system’s package), of the server’s version or newer',
    )
  }
  const { href, password } = withoutPassword(address)
  const child = spawn(path, [...args, `--dbname=${href}`], {
    env: { ...env, LC_ALL: 'C', ...(password === '' ? {} : { PGPASSWORD: password }) },
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
  })
  const last: string[] = []
  let rest = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop()?.slice(-1000) ?? ''
    for (const one of lines) {
      if (last.push(one) > KEPT_LINES) last.shift()
      line(one)
    }
  })
  const { promise, resolve } = Promise.withResolvers<number | Error | null>()
  child.on('error', resolve).on('close', resolve)
  const ended = await promise
  if (signal.aborted) throw new BackupError('interrupted', 'stopped')
  if (ended === 0) return
  const why = [...last, rest].filter((text) => /error|fatal|version/i.test(text)).join('; ')
  const how = ended instanceof Error ? ended.message : `ended with ${ended}`
  throw new BackupError('program-failed', `${program} on ${describeAddress(address)} ${how}: ${why}`)
}

function findProgram(program: PostgresProgram, path: string): string | undefined {
  const folders = [...debianFolders(), ...path.split(delimiter).filter((folder) => folder !== '')]
  return folders.map((folder) => join(folder, program)).find(isExecutable)
}

function debianFolders(): string[] {
  try {
    const versions = readdirSync(DEBIAN).filter((name) => /^\d+$/.test(name))
    return versions.toSorted((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, 'bin'))
  } catch {
    return [] // Another system: what is on the PATH is it.
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false // Absent or not ours to run: the next one, then.
  }
}

function withoutPassword(address: string): { href: string; password: string } {
  const url = new URL(address)
  const password = decodeURIComponent(url.password)
  url.password = ''
  return { href: url.href, password }
}
