import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The name of one program in each package manager. */
export interface SystemPackage {
  apt: string
  dnf: string
  brew: string
}

/** The program is there, or this command installs it. */
export type Provided = { ok: true } | { ok: false; install: string }

/** The first of these programs that can be executed: absolute paths, or names looked up in PATH. */
export function findExecutable(candidates: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return candidates
    .flatMap((name) => (name.includes('/') ? [name] : folders.map((folder) => join(folder, name))))
    .find(isExecutable)
}

/**
 * Installs packages where that needs no question: on Debian and its derivatives, as root. Anywhere else, or with
 * BELFRY_INSTALL=never, it returns the command for the reader to run.
 */
export async function installSystemPackages(
  packages: readonly SystemPackage[],
  log: (line: string) => void = console.error,
): Promise<Provided> {
  const install = installCommand(packages)
  const isAllowed = process.getuid?.() === 0 && process.env['BELFRY_INSTALL'] !== 'never'
  if (!isAllowed || !has('apt-get')) return { ok: false, install }
  const names = packages.map(({ apt }) => apt)
  log(`Installing ${names.join(', ')} …`)
  try {
    // Without an update first, a fresh container knows no package at all.
    await aptGet(['update', '-q'])
    await aptGet(['install', '-qy', '--no-install-recommends', ...names])
    return { ok: true }
  } catch (error) {
    log((error as Error).message)
    return { ok: false, install }
  }
}

/** The command that installs these packages on the reader's system. */
export function installCommand(packages: readonly SystemPackage[]): string {
  if (has('apt-get')) return `sudo apt-get install ${packages.map(({ apt }) => apt).join(' ')}`
  if (has('dnf')) return `sudo dnf install ${packages.map(({ dnf }) => dnf).join(' ')}`
  return `brew install ${packages.map(({ brew }) => brew).join(' ')}`
}

async function aptGet(args: readonly string[]): Promise<void> {
  const child = spawn('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text))
  const code = await new Promise((resolve) => child.on('error', resolve).on('close', resolve))
  if (code !== 0) throw new Error(`apt-get ${args[0]} failed:\n${complaints.slice(-2000)}`)
}

function has(command: string): boolean {
  return findExecutable([command]) !== undefined
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false // Absent or not ours to run: the next candidate, then.
  }
}

/** The output of a program, or undefined when it cannot be run. */
export function outputOf(command: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}
