import type { DatabaseSync } from 'node:sqlite'
import type { Feedback } from './schema.ts'

/** A stored message. */
export interface StoredFeedback extends Feedback {
  id: number
  createdAt: number
}

const columns = 'id, name, email, message, created_at as createdAt'

/** Stores a message and returns its id. */
export function insertFeedback(db: DatabaseSync, feedback: Feedback, now: number): number {
  const { lastInsertRowid } = db
    .prepare('insert into feedback (name, email, message, created_at) values (?, ?, ?, ?)')
    .run(feedback.name, feedback.email, feedback.message, now)
  return Number(lastInsertRowid)
}

/**
 * One page of the inbox, newest first. It goes on below the id `before`, not at an offset, so that a
 * message which arrives meanwhile moves nothing to another page.
 */
export function listFeedback(
  db: DatabaseSync,
  { before = Number.MAX_SAFE_INTEGER, limit = 20 }: { before?: number | undefined; limit?: number },
): { feedback: StoredFeedback[]; olderThan: number | undefined } {
  const rows = db
    .prepare(`select ${columns} from feedback where id < ? order by id desc limit ?`)
    .all(before, limit + 1) as unknown as StoredFeedback[]
  const feedback = rows.slice(0, limit)
  return { feedback, olderThan: rows.length > limit ? feedback.at(-1)?.id : undefined }
}

/** One message, and the ids of the messages before and after it. */
export function findFeedback(
  db: DatabaseSync,
  id: number,
): { feedback: StoredFeedback; newer: number | null; older: number | null } | undefined {
  const row = db
    .prepare(
      `select ${columns}, (select min(id) from feedback where id > ?1) as newer,
         (select max(id) from feedback where id < ?1) as older
       from feedback where id = ?1`,
    )
    .get(id) as unknown as (StoredFeedback & { newer: number | null; older: number | null }) | undefined
  if (row === undefined) return undefined
  const { newer, older, ...feedback } = row
  return { feedback, newer, older }
}

/** Deletes a message; one that is gone already is fine. */
export function deleteFeedback(db: DatabaseSync, id: number): void {
  db.prepare('delete from feedback where id = ?').run(id)
}
