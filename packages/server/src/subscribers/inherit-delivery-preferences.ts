import type { Queries } from '../database/database.ts'

/**
 * Gives one subscriber what another wants of deliveries (pauses, quiet hours), where it has said nothing itself, and
 * what waits for the other's digest.
 */
export async function inheritDeliveryPreferences(db: Queries, from: number, to: number): Promise<void> {
  const columns = ['paused_until', 'quiet_from', 'quiet_to', 'quiet_none', 'time_zone', 'content', 'opaque'] as const
  const more = ['digest_at', 'cap_day', 'cap_week', 'changed_at'] as const
  await db
    .insertInto('belfry_delivery_preferences')
    .columns(['subscriber_id', ...columns, ...more])
    .expression(
      db
        .selectFrom('belfry_delivery_preferences')
        .select((eb) => [eb.val(to).as('subscriber_id'), ...columns, ...more])
        .where('subscriber_id', '=', from),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .updateTable('belfry_digest_items')
    .set({ subscriber_id: to })
    .where('subscriber_id', '=', from)
    .where('digest', 'is', null)
    .where('notification', 'not in', (eb) =>
      eb.selectFrom('belfry_digest_items').select('notification').where('subscriber_id', '=', to),
    )
    .execute()
}
