// npm test: everything that has to hold before a change may land, the quickest checks first, as much of it side by side
// as the machine takes. CI runs exactly this (.ci/run).
//
// npm test -- --list              names the steps npm test -- --only unit,lint    runs these npm test -- --require-all
// a suite with missing programs fails instead of being skipped

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Browser, provideBrowser } from '../setup/browsers.ts'
import { provideCompiler } from '../setup/compiler.ts'
import { provideLanguages } from '../setup/languages.ts'
import { providePostgres } from '../setup/postgres.ts'
import { providePromtool } from '../setup/prometheus.ts'
import { whyNoPgbouncer } from '#test/databases/pgbouncer'
import { whyNoNginx } from '#test/network/nginx'
import { build } from './build.ts'
import { checkRepository } from './check-repository.ts'
import { commandStep } from './command-step.ts'
import { docCode } from './doc-code.ts'
import { endToEnd } from './end-to-end.ts'
import { nextExample } from './next-example.ts'
import { packAndImport } from './pack.ts'
import type { Beside, Slots } from './slots.ts'
import { slotsOfMachine } from './slots-of-machine.ts'
import { type Step, inSlot, indent, orAgain, runSteps } from './step.ts'
import { runTestFiles } from './test-files.ts'
import { unit } from './unit.ts'
import { workerExamples } from './worker-examples.ts'
import { type Skip, type Verdict, closingLine } from './verdict.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

// A stage starts when the one before it has ended.
const stages: readonly (readonly Step[])[] = [
  [
    commandStep('types', 'the compiler, strict', 'types'),
    commandStep('format', 'every file is as Prettier writes it', 'format:check'),
    commandStep('lint', 'oxlint with types: promises, switches, arrows between rooms', 'lint'),
    commandStep('unused', 'no file, export or dependency that nobody uses', 'unused'),
    whole('rules', 'the repository’s own rules', () => checkRepository(root)),
  ],
  [whole('build', 'what gets published', build)],
  [
    // Before the unit tests, which are short: they fill the end.
    { name: 'contract', title: 'one suite for every store and queue', prepare: prepareContract, run: contract },
    { name: 'unit', title: 'unit tests', prepare: prepareUnit, run: unit },
    {
      name: 'next',
      title: 'the packed packages in a Next app, built and rung',
      run: (signal, slots) => orAgain((place) => nextExample(signal, place), signal, slots),
    },
    {
      name: 'workers',
      title: 'the packed packages in workers of Serwist and vite-plugin-pwa',
      run: (signal, slots) => orAgain((place) => workerExamples(signal, place), signal, slots),
    },
    endToEndStep('firefox'),
    endToEndStep('chromium'),
    whole('docs', 'the code in the documents runs', docCode),
    whole('pack', 'the packed packages, imported as a user would', packAndImport),
  ],
]
const steps = stages.flat()

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    list: { type: 'boolean', default: false },
    'require-all': { type: 'boolean', default: false },
  },
})

if (values.list) {
  for (const { name, title } of steps) console.log(`${name.padEnd(10)} ${title}`)
} else {
  const interrupted = new AbortController()
  process.once('SIGINT', () => interrupted.abort())
  process.once('SIGTERM', () => interrupted.abort())
  const chosen = choose(values.only?.split(','))
  const verdict = close(await runSteps(chosen, interrupted.signal, slotsOfMachine()), interrupted.signal)
  process.exitCode = verdict.failed > 0 ? 1 : 0
}

function choose(names: readonly string[] | undefined): readonly (readonly Step[])[] {
  const unknown = names?.find((name) => !steps.some((step) => step.name === name))
  if (unknown !== undefined) {
    console.error(`There is no step "${unknown}"; npm test -- --list names them.`)
    process.exit(1)
  }
  return stages.map((stage) => stage.filter(({ name }) => names?.includes(name) ?? true))
}

function whole(name: string, title: string, run: (signal: AbortSignal) => Promise<Verdict>): Step {
  return { name, title, run: (signal, slots) => inSlot(() => run(signal), signal, slots) }
}

function endToEndStep(browser: Browser): Step {
  return {
    name: browser,
    title: `a form, a server, a push service and a real ${browser}`,
    prepare: async () => void (await provideBrowser(browser)),
    run: (signal, slots) => endToEnd(browser, { signal, slots }),
  }
}

async function prepareUnit(): Promise<void> {
  await providePostgres()
  await provideCompiler()
  await provideLanguages()
}

async function prepareContract(): Promise<void> {
  await providePostgres()
  await provideBrowser('firefox')
  await provideBrowser('chromium')
  await provideLanguages()
  await providePromtool()
  await whyNoNginx()
  await whyNoPgbouncer()
}

async function contract(signal: AbortSignal, slots: Slots): Promise<Verdict> {
  const files = globSync('test/contract/**/*.test.ts', { cwd: root }).toSorted()
  return runTestFiles(
    files.map((file) => join(root, file)),
    { root, signal, slots, secondRuns: 3, beside: besideContract },
  )
}

function besideContract(file: string): Beside {
  return /launchBrowser|openBrowser|puppeteer|visitDashboard|openPlace/.test(readFileSync(file, 'utf8'))
    ? 'no-browser'
    : 'anything'
}

// Skipped suites are listed where nobody overlooks them, right above the totals.
function close(found: Verdict, signal: AbortSignal): Verdict {
  const missing = values['require-all'] ? found.skipped.filter(isMissing) : []
  console.log('')
  for (const skip of found.skipped) {
    const mark = missing.includes(skip) ? '✖ NOT RUN' : '↷ SKIPPED'
    console.log(`${mark} ${skip.what}${skip.why === '' ? '' : `: ${skip.why}`}`)
  }
  for (const first of found.unstable ?? [])
    console.log(`↻ UNSTABLE, passed when it was run again alone. At first:\n${indent(first)}`)
  if (signal.aborted) console.log('Interrupted.')
  const verdict = {
    ...found,
    failed: found.failed + missing.length + (signal.aborted ? 1 : 0),
    skipped: found.skipped.filter((skip) => !missing.includes(skip)),
  }
  console.log(closingLine(verdict))
  return verdict
}

// No installation helps where root is denied no permission, or the processor lacks a feature.
function isMissing({ why }: Skip): boolean {
  return !/\broot\b|\bprocessor\b/.test(why)
}
