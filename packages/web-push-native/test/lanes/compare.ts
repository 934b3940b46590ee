// Compares the products of a back end with OpenSSL's, pair by pair: node packages/web-push-native/test/lanes/compare.ts
// [--backend ifma] [--pairs 1048576] [--seed N] The seed is random unless it is given, and printed: the same seed draws
// the same pairs.

import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { sourcesWithoutNode } from '../sources.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** `missing`: the back end does not run on this processor, or OpenSSL cannot be compiled against. */
export type Comparison = { ok: boolean; output: string } | { missing: string }

/** The programs of this folder, each compiled once against the system's OpenSSL, the native sources once for all. */
export class Programs implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'belfry-compare-'))

  /** Runs test/lanes/compare.c. */
  compareWithOpenssl(backend: string, pairs: number, seed: number): Comparison {
    const comparison = this.run('compare', [backend, String(pairs), String(seed)])
    return 'ok' in comparison ? { ...comparison, output: `${comparison.output} (seed ${seed})` } : comparison
  }

  run(name: 'compare' | 'faults', args: string[]): Comparison {
    const fault = this.#compile(name)
    if (fault !== undefined) return { missing: firstError(fault) }
    const { status, output } = run(join(this.#folder, name), args)
    return status === 77 ? { missing: output } : { ok: status === 0, output }
  }

  #compile(name: string): string | undefined {
    const program = join(this.#folder, name)
    if (existsSync(program)) return undefined
    const objects = join(this.#folder, 'native.o')
    if (!existsSync(objects)) {
      const sources = sourcesWithoutNode().map((file) => join(root, file))
      const compiled = run('cc', ['-std=gnu11', '-O2', '-c', ...sources], this.#folder)
      if (compiled.status !== 0) return compiled.output
      const parts = sources.map((file) => `${basename(file, '.c')}.o`)
      const joined = run('ld', ['-r', '-o', objects, ...parts], this.#folder)
      if (joined.status !== 0) return joined.output
    }
    const linked = run('cc', ['-std=gnu11', '-O2', `test/lanes/${name}.c`, objects, '-lcrypto', '-o', program])
    return linked.status === 0 ? undefined : linked.output
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

function run(command: string, args: string[], cwd = root): { status: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  return error === undefined ? { status, output: `${stdout}${stderr}`.trim() } : { status: -1, output: error.message }
}

function firstError(output: string): string {
  return output.split('\n').find((line) => line.includes('error')) ?? output
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      backend: { type: 'string', default: 'ifma' },
      pairs: { type: 'string', default: '1048576' },
      seed: { type: 'string', default: String(randomInt(2 ** 40)) },
    },
  })
  using programs = new Programs()
  const comparison = programs.compareWithOpenssl(values.backend, Number(values.pairs), Number(values.seed))
  console.log('missing' in comparison ? comparison.missing : comparison.output)
  process.exitCode = 'ok' in comparison && comparison.ok ? 0 : 1
}
