import type { Queries } from '../database/database.ts'
import type { AnnotationKind } from '../database/annotation-tables.ts'

/** A mark at a time. */
export interface Annotation {
  id: string
  /** Null: of all sites. */
  siteId: string | null
  at: number
  kind: AnnotationKind
  text: string
}

/** Adds one; one of that id stays as it is. True when it is new. */
export async function addAnnotation(db: Queries, { id, siteId, at, kind, text }: Annotation): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('belfry_annotations')
    .values({ id, site_id: siteId, at, kind, text })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows > 0n
}

/** Those of a site and of all sites in a time, in order; the newest `limit` of them. */
export async function listAnnotations(
  db: Queries,
  siteId: string,
  { from, to, limit }: { from: number; to: number; limit: number },
): Promise<Annotation[]> {
  const rows = await db
    .selectFrom('belfry_annotations')
    .select(['id', 'site_id as siteId', 'at', 'kind', 'text'])
    .where((eb) => eb.or([eb('site_id', '=', siteId), eb('site_id', 'is', null)]))
    .where('at', '>=', from)
    .where('at', '<', to)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.toReversed()
}

/** How many a site's people have written. */
export async function countOwnAnnotations(db: Queries, siteId: string): Promise<number> {
  const row = await db
    .selectFrom('belfry_annotations')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('site_id', '=', siteId)
    .where('kind', '=', 'own')
    .executeTakeFirstOrThrow()
  return row.count
}

/** One of a site; false when it has none of that id. */
export async function deleteAnnotation(db: Queries, siteId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('belfry_annotations')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}
