import { counter } from '../telemetry/metric.ts'

export const DETAILS_COUNTERS = {
  read: counter(
    'belfry_details_reads_total',
    'Contents of notifications that were fetched after the push, by site and by who asked: owner or browser.',
    ['site', 'by'],
  ),
}
