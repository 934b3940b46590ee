import type { RefusalKinds } from '../refusals/refusal-kind.ts'
import { createAlarms } from '../telemetry/alarms.ts'
import type { Log } from '../telemetry/logger.ts'

/** A refusal at one of the addresses that pages use. */
export interface PageRefusal {
  route: string
  code: string
  /** The fault of this occurrence; no secrets. */
  detail: string
}

/**
 * Warns of refusals that only the operator can remedy: once per cause, and every ten minutes with a count while it goes
 * on. Anybody can cause one, so their number is bounded like that of alarms. Returns whether it was one.
 */
export function createOperatorRefusals(
  log: Log,
  refusals: RefusalKinds,
  now: () => number,
): (refusal: PageRefusal) => boolean {
  const alarms = createAlarms(({ details, count }) => {
    const { title, ...fields } = details
    log.warn({ ...fields, count }, `a page is refused: ${title}`)
  }, now)
  return ({ route, code, detail }) => {
    const kind = refusals[code]
    if (!kind?.isForOperator || !route.startsWith('/b/')) return false
    alarms.tick(now())
    alarms.notice(`${code} ${detail}`, { code, route, detail, title: kind.title, help: kind.help })
    return true
  }
}
