import { setImmediate as immediate } from 'node:timers/promises'
import type { Database, Queries } from '../database/database.ts'
import { Refusal } from '../refusals/refusal.ts'
import { addToSite } from '../statistics/rollup/add-to-site.ts'
import { GROWTH_KINDS } from '../statistics/rollup/kinds.ts'
import { deviceCode } from '../subscriptions/device.ts'

export interface Prune {
  siteId: string
  /** Not seen for so many days. */
  days: number
  /** How many it may end, at most. */
  losing: number
  now: number
}

const DAY_MS = 86_400_000
const AT_ONCE = 1000

/**
 * Ends the subscriptions of a site that were not seen for so long, a slice at a time, and returns how many. Throws
 * Refusal `prune-larger`, and ends nothing, where they are more than was said.
 */
export async function pruneSubscriptions(database: Database, prune: Prune): Promise<number> {
  const found = await countUnseen(database, prune)
  if (found > prune.losing) {
    const message = `${found} active subscriptions were not seen for ${prune.days} days: end them with losing=${found}`
    throw new Refusal('prune-larger', message, { field: 'losing' })
  }
  let ended = 0
  for (let more = found > 0; more;) {
    const some = await database.transaction((tx) => endSome(tx, prune))
    ended += some
    more = some === AT_ONCE
    await immediate()
  }
  return ended
}

async function endSome(tx: Queries, prune: Prune): Promise<number> {
  const { siteId, now } = prune
  const rows = await tx
    .updateTable('belfry_subscriptions')
    .set({ status: 'retired', reason: 'aged', updated_at: now })
    .where('id', 'in', unseen(tx, prune).select('id').orderBy('id').limit(AT_ONCE))
    .returning(['push_service', 'browser', 'os'])
    .execute()
  const byDevice = Map.groupBy(rows, deviceCode)
  const counts = Array.from(byDevice, ([device, { length: count }]) => {
    return { siteId, kind: GROWTH_KINDS.aged, device, count }
  })
  await addToSite(tx, counts, now)
  return rows.length
}

async function countUnseen({ kysely }: Database, prune: Prune): Promise<number> {
  const { count } = await unseen(kysely, prune)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

function unseen(db: Queries, { siteId, days, now }: Prune) {
  return db
    .selectFrom('belfry_subscriptions')
    .where('site_id', '=', siteId)
    .where('status', '<>', 'retired')
    .where('last_seen_at', '<', now - days * DAY_MS)
}
