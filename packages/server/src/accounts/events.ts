import { createAlarms } from '../telemetry/alarms.ts'
import type { Log } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { ACCOUNT_COUNTERS } from './counters.ts'

/** What an operator did with an account, as the audit log names it. */
export type AccountEvent =
  | 'signIn'
  | 'signInWithPasskey'
  | 'signOut'
  | 'makeAccount'
  | 'resetAccount'
  | 'changePassword'
  | 'turnSecondFactorOn'
  | 'turnSecondFactorOff'
  | 'endSession'
  | 'addPasskey'
  | 'removePasskey'

export interface AccountEvents {
  did(event: AccountEvent, operator: string | null): Promise<void>
  /** Somebody was not let in. `from`: an address, or the network of it. */
  signInFailed(attempt: { outcome: 'failed' | 'throttled'; from: string | undefined }): void
}

export function createAccountEvents(log: Log, metrics: Metrics, now: () => number): AccountEvents {
  const attempts = createAlarms(({ cause, details, count }) => log.warn({ ...details, count }, cause), now)
  return {
    did(event, operator) {
      if (event === 'signIn' || event === 'signInWithPasskey')
        metrics.count(ACCOUNT_COUNTERS.signIns, { outcome: 'signed-in' })
      log.info({ operator }, `dashboard: ${event}`)
      return Promise.resolve()
    },
    signInFailed({ outcome, from = 'an unknown address' }) {
      metrics.count(ACCOUNT_COUNTERS.signIns, { outcome })
      attempts.tick(now())
      attempts.notice(`somebody fails to sign in to the dashboard, from ${from}`, { from })
    },
  }
}
