import { cpuSeconds } from './cpu-time.ts'
import { type Verdict, addVerdicts } from './verdict.ts'

export interface Step {
  /** the word for --only */
  name: string
  /** what it does, a few words */
  title: string
  run: (signal: AbortSignal) => Promise<Verdict>
}

/** Runs steps one after another, a line each; a failure shows what the step printed. */
export async function runSteps(steps: readonly Step[], signal: AbortSignal): Promise<Verdict> {
  const verdicts: Verdict[] = []
  for (const step of steps) {
    if (signal.aborted) break
    console.log(`· ${step.name}: ${step.title}`)
    const started = performance.now()
    const cpuBefore = cpuSeconds()
    const verdict = await step.run(signal).catch(brokenStep)
    verdicts.push(verdict)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const cpu = (cpuSeconds() - cpuBefore).toFixed(1)
    console.log(`${lineOf(step, verdict)}  (${seconds} s, ${cpu} s of CPU)`)
    if (verdict.failed > 0) console.log(indent(verdict.output))
    const costliest = costliestOf(verdict)
    if (costliest !== '') console.log(`  most CPU: ${costliest}`)
  }
  return addVerdicts(verdicts)
}

/** A step without test files that are run again by themselves: once more as a whole when it fails (decision 38). */
export async function orAgain(run: Step['run'], signal: AbortSignal): Promise<Verdict> {
  const first = await run(signal)
  if (first.failed === 0 || signal.aborted) return first
  const second = await run(signal)
  return second.failed === 0 ? { ...second, unstable: [first.output] } : second
}

// A step that throws has a bug; the others still run.
function brokenStep(error: unknown): Verdict {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { passed: 0, failed: 1, skipped: [], output: `${text}\n` }
}

// So that whoever finds the run slow knows where to look.
function costliestOf({ costs = [] }: Verdict): string {
  const top = costs.toSorted((a, b) => b.cpuSeconds - a.cpuSeconds).slice(0, 8)
  return top.map(({ what, cpuSeconds }) => `${what} ${cpuSeconds.toFixed(0)} s`).join(', ')
}

function lineOf(step: Step, verdict: Verdict): string {
  if (verdict.failed > 0) return `✖ ${step.name}: ${verdict.failed} failed, ${verdict.passed} passed`
  if (verdict.passed === 0) return `↷ ${step.name}: skipped`
  return `✓ ${step.name}: ${verdict.passed} passed`
}

/** Behind a bar, so that no line of a step looks like the closing line of the run. */
export function indent(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `  │ ${line}`)
    .join('\n')
}
