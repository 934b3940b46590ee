import { hash } from 'node:crypto'
import { DAY, HOUR, startOf, type DemoPlan } from './plan.ts'

// So long before now, in days.
const MARKS = [
  [5, 'own', 'Winter sale began'],
  [19, 'own', 'New front page'],
  [33, 'browser-version', 'Chrome 149'],
  [48, 'own', 'Mail server down for two hours'],
  [75, 'browser-version', 'Firefox 159'],
  [120, 'own', 'The bell moved into the header'],
] as const

/** Rows of belfry.annotations: what happened in the days of a plan. */
export function annotationRows(site: string, plan: DemoPlan): unknown[][] {
  const found = MARKS.map(([days, kind, text]) => {
    const at = Math.floor(plan.now / DAY) * DAY - days * DAY + 9 * HOUR
    return [hash('sha256', `${plan.seed} ${days}`).slice(0, 32), site, at, kind, text]
  })
  return found.filter(([, , at]) => (at as number) > startOf(plan))
}
