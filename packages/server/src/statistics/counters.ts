import { counter } from '../telemetry/metric.ts'

export const REPUTATION_COUNTERS = {
  warned: counter(
    'belfry_reputation_warnings_total',
    'Warnings that browsers may soon limit a site as a sender, once a day for each, by site and measure.',
    ['site', 'measure'],
  ),
}
