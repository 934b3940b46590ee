import type { DatabaseSync } from 'node:sqlite'
import { isRetried, type OutcomeRecord, type RetriedRecord } from '../delivery-store.ts'
import type { OutcomeRows } from './outcome-rows.ts'

const DAY_MS = 86_400_000

/**
 * Prepared statements in a loop: more rows a second than json_each or a long VALUES list (500
 * rows a transaction, Node 24).
 */
export function sqliteOutcomeRows(db: DatabaseSync): OutcomeRows<DatabaseSync> {
  const insert = db.prepare(
    `insert into belfry_deliveries (notification, subscription, outcome, reason, status, attempts, at)
     values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
  )
  const update = db.prepare(
    `update belfry_deliveries set outcome = ?, reason = ?, status = ?, attempts = ?, at = ?
     where notification = ? and subscription = ? and attempts = ? and outcome = ?`,
  )
  // To the day: a changed row for every message would be half of the disk writes. Here at once, and on PostgreSQL a
  // week later (belfry.fold_acceptances), where it would cost three times the delivery. Not `?1`: node:sqlite binds no
  // numbered parameters before Node 24.8.
  const accept = db.prepare(
    `update belfry_subscriptions set last_accepted_at = ?
     where id = ? and (last_accepted_at is null or last_accepted_at not between ? - ${DAY_MS} and ?)`,
  )

  /** False when another worker has recorded this delivery already. */
  function write({ notification, subscription, outcome, reason, status, attempts, previous, at }: OutcomeRecord) {
    const { changes } =
      previous === null
        ? insert.run(notification, subscription, outcome, reason, status, attempts, at)
        : update.run(
            outcome,
            reason,
            status,
            attempts,
            at,
            notification,
            subscription,
            previous.attempts,
            previous.outcome,
          )
    return changes === 1
  }

  return {
    write(_, outcomes, sums) {
      const again: RetriedRecord[] = []
      for (const record of outcomes) {
        if (record.outcome === 'accepted') accept.run(record.at, record.subscription, record.at, record.at)
        if (!write(record)) continue
        sums.add(record.notification, record.outcome, record.at, record.previous?.outcome ?? null)
        sums.wrote(record)
        if (isRetried(record)) again.push(record)
      }
      return again
    },
  }
}
