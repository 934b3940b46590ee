import type { SubscriptionRow } from '../database/schema.ts'
import type { StatementRunner } from '../database/statement.ts'
import { AGEING } from './statements.ts'

/** A subscription that a run has ended. */
export interface EndedSubscription extends Pick<SubscriptionRow, 'push_service' | 'browser' | 'os'> {
  siteId: string
}

interface Failing {
  id: number
  siteId: string
  since: number
}

const AT_ONCE = 500

/**
 * Retires those of a slice for which attempts have failed so long without one that was ever accepted. Only at a site
 * that has had something accepted since: where its own key or network is at fault, nobody's address is.
 */
export async function giveUpFailing<Tx>(
  tx: Tx,
  slice: { after: number; last: number; now: number; long: number },
  { run, dialect }: StatementRunner<Tx>,
): Promise<EndedSubscription[]> {
  const { after, last, now, long } = slice
  const failing = (await run(tx, AGEING.failing, { after, last, long, limit: AT_ONCE })).rows as Failing[]
  const sites = Map.groupBy(failing, ({ siteId }) => siteId)
  const ids = new Set<number>()
  for (const [siteId, ofSite] of sites) {
    const [newest] = (await run(tx, AGEING.acceptedAt, { siteId })).rows as { at: number }[]
    for (const { id, since } of ofSite) if (newest !== undefined && newest.at >= since) ids.add(id)
  }
  // SQLite writes an acceptance into the row at once.
  if (dialect === 'postgres' && ids.size > 0) {
    const { rows } = await run(tx, AGEING.accepted, { ids: [...ids] })
    for (const { id } of rows as { id: number }[]) ids.delete(id)
  }
  if (ids.size === 0) return []
  return (await run(tx, AGEING.giveUp, { ids: [...ids], now })).rows as EndedSubscription[]
}
