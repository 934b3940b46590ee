import { createAlarms } from '../telemetry/alarms.ts'
import type { Log } from '../telemetry/logger.ts'

/** A request for which a budget has nothing left. */
export interface LimitedRequest {
  site: string
  budget: string
  /** False where an app calls `fetch` without it. */
  hasConnection: boolean
  /** That its X-Forwarded-For names others than the address that it counts for. */
  isForwarded: boolean
}

/**
 * Warns when people may be kept out who should be let in: once a cause, and every ten minutes with a count while it
 * goes on. An address that asks too often is no news, unless it is a proxy's.
 */
export function createLimitAlarms(log: Log, now: () => number): (request: LimitedRequest) => void {
  const alarms = createAlarms(({ cause, details, count }) => log.warn({ ...details, count }, cause), now)
  return (request) => {
    alarms.tick(now())
    const warning = warningOf(request)
    if (warning !== undefined) alarms.notice(...warning)
  }
}

function warningOf({
  site,
  budget,
  hasConnection,
  isForwarded,
}: LimitedRequest): [string, Record<string, string>] | undefined {
  if (budget === 'site') return [`nobody can join the site ${site}: more want to than it lets in a minute`, { site }]
  if (budget === 'server') return ['nobody can join any site: more want to than this server lets in a minute', {}]
  if (budget === 'reads' || budget === 'all-reads') {
    return [`pages of the site ${site} are refused what they read: more ask than it answers a minute`, { site }]
  }
  if (budget === 'reports' || budget === 'all-reports') {
    return [`reports of interactions at the site ${site} are put off: more come than it takes a minute`, { site }]
  }
  if (budget === 'nameless') {
    return hasConnection
      ? ['visitors share one allowance, and some are refused: the proxy does not send X-Forwarded-For', {}]
      : [
          'visitors share one allowance, and some are refused: requests come without their connection',
          { setting: 'BELFRY_TRUSTED_PROXIES' },
        ]
  }
  if (!isForwarded) return undefined
  const words =
    'visitors who came through a proxy that is not trusted share one allowance, and some are refused: name the proxy'
  return [words, { setting: 'BELFRY_TRUSTED_PROXIES' }]
}
