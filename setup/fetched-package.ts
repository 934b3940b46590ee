import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './lock.mjs'
import { npm } from './packages.mjs'
import { outputOf } from './system-packages.ts'

export interface FetchedPackage {
  /** The npm package that brings the program, at one version. */
  packageName: string
  /** Where the program is in its node_modules. */
  binary: string
}

/** The path of a program, or the command that would bring it. */
export type ProvidedProgram = { ok: true; program: string } | { ok: false; install: string }

const folder = fileURLToPath(new URL('../build/fetched', import.meta.url))

/**
 * Makes sure of a program from npm that few need and that is too large to be everybody's dependency: npm fetches it
 * when it is first asked for, into build/. With BELFRY_INSTALL=never nothing is fetched.
 */
export async function provideProgram({ packageName, binary }: FetchedPackage): Promise<ProvidedProgram> {
  const home = join(folder, packageName.replace('@', '-'))
  const program = join(home, 'node_modules', binary)
  const install = ['install', '--prefix', home, '--no-save', '--no-audit', '--no-fund', '--loglevel=error', packageName]
  const missing: ProvidedProgram = { ok: false, install: `npm ${install.join(' ')}` }
  if (runs(program)) return { ok: true, program }
  if (process.env['BELFRY_INSTALL'] === 'never') return missing
  mkdirSync(home, { recursive: true })
  return withLock(join(folder, '.lock'), async () => {
    if (runs(program)) return { ok: true, program }
    console.error(`Fetching ${packageName} …`)
    // Their install scripts put the binary where it belongs, and npm may be told to ask before it runs any.
    const allowScripts = { [packageName.slice(0, packageName.lastIndexOf('@'))]: true }
    writeFileSync(join(home, 'package.json'), `${JSON.stringify({ private: true, allowScripts })}\n`)
    try {
      await npm(home, [...install, '--ignore-scripts=false'])
    } catch (error) {
      console.error((error as Error).message)
    }
    return runs(program) ? { ok: true, program } : missing
  })
}

function runs(program: string): boolean {
  return existsSync(program) && outputOf(program, ['--version']) !== undefined
}
