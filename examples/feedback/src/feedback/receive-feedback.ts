import type { DatabaseSync } from 'node:sqlite'
import type { Belfry } from 'belfry'
import { insertFeedback } from './feedback-store.ts'
import type { Feedback } from './schema.ts'

/**
 * Stores a visitor's message and notifies the owner: both in ONE transaction, so neither can exist without the other
 * after any crash. Nothing is sent here; Belfry's delivery thread finds the notification once it is committed, and the
 * visitor waits for no push service.
 *
 * @returns the id of the message.
 * @throws any error of the database or Belfry; then nothing is stored.
 */
export function receiveFeedback(
  { db, belfry }: { db: DatabaseSync; belfry: Pick<Belfry, 'notify'> },
  feedback: Feedback,
  now: number,
): number {
  db.exec('begin immediate')
  try {
    const id = insertFeedback(db, feedback, now)
    belfry.notify(
      {
        to: { topic: 'feedback' },
        title: `${feedback.name}:`,
        body: feedback.message,
        url: `/admin/feedback/${id}`,
        tag: `feedback-${id}`,
        icon: '/icon-192.png',
        badge: '/badge-96.png',
      },
      { transaction: db },
    )
    db.exec('commit')
    return id
  } catch (error) {
    // No `await` between begin and here: on one connection, another request would slip in.
    if (db.isTransaction) db.exec('rollback')
    throw error
  }
}
