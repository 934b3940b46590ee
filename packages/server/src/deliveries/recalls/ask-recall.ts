import type { Queries } from '../../database/database.ts'

/** Asks for what is held for a person to be looked at anew, in the transaction of the change. */
export async function askRecall(tx: Queries, subscriber: number, now: number): Promise<void> {
  await tx
    .insertInto('belfry_recalls')
    .values({ subscriber_id: subscriber, asked_at: now })
    .onConflict((conflict) => conflict.column('subscriber_id').doUpdateSet({ asked_at: now }))
    .execute()
}
