// Looks in the machine code of a back end for a path from a secret to a branch or an address: node
// packages/web-push-native/test/lanes/secret-flow.ts Secrets are in vector and mask registers. From there they reach
// only other such registers, unless an instruction moves them out, sets flags by them, or uses them as an index.
// Branches then depend on general registers only.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The functions that handle scalars, and points that come from them. */
const SECRET = ['multiply_base', 'multiply_point', 'double_point', 'add_point', 'make_affine', 'fe_raise']

const FLAGS = /^(kortest|ktest|vptest\b|vtestp)/
const INDEXED = /^(vp?gather|vp?scatter|vpcompress|vpexpand)/
const TAKEN_OUT = /^(kmov\w* %k\d,%[er]|vpextr|vmovmsk|vpmovmsk|vcvts[sd]2si)/
const COUNTED = /^(idiv|div)/

export type Look = { missing: string } | { functions: string[]; found: string[] }

/** Compiles native/lanes/<back end>.c and disassembles it. */
export function findSecretFlow(backend: 'ifma' | 'avx2'): Look {
  const folder = mkdtempSync(join(tmpdir(), 'belfry-machine-code-'))
  try {
    const object = join(folder, 'lanes.o')
    const compiled = run('cc', ['-std=c11', '-O2', '-fPIC', '-c', `native/lanes/${backend}.c`, '-o', object])
    if (compiled.status !== 0) return { missing: compiled.output }
    const { status, output } = run('objdump', ['-d', '--no-show-raw-insn', object])
    if (status !== 0) return { missing: output }
    const functions = splitFunctions(output).filter(({ name }) => SECRET.includes(name))
    return { functions: functions.map(({ name }) => name), found: functions.flatMap(complaints) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Disassembled {
  name: string
  instructions: string[]
}

function splitFunctions(text: string): Disassembled[] {
  return text
    .split(/^[0-9a-f]+ </m)
    .slice(1)
    .map((part) => {
      const [head = '', ...lines] = part.split('\n')
      const name = head.replace(/[.>].*/, '')
      const instructions = lines.map((line) => (line.split('\t')[1] ?? '').replaceAll(/\s+/g, ' ').trim())
      return { name, instructions: instructions.filter(Boolean) }
    })
}

function complaints({ name, instructions }: Disassembled): string[] {
  const complain = (one: string) => `${name}: ${one}`
  const bad = instructions.filter((one) => [FLAGS, INDEXED, TAKEN_OUT, COUNTED].some((kind) => kind.test(one)))
  return [...bad, ...instructions.filter((one) => takesOut(one, instructions))].map(complain)
}

/** A compiler may keep a general register in a vector register: then nothing else is ever written there. */
function takesOut(instruction: string, all: readonly string[]): boolean {
  const [, number] = /^vmov[qd] %xmm(\d+),%[er]/.exec(instruction) ?? []
  if (number === undefined) return false
  const written = all.filter((one) => new RegExp(`,%[xyz]mm${number}(\\{.*)?$`).test(one))
  return !written.every((one) => /^vmov[qd] %[er]\w+,/.test(one))
}

function run(command: string, args: string[]): { status: number | null; output: string } {
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 64_000_000 } as const
  const { status, stdout, stderr, error } = spawnSync(command, args, options)
  return error === undefined ? { status, output: `${stdout}${stderr}`.trim() } : { status: -1, output: error.message }
}

if (import.meta.main) {
  for (const backend of ['ifma', 'avx2'] as const) {
    const look = findSecretFlow(backend)
    const found = 'missing' in look ? [look.missing] : look.found
    console.log(`${backend}: ${found.length === 0 ? 'nothing found' : found.join('\n')}`)
    if (found.length > 0) process.exitCode = 1
  }
}
