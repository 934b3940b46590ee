import { counter } from '../../telemetry/metric.ts'

export const JOB_COUNTERS = {
  settled: counter('belfry_jobs_settled_total', 'Dead jobs that a person settled, by what: revived or discarded.', [
    'by',
  ]),
}
