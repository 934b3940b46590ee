// Proves that no limb of the vector code gets too large, too small or is cut off, for any points and scalars: node
// packages/web-push-native/test/lanes/prove-bounds.ts It compiles the very sources over a vector type that calculates
// with intervals (vector-interval.h), and runs them.

import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A piece of a source and its replacement: the proof must fail with it. */
export interface Change {
  file: string
  from: string
  to: string
}

/** The two sizes of limbs: for 52-bit products, and for 32-bit ones. */
export type Field = 'field-52.h' | 'field-29.h'

export type Proof = { holds: true; bounds: string } | { holds: false; complaint: string }

/** Computes the bounds; throws where there is no compiler. */
export function proveBounds(field: Field, change?: Change): Proof {
  const folder = mkdtempSync(join(tmpdir(), 'belfry-bounds-'))
  try {
    for (const part of ['native', 'test']) cpSync(join(root, part), join(folder, part), { recursive: true })
    if (change !== undefined) apply(change, folder)
    const program = join(folder, 'prove')
    const flags = ['-std=gnu11', '-O0', '-Wno-unused-function', `-DFIELD="../../native/lanes/${field}"`]
    const compiled = run('cc', [...flags, join(folder, 'test/lanes/prove-bounds.c'), '-lm', '-o', program])
    if (compiled.status !== 0) throw new Error(`prove-bounds.c was not compiled: ${compiled.output}`)
    const { status, output } = run(program, [])
    return status === 0 ? { holds: true, bounds: output } : { holds: false, complaint: output }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function apply({ file, from, to }: Change, folder: string): void {
  const path = join(folder, 'native/lanes', file)
  const source = readFileSync(path, 'utf8')
  if (!source.includes(from)) throw new Error(`${file} has no "${from}"`)
  writeFileSync(path, source.replace(from, to))
}

function run(command: string, args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', timeout: 120_000 })
  if (error !== undefined) throw error
  return { status, output: `${stdout}${stderr}`.trim() }
}

if (import.meta.main) {
  for (const field of ['field-52.h', 'field-29.h'] as const) {
    const proof = proveBounds(field)
    console.log(`${field}: ${proof.holds ? proof.bounds : proof.complaint}`)
    if (!proof.holds) process.exitCode = 1
  }
}
