/** The result of a step: every test or check counted once, and the text to show after a failure. */
export interface Verdict {
  passed: number
  failed: number
  skipped: Skip[]
  /** files that failed and then passed, run again alone: passed, and reported */
  unstable?: string[]
  /** of each test file */
  costs?: Cost[]
  output: string
}

/** What a test file has cost with the processes that it started, in seconds. */
export interface Cost {
  what: string
  cpuSeconds: number
}

/** A skipped check, and what it needs. */
export interface Skip {
  what: string
  why: string
}

export const nothing: Verdict = { passed: 0, failed: 0, skipped: [], output: '' }

/** The sum of several verdicts; outputs follow each other. */
export function addVerdicts(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce(
    (sum, verdict) => ({
      passed: sum.passed + verdict.passed,
      failed: sum.failed + verdict.failed,
      skipped: [...sum.skipped, ...verdict.skipped],
      unstable: [...(sum.unstable ?? []), ...(verdict.unstable ?? [])],
      costs: [...(sum.costs ?? []), ...(verdict.costs ?? [])],
      output: sum.output + verdict.output,
    }),
    nothing,
  )
}

/** The last line of a run, for people and CI systems alike. */
export function closingLine(verdict: Verdict): string {
  return `${verdict.passed} passed, ${verdict.failed} failed, ${verdict.skipped.length} skipped`
}
