import { counter } from '../telemetry/metric.ts'

export const INBOX_COUNTERS = {
  read: counter('belfry_inbox_reads_total', 'Pages of inboxes that people have read, by site.', ['site']),
  marked: counter('belfry_inbox_marks_total', 'Requests to mark entries as read or dismissed, by site.', ['site']),
  welcomed: counter(
    'belfry_inbox_welcomes_total',
    'People who became known by looking into their inbox, before any subscription, by site.',
    ['site'],
  ),
}
