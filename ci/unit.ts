// npm run unit [-- path …]: the unit tests, all of them or those whose path contains a given word.

import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Slots } from './slots.ts'
import { slotsOfMachine } from './slots-of-machine.ts'
import { runTestFiles } from './test-files.ts'
import { type Verdict, closingLine } from './verdict.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const places = ['packages', 'examples', 'setup', 'ci', 'bench', 'test/support']

/** The unit test files: beside their sources, in every room. */
export function unitTestFiles(words: readonly string[] = []): string[] {
  return globSync(
    places.map((place) => `${place}/**/*.test.{ts,mjs}`),
    { cwd: root, exclude: (name) => name === 'node_modules' || name === 'dist' },
  )
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .toSorted()
    .map((file) => `${root}${file}`)
}

/** Runs the unit tests of this repository. */
export async function unit(signal: AbortSignal, slots: Slots, words?: readonly string[]): Promise<Verdict> {
  return runTestFiles(unitTestFiles(words), { root, signal, slots, secondRuns: 3 })
}

if (import.meta.main) {
  const interrupted = new AbortController()
  process.once('SIGINT', () => interrupted.abort())
  process.once('SIGTERM', () => interrupted.abort())
  const verdict = await unit(interrupted.signal, slotsOfMachine(), process.argv.slice(2))
  console.log(`${verdict.output}${closingLine(verdict)}`)
  process.exitCode = verdict.failed > 0 || interrupted.signal.aborted ? 1 : 0
}
