import type { Queries } from '../../database/database.ts'
import { hasDevice } from './kinds.ts'
import { hourOf } from './rollup.ts'

/** Something of a site that counts, of no notification. */
export interface SiteCount {
  siteId: string
  kind: number
  /** '' unless told. */
  topic?: string
  /** 0 where it is counted without. */
  device?: number
  count?: number
}

/**
 * Adds to a site's sums, in the transaction `tx` of what they count. Last in it: the rows are locked until it ends, and
 * others add to the same.
 */
export async function addToSite(tx: Queries, counts: readonly SiteCount[], now: number): Promise<void> {
  const hour = hourOf(now)
  for (const { siteId, kind, topic = '', device = 0, count = 1 } of counts.toSorted(inOrder)) {
    const key = { site_id: siteId, kind, topic_id: topic }
    if (hasDevice(kind)) {
      await tx
        .insertInto('belfry_stats_days')
        .values({ ...key, day: Math.floor(hour / 24), device, count })
        .onConflict((conflict) =>
          conflict
            .columns(['site_id', 'kind', 'day', 'topic_id', 'device'])
            .doUpdateSet((eb) => ({ count: eb('belfry_stats_days.count', '+', eb.ref('excluded.count')) })),
        )
        .execute()
    }
    await tx
      .insertInto('belfry_stats_hours')
      .values({ ...key, hour, count })
      .onConflict((conflict) =>
        conflict
          .columns(['site_id', 'kind', 'hour', 'topic_id'])
          .doUpdateSet((eb) => ({ count: eb('belfry_stats_hours.count', '+', eb.ref('excluded.count')) })),
      )
      .execute()
  }
}

// In one order, so that two transactions wait for each other and do not deadlock.
function inOrder(a: SiteCount, b: SiteCount): number {
  if (a.kind !== b.kind) return a.kind - b.kind
  const [one = '', other = ''] = [a.topic, b.topic]
  if (one !== other) return one < other ? -1 : 1
  return (a.device ?? 0) - (b.device ?? 0)
}
