import { parseAudience } from '../audiences/audience.ts'
import type { Database, Queries } from '../database/database.ts'
import { forgetTold } from '../interactions/told.ts'
import { rememberErased, type Marked } from '../subscribers/erased-people.ts'
import { countGrowth } from '../subscriptions/subscription-store.ts'

/** The counts of erased rows. */
export interface Erased {
  subscriptions: number
  /** Notifications for this person alone, content included. */
  notifications: number
}

const PAGE = 500

/**
 * Erases a person: subscriber, subscriptions, preferences, the notifications only for them with their content, the name
 * in the audiences of others, the marks of the inbox, and the outcome of each delivery. Identity tokens from before are
 * refused. `told` is part of the same transaction. Undefined when nobody has this id.
 */
export async function eraseSubscriber(
  database: Database,
  person: Marked,
  now: number,
  told: (tx: Queries) => Promise<void> = () => Promise.resolve(),
): Promise<Erased | undefined> {
  const { siteId, externalId } = person
  const erased = await database.transaction(async (tx) => {
    const subscriber = await tx
      .selectFrom('belfry_subscribers')
      .select('id')
      .where('site_id', '=', siteId)
      .where('external_id', '=', externalId)
      .executeTakeFirst()
    const browsers = subscriber === undefined ? [] : await browsersOf(tx, subscriber.id)
    const notifications = await eraseNotifications(tx, siteId, {
      externalId,
      browsers: browsers.map(({ name }) => name),
    })
    await tx
      .deleteFrom('belfry_addressees')
      .where('external_id', '=', externalId)
      .where('site_id', '=', siteId)
      .execute()
    if (subscriber === undefined && notifications === 0) return undefined
    await rememberErased(tx, person, now)
    await told(tx)
    if (subscriber === undefined) return { subscriptions: 0, notifications }
    const ids = browsers.map(({ id }) => id)
    await eraseSubscriptions(tx, siteId, ids, now)
    await tx.deleteFrom('belfry_subscribers').where('id', '=', subscriber.id).execute()
    return { subscriptions: ids.length, notifications }
  })
  // Deleted rows are zeros in the file, and still in the log that it was written through.
  if (erased !== undefined) await database.emptyLog()
  return erased
}

/** Their subscriptions, by number and by the name that the API knows them by. */
async function browsersOf(tx: Queries, subscriberId: number): Promise<{ id: number; name: string }[]> {
  const rows = await tx
    .selectFrom('belfry_subscriptions')
    .select(['id', 'endpoint_hash'])
    .where('subscriber_id', '=', subscriberId)
    .execute()
  return rows.map(({ id, endpoint_hash }) => ({ id, name: Buffer.from(endpoint_hash).toString('base64url') }))
}

async function eraseSubscriptions(tx: Queries, siteId: string, ids: readonly number[], now: number): Promise<void> {
  if (ids.length === 0) return
  const lost = await tx
    .selectFrom('belfry_subscriptions')
    .select(['push_service', 'browser', 'os'])
    .where('id', 'in', ids)
    .where('status', '!=', 'retired')
    .execute()
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
  // Reports of the last seconds.
  await tx.deleteFrom('belfry_interaction_log').where('subscription', 'in', ids).execute()
  await forgetTold(tx, ([, subscription]) => ids.includes(subscription))
  await tx.deleteFrom('belfry_subscriptions').where('id', 'in', ids).execute()
  await countGrowth(tx, siteId, 'erased', lost, now)
}

interface Names {
  externalId: string
  browsers: readonly string[]
}

async function eraseNotifications(tx: Queries, siteId: string, names: Names): Promise<number> {
  let after = -1
  let erased = 0
  for (;;) {
    const page = await tx
      .selectFrom('belfry_notifications')
      .select(['number', 'audience'])
      .where('site_id', '=', siteId)
      .where('number', '>', after)
      // Few name a person; these are read below.
      .where('audience', 'like', '%"subscri%')
      .orderBy('number')
      .limit(PAGE)
      .execute()
    for (const { number, audience } of page) {
      after = number
      const left = withoutPerson(audience, names)
      if (left === audience) continue
      if (left === undefined) {
        for (const table of ['belfry_deliveries', 'belfry_interactions', 'belfry_interaction_log'] as const) {
          await tx.deleteFrom(table).where('notification', '=', number).execute()
        }
        await forgetTold(tx, ([notification]) => notification === number)
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
function withoutPerson(stored: string, { externalId, browsers }: Names): string | undefined {
  const audience = parseAudience(stored)
  if (audience.kind === 'subscription') return browsers.includes(audience.value) ? undefined : stored
  if (audience.kind === 'subscriber') return audience.value === externalId ? undefined : stored
  if (audience.kind !== 'subscribers' || !audience.value.includes(externalId)) return stored
  const others = audience.value.filter((id) => id !== externalId)
  return others.length === 0 ? undefined : JSON.stringify({ subscribers: others })
}
