import { parseAudience } from '../audiences/audience.ts'
import type { Database, Queries } from '../database/database.ts'

/** The counts of erased rows. */
export interface Erased {
  subscriptions: number
  /** Notifications for this person alone, content included. */
  notifications: number
}

const PAGE = 500

/**
 * Erases a person: subscriber, subscriptions, preferences, the notifications only for them with their content, the name
 * in the audiences of others, the marks of the inbox, and the outcome of each delivery. Undefined when nobody has this
 * id.
 */
export function eraseSubscriber(database: Database, siteId: string, externalId: string): Promise<Erased | undefined> {
  return database.transaction(async (tx) => {
    const subscriber = await tx
      .selectFrom('belfry_subscribers')
      .select('id')
      .where('site_id', '=', siteId)
      .where('external_id', '=', externalId)
      .executeTakeFirst()
    const notifications = await eraseNotifications(tx, siteId, externalId)
    await tx
      .deleteFrom('belfry_addressees')
      .where('external_id', '=', externalId)
      .where('site_id', '=', siteId)
      .execute()
    if (subscriber === undefined) return notifications === 0 ? undefined : { subscriptions: 0, notifications }
    const subscriptions = await eraseSubscriptions(tx, siteId, subscriber.id)
    await tx.deleteFrom('belfry_subscribers').where('id', '=', subscriber.id).execute()
    return { subscriptions, notifications }
  })
}

async function eraseSubscriptions(tx: Queries, siteId: string, subscriberId: number): Promise<number> {
  const rows = await tx
    .selectFrom('belfry_subscriptions')
    .select('id')
    .where('subscriber_id', '=', subscriberId)
    .execute()
  if (rows.length === 0) return 0
  const ids = rows.map(({ id }) => id)
  // By both columns of the key: these are found by their notification first.
  for (const table of ['belfry_deliveries', 'belfry_interactions'] as const) {
    await tx
      .deleteFrom(table)
      .where('notification', 'in', (eb) =>
        eb.selectFrom('belfry_notifications').select('number').where('site_id', '=', siteId),
      )
      .where('subscription', 'in', ids)
      .execute()
  }
  await tx.deleteFrom('belfry_interaction_log').where('subscription', 'in', ids).execute() // of the last seconds
  await tx.deleteFrom('belfry_subscriptions').where('id', 'in', ids).execute()
  return ids.length
}

async function eraseNotifications(tx: Queries, siteId: string, externalId: string): Promise<number> {
  let after = -1
  let erased = 0
  for (;;) {
    const page = await tx
      .selectFrom('belfry_notifications')
      .select(['number', 'audience'])
      .where('site_id', '=', siteId)
      .where('number', '>', after)
      // Few name a person; these are read below.
      .where('audience', 'like', '%"subscriber%')
      .orderBy('number')
      .limit(PAGE)
      .execute()
    for (const { number, audience } of page) {
      after = number
      const left = withoutPerson(audience, externalId)
      if (left === audience) continue
      if (left === undefined) {
        for (const table of ['belfry_deliveries', 'belfry_interactions', 'belfry_interaction_log'] as const) {
          await tx.deleteFrom(table).where('notification', '=', number).execute()
        }
        await tx.deleteFrom('belfry_notifications').where('number', '=', number).execute()
        erased += 1
      } else {
        await tx.updateTable('belfry_notifications').set({ audience: left }).where('number', '=', number).execute()
      }
    }
    if (page.length < PAGE) return erased
  }
}

// The stored audience without the person; undefined when it names nobody else.
function withoutPerson(stored: string, externalId: string): string | undefined {
  const audience = parseAudience(stored)
  if (audience.kind === 'subscriber') return audience.value === externalId ? undefined : stored
  if (audience.kind !== 'subscribers' || !audience.value.includes(externalId)) return stored
  const others = audience.value.filter((id) => id !== externalId)
  return others.length === 0 ? undefined : JSON.stringify({ subscribers: others })
}
