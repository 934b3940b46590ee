import type { Selectable } from 'kysely'
import type { Queries } from '../database/database.ts'
import type { SitesTable } from '../database/schema.ts'
import type { Site } from './site.ts'

export async function findSite(db: Queries, id: string): Promise<Site | undefined> {
  const row = await db
    .selectFrom('belfry_sites')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toSite(row)
}

export async function saveSite(db: Queries, site: Site, now: number): Promise<void> {
  const { id, ...columns } = { ...site, origins: JSON.stringify(site.origins) }
  await db
    .insertInto('belfry_sites')
    .values({ id, ...columns, created_at: now })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute()
}

function toSite({ id, name, url, origins, contact }: Selectable<SitesTable>): Site {
  return { id, name, url, origins: JSON.parse(origins) as string[], contact }
}
