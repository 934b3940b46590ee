import type { Metrics } from '../telemetry/metrics.ts'
import { PREFERENCES_COUNTERS } from './counters.ts'

export interface PreferencesEvents {
  /** Counted only: what a person wants is nobody's to read in a log. */
  changed(facts: { site: string; by: 'page' | 'link' | 'api' }): void
}

export function createPreferencesEvents(metrics: Metrics): PreferencesEvents {
  return { changed: (facts) => metrics.count(PREFERENCES_COUNTERS.changed, facts) }
}
