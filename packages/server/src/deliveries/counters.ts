import { counter } from '../telemetry/metric.ts'

export const DELIVERY_COUNTERS = {
  tried: counter('belfry_deliveries_total', 'Deliveries tried, by push service and outcome.', ['service', 'outcome']),
  notificationsFinished: counter(
    'belfry_notifications_finished_total',
    'Notifications that ended, by state: done or cancelled.',
    ['state'],
  ),
  alarmsRaised: counter('belfry_alarms_raised_total', 'Alarms raised, by reason.', ['reason']),
  circuitsOpened: counter(
    'belfry_circuits_opened_total',
    'Times a push service was held back because it did not answer as it should.',
    ['service'],
  ),
  enginesDied: counter('belfry_engines_died_total', 'Delivery threads that ended without being asked to.'),
  jobsFailed: counter('belfry_jobs_failed_total', 'Attempts of jobs that failed, by kind.', ['kind']),
  jobsDead: counter('belfry_jobs_dead_total', 'Jobs that died, by kind.', ['kind']),
  leasesLost: counter('belfry_leases_lost_total', 'Jobs that another worker took over from a living one.'),
  storeFailures: counter('belfry_store_failures_total', 'Times the database did not take what was done.'),
}
