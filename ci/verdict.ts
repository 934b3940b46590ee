/** What a step found: every test or check counted once, and the text to show when something failed. */
export interface Verdict {
  passed: number
  failed: number
  skipped: Skip[]
  output: string
}

/** Something that was not tried, and what would have to be there for it. */
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
      output: sum.output + verdict.output,
    }),
    nothing,
  )
}

/** The last line of a run, in words that people and CI systems read alike. */
export function closingLine(verdict: Verdict): string {
  return `${verdict.passed} passed, ${verdict.failed} failed, ${verdict.skipped.length} skipped`
}
