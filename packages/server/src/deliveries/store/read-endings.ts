import { statement } from '../../database/statement.ts'
import type { StoreContext } from './store-context.ts'

interface Ending {
  ended: number
  owner: number
}

// Somebody who begins reads the newest: their deliveries were loaded a moment ago.
const AT_FIRST = 1000
const TOP = statement('select coalesce(max(number), 0) as top from belfry.endings')
// A site that was removed has as many as it had subscriptions: the engine keeps no more than these.
const SINCE = statement(`
  select ended, owner from (
    select number, ended, owner from belfry.endings where number > :after order by number desc limit 50000) newest
  order by number`)

/** The endings after this number, in their order, and the newest number before they were read. */
export async function readEndings<Tx>(
  tx: Tx,
  after: number | undefined,
  { run }: Pick<StoreContext<Tx>, 'run'>,
): Promise<{ top: number; endings: Ending[] }> {
  const [first] = (await run(tx, TOP, {})).rows as { top: number }[]
  const top = first?.top ?? 0
  const since = after ?? Math.max(0, top - AT_FIRST)
  if (since >= top) return { top, endings: [] }
  const { rows } = await run(tx, SINCE, { after: since })
  return { top, endings: (rows as Ending[]).map(({ ended, owner }) => ({ ended, owner })) }
}
