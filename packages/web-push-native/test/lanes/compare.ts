// Compares the products of a back end with OpenSSL's, pair by pair: node packages/web-push-native/test/lanes/compare.ts
// [--backend ifma] [--pairs 1048576] [--seed N] The seed is random unless it is given, and printed: the same seed draws
// the same pairs.

import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { sourcesWithoutNode } from '../sources.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** `missing`: the back end does not run on this processor, or OpenSSL cannot be compiled against. */
export type Comparison = { ok: boolean; output: string } | { missing: string }

/** Compiles test/lanes/compare.c against the system's OpenSSL and runs it. */
export function compareWithOpenssl(backend: string, pairs: number, seed: number): Comparison {
  const comparison = runProgram('compare', [backend, String(pairs), String(seed)])
  return 'ok' in comparison ? { ...comparison, output: `${comparison.output} (seed ${seed})` } : comparison
}

/** Compiles a program of this folder with the native sources, against the system's OpenSSL, and runs it. */
export function runProgram(name: 'compare' | 'faults', args: string[]): Comparison {
  const folder = mkdtempSync(join(tmpdir(), 'belfry-compare-'))
  try {
    const program = join(folder, name)
    const sources = [`test/lanes/${name}.c`, ...sourcesWithoutNode()]
    const compiled = run('cc', ['-std=gnu11', '-O2', ...sources, '-lcrypto', '-o', program])
    if (compiled.status !== 0) return { missing: firstError(compiled.output) }
    const { status, output } = run(program, args)
    return status === 77 ? { missing: output } : { ok: status === 0, output }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function run(command: string, args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8' })
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
  const comparison = compareWithOpenssl(values.backend, Number(values.pairs), Number(values.seed))
  console.log('missing' in comparison ? comparison.missing : comparison.output)
  process.exitCode = 'ok' in comparison && comparison.ok ? 0 : 1
}
