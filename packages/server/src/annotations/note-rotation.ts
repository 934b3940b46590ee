import type { Queries } from '../database/database.ts'
import { addAnnotation } from './annotation-store.ts'

/** Another pair signs for a site from now on: a mark, in the transaction of the change. */
export async function noteRotation(tx: Queries, siteId: string, keyId: string, at: number): Promise<void> {
  await addAnnotation(tx, {
    id: `key-rotation ${siteId} ${keyId} ${at}`,
    siteId,
    at,
    kind: 'key-rotation',
    text: keyId,
  })
}
