/** What is counted, in the words of /metrics. A counter that is not here is shown without an explanation. */
export const COUNTERS: Readonly<Record<string, string>> = {
  belfry_alarms_total: 'Alarms raised, by reason.',
  belfry_circuits_opened_total: 'Times a push service was held back because it does not answer as it should.',
  belfry_deliveries_total: 'Deliveries tried, by push service and outcome.',
  belfry_engines_died_total: 'Delivery threads that ended without being asked to.',
  belfry_http_requests_total: 'Requests answered, by method, route and status.',
  belfry_jobs_dead_total: 'Jobs given up, by kind.',
  belfry_jobs_failed_total: 'Attempts of jobs that failed, by kind.',
  belfry_jobs_settled_total: 'Dead jobs that a person revived or discarded.',
  belfry_leases_lost_total: 'Jobs that another worker took over from a living one.',
  belfry_notifications_finished_total: 'Notifications that ended, by state.',
  belfry_requests_failed_total: 'Requests that failed inside the server.',
  belfry_requests_refused_total: 'Requests refused, by code.',
  belfry_series_dropped_total: 'Counts that came with too many different labels.',
  belfry_store_failures_total: 'Times the database did not take what was done.',
  belfry_subscriptions_retired_total: 'Subscriptions retired by what a push service said.',
} // prettier-ignore
