import { counter } from '../telemetry/metric.ts'

export const PREFERENCES_COUNTERS = {
  changed: counter(
    'belfry_preferences_changed_total',
    'Changes of what subscribers want, by site and by where: page, link or api.',
    ['site', 'by'],
  ),
}
