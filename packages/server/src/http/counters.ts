import { counter } from '../telemetry/metric.ts'

export const HTTP_COUNTERS = {
  answered: counter('belfry_http_requests_total', 'Requests answered, by method, route and status.', [
    'method',
    'route',
    'status',
  ]),
  refused: counter('belfry_requests_refused_total', 'Requests refused, those from SQL included, by code.', ['code']),
  failed: counter('belfry_requests_failed_total', 'Requests that failed inside the server.'),
}
