import type { Queries } from '../database/database.ts'

/** One report, as the groups of the log keep it. Processes of before schema 41 (SQLite: 36) name no subscriber. */
export type Told = readonly [
  notification: number,
  subscription: number,
  kind: number,
  device: number,
  at: number,
  subscriber?: number,
]

// A group is up to 500 messages of a browser, about 24 kB, and the chore leaves few.
const PAGE = 20

/** In the order of the key of the interactions; what was told twice stays once, as it was told first. */
export function sortTold(told: readonly Told[]): Told[] {
  const sorted = told.toSorted(byKey)
  return sorted.filter((one, index) => index === 0 || byKey(sorted[index - 1] as Told, one) !== 0)
}

function byKey(a: Told, b: Told): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}

/** Reports that the chore has not sorted yet: those that are `wanted`. */
export async function readTold(db: Queries, wanted: (told: Told) => boolean): Promise<Told[]> {
  const found: Told[] = []
  for await (const { told } of groupsOf(db)) found.push(...told.filter(wanted))
  return found
}

/** Takes reports out of the groups. */
export async function forgetTold(tx: Queries, isForgotten: (told: Told) => boolean): Promise<void> {
  for await (const { id, told } of groupsOf(tx)) {
    const kept = told.filter((one) => !isForgotten(one))
    if (kept.length === told.length) continue
    const row = { size: kept.length, reports: JSON.stringify(kept) }
    await tx.updateTable('belfry_interaction_groups').set(row).where('id', '=', id).execute()
  }
}

async function* groupsOf(db: Queries): AsyncGenerator<{ id: number; told: Told[] }> {
  for (let after = -1; ;) {
    const page = await db
      .selectFrom('belfry_interaction_groups')
      .select(['id', 'reports'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute()
    for (const { id, reports } of page) {
      after = id
      yield { id, told: JSON.parse(reports) as Told[] }
    }
    if (page.length < PAGE) return
  }
}
