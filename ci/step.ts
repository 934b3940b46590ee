import { cpuSeconds } from './cpu-time.ts'
import { here, type Place, type Slots } from './slots.ts'
import { type Verdict, addVerdicts, nothing } from './verdict.ts'

export interface Step {
  /** the word for --only */
  name: string
  /** what it does, a few words */
  title: string
  /** Installs programs that it needs. Never two at once: apt does not work side by side, and test files do. */
  prepare?: () => Promise<void>
  /** Works in the slots, so that as much runs at once as the machine takes. */
  run: (signal: AbortSignal, slots: Slots) => Promise<Verdict>
}

/**
 * Runs stages of steps one after another, the steps of a stage side by side. Each has a line when it starts and one
 * when it has ended; a failure shows what the step printed.
 */
export async function runSteps(
  stages: readonly (readonly Step[])[],
  signal: AbortSignal,
  slots: Slots,
): Promise<Verdict> {
  const verdicts: Verdict[] = []
  const started = { at: performance.now(), cpu: cpuSeconds() }
  for (const steps of stages) {
    for (const { prepare } of steps) {
      if (!signal.aborted) await prepare?.()
    }
    if (signal.aborted) break
    verdicts.push(...(await Promise.all(steps.map((step) => runStep(step, signal, slots)))))
  }
  console.log(`  all: ${secondsSince(started.at)} s, ${(cpuSeconds() - started.cpu).toFixed(1)} s of CPU`)
  return addVerdicts(verdicts)
}

async function runStep(step: Step, signal: AbortSignal, slots: Slots): Promise<Verdict> {
  console.log(`· ${step.name}: ${step.title}`)
  const started = performance.now()
  const verdict = await step.run(signal, slots).catch(brokenStep)
  const cpu = (verdict.costs ?? []).reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0)
  const ofFiles = cpu === 0 ? '' : `, ${cpu.toFixed(1)} s of CPU`
  console.log(`${lineOf(step, verdict)}  (${secondsSince(started)} s${ofFiles})`)
  if (verdict.failed > 0) console.log(indent(verdict.output))
  const costliest = costliestOf(verdict)
  if (costliest !== '') console.log(`  most CPU: ${costliest}`)
  return verdict
}

function secondsSince(started: number): string {
  return ((performance.now() - started) / 1000).toFixed(1)
}

/**
 * A step without test files, which takes a slot for each of its parts. Where it may fail by bad luck it is run once
 * more as a whole, alone (decision 38).
 */
export async function orAgain(run: (place: Place) => Promise<Verdict>, signal: AbortSignal, slots: Slots) {
  const first = await run(slots.early)
  if (first.failed === 0 || signal.aborted) return first
  const second = await slots.run(() => run(here), 'nothing')
  return second.failed === 0 ? { ...second, unstable: [first.output] } : second
}

/** Runs a step without test files in one slot. */
export async function inSlot(run: () => Promise<Verdict>, signal: AbortSignal, slots: Slots): Promise<Verdict> {
  return slots.early.run(async () => (signal.aborted ? nothing : run()))
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
