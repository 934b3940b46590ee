import type { BelfryModels } from '@belfry/client'

type Row = BelfryModels['Funnel']['funnel'][number]

const STEPS = ['shown', 'soft-yes', 'soft-no', 'native-yes', 'native-no', 'left'] as const
export type Step = (typeof STEPS)[number]
/** How often each step was reached. */
export type Steps = Readonly<Record<Step, number>>

/** The steps of one prompt or of one browser. */
export interface StepsOf {
  name: string | null
  steps: Steps
}

/** Sums the rows by one of their fields, the most asked first. */
export function sumSteps(rows: readonly Row[], field: 'prompt' | 'browser'): StepsOf[] {
  const groups = Map.groupBy(rows, (row) => row[field])
  return Array.from(groups, ([name, all]) => ({ name, steps: addSteps(all.map(({ steps }) => steps)) })).toSorted(
    (a, b) => b.steps.shown - a.steps.shown || b.steps['native-yes'] - a.steps['native-yes'],
  )
}

/** Adds them up; one that is absent was never reached. */
export function addSteps(all: readonly Row['steps'][]): Steps {
  const sum = Object.fromEntries(STEPS.map((step) => [step, 0])) as Record<Step, number>
  for (const steps of all) {
    for (const step of STEPS) sum[step] += steps[step] ?? 0
  }
  return sum
}
