import type { Database } from '../database/database.ts'
import { addAnnotation } from './annotation-store.ts'

const MINUTE_MS = 60_000

/** A start with another version than the last one: a mark on all sites. Processes that start together make one. */
export async function noteDeploy({ kysely }: Pick<Database, 'kysely'>, version: string, now: number): Promise<void> {
  const text = `Belfry ${version}`
  const last = await kysely
    .selectFrom('belfry_annotations')
    .select('text')
    .where('kind', '=', 'deploy')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last?.text === text) return
  const minute = Math.floor(now / MINUTE_MS)
  await addAnnotation(kysely, { id: `deploy ${version} ${minute}`, siteId: null, at: now, kind: 'deploy', text })
}
