import { counter } from '../telemetry/metric.ts'

export const ACCOUNT_COUNTERS = {
  signIns: counter('belfry_sign_ins_total', 'Attempts to sign in to the dashboard, by what became of them.', [
    'outcome',
  ]),
}
