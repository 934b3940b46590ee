import { readFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { runChild } from './child-process.ts'
import { compileCache } from './compile-cache.ts'
import type { Beside, Slots } from './slots.ts'
import type { TestRecord } from './test-reporter.ts'
import { type Cost, type Skip, type Verdict, addVerdicts, nothing } from './verdict.ts'

export interface TestFilesOptions {
  root: string
  signal: AbortSignal
  env?: NodeJS.ProcessEnv
  /** where they run, with the files of other steps */
  slots: Slots
  /** what may run beside a file; default: anything */
  beside?: (file: string) => Beside
  /** milliseconds for one file, from start to exit; default 180,000 */
  fileTimeoutMs?: number
  /** when no more files than this fail, each is run once more, alone (decision 38); default 0 */
  secondRuns?: number
  /** called as each file ends */
  onFile?: (file: string, verdict: Verdict) => void
}

/**
 * Runs node:test files, each in its own process. node --test does the same, but waits for ever for a file that leaves a
 * socket or a timer open; here that file is stopped and has failed.
 */
export async function runTestFiles(files: readonly string[], options: TestFilesOptions): Promise<Verdict> {
  // A missing suite must not count as passed.
  if (files.length === 0) return { ...nothing, failed: 1, output: '✖ There is no such test file.\n' }
  const folder = await mkdtemp(join(tmpdir(), 'belfry-tests-'))
  const run = async (file: string, records: string) => {
    if (options.signal.aborted) return nothing
    const verdict = await runTestFile(file, join(folder, records), options)
    options.onFile?.(file, verdict)
    return verdict
  }
  try {
    const verdicts = await Promise.all(
      files.map((file, index) => options.slots.run(() => run(file, `${index}.jsonl`), options.beside?.(file))),
    )
    const failed = [...verdicts.entries()].filter(([, verdict]) => verdict.failed > 0)
    if (failed.length > (options.secondRuns ?? 0)) return addVerdicts(verdicts)
    for (const [index, first] of failed) {
      if (options.signal.aborted) break
      const again = () => run(files[index] ?? '', `${index}-again.jsonl`)
      verdicts[index] = ofBoth(first, await options.slots.run(again, 'nothing'))
    }
    return addVerdicts(verdicts)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

// What failed at first is told even when it passes then: somebody has to look at it.
function ofBoth(first: Verdict, second: Verdict): Verdict {
  if (second.failed > 0)
    return { ...second, output: `${first.output}\nAnd when it was run again, alone:\n${second.output}` }
  return { ...second, unstable: [first.output] }
}

// Every answer of a Belfry, there and in the processes that the file starts, has to be as the API is described.
const holdAnswers = new URL('../test/support/api/hold-answers.mjs', import.meta.url).href
const reporter = new URL('./test-reporter.ts', import.meta.url).href

// Half of the weight of what has a browser. One browser runs after the other for most of the whole run: where it has to
// share with three others as an equal, it is alone at the end, and a core idle.
const BEHIND_BROWSERS = 3

async function runTestFile(file: string, records: string, options: TestFilesOptions): Promise<Verdict> {
  const timeoutMs = options.fileTimeoutMs ?? 180_000
  const name = relative(options.root, file)
  const result = await runChild(
    process.execPath,
    [`--test-reporter=${reporter}`, `--test-reporter-destination=${records}`, file],
    {
      cwd: options.root,
      timeoutMs,
      signal: options.signal,
      ...(options.beside?.(file) === 'no-browser' ? {} : { niceness: BEHIND_BROWSERS }),
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: compileCache,
        ...options.env,
        NODE_ENV: 'test',
        NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import=${holdAnswers}`,
      },
    },
  )
  const found = await readRecords(records)
  const verdict = verdictOf(name, found)
  const fault = faultOf(verdict, result, timeoutMs, stillRunning(found))
  if (fault === undefined && verdict.failed === 0) return verdict
  const heading = fault === undefined ? '' : `✖ ${name}: ${fault}\n`
  return {
    ...verdict,
    failed: verdict.failed + (fault === undefined ? 0 : 1),
    output: `${heading}${verdict.output}${result.output}\n`,
  }
}

// The fault of the file as a whole, when no single test failed.
function faultOf(
  verdict: Verdict,
  result: { code: number | undefined; timedOut: boolean },
  timeoutMs: number,
  running: string | undefined,
): string | undefined {
  if (result.timedOut) {
    const what = running === undefined ? 'something is left open' : `running: ${running}`
    return `did not end within ${timeoutMs / 1000} s (${what})`
  }
  if (result.code !== 0 && verdict.failed === 0) {
    return result.code === undefined ? 'was killed' : `ended with code ${result.code}`
  }
  if (verdict.passed + verdict.failed + verdict.skipped.length === 0) return 'has no test'
  return undefined
}

// Tests of a file run one after the other: the first without an end.
function stillRunning(records: readonly TestRecord[]): string | undefined {
  const placeOf = ({ name, line }: TestRecord) => `"${name}" of line ${line}`
  const ended = new Set(records.filter(({ kind }) => kind !== 'waiting').map(placeOf))
  return records
    .filter(({ kind }) => kind === 'waiting')
    .map(placeOf)
    .find((place) => !ended.has(place))
}

function verdictOf(file: string, records: readonly TestRecord[]): Verdict {
  const skipped: Skip[] = []
  const costs: Cost[] = []
  let { passed, failed, output } = nothing
  for (const record of records) {
    switch (record.kind) {
      case 'waiting':
        break
      case 'passed':
        passed += 1
        break
      case 'skipped':
        skipped.push({ what: `${file}: ${record.name}`, why: record.detail })
        break
      case 'failed':
        failed += 1
        output += `✖ ${record.name} (${file}:${record.line})\n${record.detail}\n\n`
        break
      case 'cost':
        costs.push({ what: file, cpuSeconds: Number(record.detail) })
        break
    }
  }
  return { passed, failed, skipped, costs, output }
}

async function readRecords(file: string): Promise<TestRecord[]> {
  let text
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [] // It died before its first test.
    throw error
  }
  // A killed process may leave half a line at the end.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as TestRecord)
}
