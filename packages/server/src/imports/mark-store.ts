import type { Queries } from '../database/database.ts'

/** The progress of an import: it is committed with its rows. */
export interface ImportMark {
  /** Identifies the file by its beginning. */
  file: Buffer
  siteId: string
  /** The processed bytes of the file, and their SHA-256. */
  bytes: number
  digest: Buffer
  lines: number
  added: number
  present: number
  refused: number
}

export async function findMark(db: Queries, siteId: string, file: Buffer): Promise<ImportMark | undefined> {
  const row = await db
    .selectFrom('belfry_imports')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('file', '=', file)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { site_id, updated_at: _, ...mark } = row
  return { ...mark, siteId: site_id, file: Buffer.from(row.file), digest: Buffer.from(row.digest) }
}

export async function saveMark(tx: Queries, { siteId, ...mark }: ImportMark, now: number): Promise<void> {
  const { file, ...progress } = { ...mark, updated_at: now }
  await tx
    .insertInto('belfry_imports')
    .values({ site_id: siteId, file, ...progress })
    .onConflict((conflict) => conflict.columns(['site_id', 'file']).doUpdateSet(progress))
    .execute()
}

/** Deletes the mark of a finished file, and those abandoned since `before`. */
export async function removeMarks(db: Queries, siteId: string, file: Buffer, before: number): Promise<void> {
  await db
    .deleteFrom('belfry_imports')
    .where((eb) => eb.or([eb.and([eb('site_id', '=', siteId), eb('file', '=', file)]), eb('updated_at', '<', before)]))
    .execute()
}
