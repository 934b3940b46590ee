import type { Queries } from '../database/database.ts'

/** How far an import of a file has come: it is committed with the rows that it speaks of. */
export interface ImportMark {
  /** Names the file, by how it begins. */
  file: Buffer
  siteId: string
  /** Bytes of the file that are done, and their SHA-256. */
  bytes: number
  digest: Buffer
  lines: number
  added: number
  present: number
  refused: number
}

export async function findMark(
  db: Queries,
  siteId: string,
  file: Buffer,
): Promise<ImportMark | undefined> {
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

export async function saveMark(
  tx: Queries,
  { siteId, ...mark }: ImportMark,
  now: number,
): Promise<void> {
  const { file, ...progress } = { ...mark, updated_at: now }
  await tx
    .insertInto('belfry_imports')
    .values({ site_id: siteId, file, ...progress })
    .onConflict((conflict) => conflict.columns(['site_id', 'file']).doUpdateSet(progress))
    .execute()
}

/** Forgets the mark of a file that is done, and those that nobody has come back to since `before`. */
export async function removeMarks(
  db: Queries,
  siteId: string,
  file: Buffer,
  before: number,
): Promise<void> {
  await db
    .deleteFrom('belfry_imports')
    .where((eb) =>
      eb.or([
        eb.and([eb('site_id', '=', siteId), eb('file', '=', file)]),
        eb('updated_at', '<', before),
      ]),
    )
    .execute()
}
