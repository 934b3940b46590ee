import { randomBytes } from 'node:crypto'
import type { Database } from '../../../packages/server/src/database/database.ts'
import { registerSubscription } from '../../../packages/server/src/subscriptions/register-subscription.ts'
import { subscribeSchema } from '../../../packages/server/src/subscriptions/schema.ts'
import { findSubscription } from '../../../packages/server/src/subscriptions/subscription-store.ts'
import { browserSubscription, endpointDigest } from '../belfry/temporary-belfry.ts'

/** A person about whom every table has something, in words that nothing else has. */
export interface PersonEverywhere {
  id: string
  number: number
  browser: ReturnType<typeof browserSubscription>
  /** Whatever of the stored data is about this person alone. */
  words: readonly string[]
  bytes: readonly Buffer[]
}

const DAY = Math.floor(Date.now() / 86_400_000)

export const serverKey = Buffer.alloc(32, 5)

/** Lets a person join, choose, get, read and report, with a row in every table that can have one. */
export async function personEverywhere(database: Database, id: string, order: number): Promise<PersonEverywhere> {
  const { kysely } = database
  const browser = browserSubscription(`${id}-${randomBytes(12).toString('hex')}`)
  const none = () => undefined
  const events = {
    subscribed: none,
    refreshed: none,
    moved: none,
    replaced: none,
    unsubscribed: none,
    ended: none,
    topicsTakenBack: none,
  }
  const rules = { allow: [], handleKey: serverKey, subscriptionsPerSubscriber: 10 }
  const identity = { site: 'default', subscriber: id, topics: ['feedback'], exp: 7200 }
  for (const now of [1000, 2000, 3000]) {
    const consent = { wording: `${id}-wording`, path: `/${id}/page` }
    const more = {
      consent,
      locale: `${id}-locale`,
      timeZone: 'Europe/Berlin',
      topics: ['blog'],
      userAgent: 'Firefox/140.0',
    }
    const input = subscribeSchema.parse({ ...browser, ...more })
    await registerSubscription(
      database,
      events,
      rules,
      { siteId: 'default', input, identity, origin: 'https://example.com' },
      now,
    )
  }
  const subscription = (await findSubscription(
    kysely,
    'default',
    Buffer.from(endpointDigest(browser.endpoint), 'base64url'),
  ))!
  const number = subscription.subscriber_id
  const add = (table: string, row: object) =>
    kysely
      .insertInto(table as 'belfry_deliveries')
      .values(row as never)
      .execute()

  const first = DAY * 10_000_000_000 + order * 100 // in this week's partition of PostgreSQL
  const notification = (place: number, to: object, title: string) =>
    add('belfry_notifications', {
      number: first + place,
      id: `${id}-notification-${place}`,
      site_id: 'default',
      idempotency_key: `${id}-key-${place}`,
      request_hash: randomBytes(32),
      audience: JSON.stringify(to),
      content: JSON.stringify({ title }),
      payload: JSON.stringify({ title }),
      urgency: 'normal',
      privacy: 'full',
      lane: 'bulk',
      state: 'done',
      created_at: 4000,
      expires_at: 5000,
    })
  await notification(1, { subscriber: id }, `${id}-secret-title`)
  await notification(2, { subscribers: [id] }, `${id}-secret-list`)
  await notification(3, { subscription: endpointDigest(browser.endpoint) }, `${id}-secret-test`)
  await add('belfry_addressees', { external_id: id, site_id: 'default', notification: first + 2 })
  for (const place of [1, 2]) {
    const key = { notification: first + place, subscription: subscription.id }
    await add('belfry_deliveries', { ...key, outcome: 'accepted', reason: null, status: 201, attempts: 1, at: 5000 })
    await add('belfry_interactions', { ...key, kind: 2, device: 2, at: 6000 })
    await add('belfry_interaction_log', { ...key, kind: 10, device: 2, at: 7000 })
    const told = [[first + place, subscription.id, 3, 2, 7500]]
    await add('belfry_interaction_groups', { size: 1, reports: JSON.stringify(told) })
  }
  const topic = { subscriber_id: number, topic_id: 'blog' }
  await add('belfry_past_preferences', { ...topic, on_from: 1, on_until: 2 })
  await add('belfry_mutes', { ...topic, at: 8000 })
  await add('belfry_irrelevances', { ...topic, notification: first + 1, at: 9000 })
  await add('belfry_recalls', { subscriber_id: number, asked_at: 13_000 })
  await add('belfry_digest_items', {
    notification: first + 1,
    subscriber_id: number,
    site_id: 'default',
    due_at: 12_000,
    digest: `${id}-digest`,
  })
  const marks = { read_until: 10, read: JSON.stringify([first + 1]), dismissed: JSON.stringify([first + 2]) }
  await add('belfry_inbox_marks', { subscriber_id: number, ...marks })
  await add('belfry_delivery_preferences', {
    subscriber_id: number,
    paused_until: -1,
    quiet_from: 1320,
    quiet_to: 420,
    time_zone: `${id}-zone`,
    content: 'generic',
    digest_at: 1080,
    cap_day: 2,
    cap_week: 9,
    changed_at: 11_000,
  })
  await countMessage(database, number)
  return {
    id,
    number,
    browser,
    words: [id, browser.endpoint.split('/').at(-1)!, endpointDigest(browser.endpoint)],
    bytes: [
      Buffer.from(browser.keys.auth, 'base64url'),
      Buffer.from(browser.keys.p256dh, 'base64url'),
      Buffer.from(endpointDigest(browser.endpoint), 'base64url'),
    ],
  }
}

// One message at minute 29,000,000, as pace/entries.ts writes it, and three days with displays since day 20,000, as
// pace/silence-entries.ts does: neighbours share the row.
async function countMessage(database: Database, number: number): Promise<void> {
  await writeBlock(database, number, 'blog', (entries, at) => entries.writeUInt32LE(29_000_000, at))
  await writeBlock(database, number, '***', (entries, at) => {
    for (const [place, word] of [20_000, 20_010, 3].entries()) entries.writeUInt16LE(word, at + 2 * place)
  })
}

async function writeBlock(
  { kysely }: Database,
  number: number,
  topic: string,
  write: (entries: Buffer, at: number) => unknown,
): Promise<void> {
  const key = { block: Math.floor(number / 64), topic }
  await kysely
    .insertInto('belfry_pace_blocks')
    .values({ ...key, entries: Buffer.alloc(64 * 6) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = kysely.selectFrom('belfry_pace_blocks').select('entries').where('block', '=', key.block)
  const entries = Buffer.from((await row.where('topic', '=', topic).executeTakeFirstOrThrow()).entries)
  write(entries, (number % 64) * 6)
  await kysely
    .updateTable('belfry_pace_blocks')
    .set({ entries })
    .where('block', '=', key.block)
    .where('topic', '=', topic)
    .execute()
}
