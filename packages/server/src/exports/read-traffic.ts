import { setImmediate as immediate } from 'node:timers/promises'
import { readAudience } from '../audiences/audience.ts'
import type { Queries } from '../database/database.ts'
import { KINDS, CODE_OF, placeOfAction } from '../interactions/kinds.ts'
import { readTold, type Told } from '../interactions/told.ts'
import type { SubscriberExport } from './answer-schema.ts'
import { iso, MOST, type PersonReader } from './person.ts'

type Notification = SubscriberExport['notifications'][number]
type Delivery = SubscriberExport['deliveries'][number]
type Interaction = SubscriberExport['interactions'][number]

export interface Traffic {
  notifications: Notification[]
  deliveries: Delivery[]
  interactions: Interaction[]
}

const PAGE = 500
const KIND_OF = new Map<number, string>(Object.entries(CODE_OF).map(([kind, code]) => [code, kind]))

/**
 * What was sent to a person and what became of it. Deliveries are found by their notification first, which is their
 * key: the site's notifications are gone through, the newest first, and the loop is given back after each page.
 */
export async function readTraffic({ db, person, cut }: PersonReader): Promise<Traffic> {
  const traffic: Traffic = { notifications: [], deliveries: [], interactions: [] }
  const names = { externalId: person.externalId, browsers: [...person.subscriptions.values()] }
  const told = await readTold(db, ([, subscription]) => person.subscriptions.has(subscription))
  let before = Number.MAX_SAFE_INTEGER
  for (;;) {
    const page = await db
      .selectFrom('belfry_notifications')
      .select(['number', 'id', 'audience', 'content', 'created_at'])
      .where('site_id', '=', person.site)
      .where('number', '<', before)
      .orderBy('number', 'desc')
      .limit(PAGE)
      .execute()
    const ids = new Map(page.map(({ number, id }) => [number, id]))
    traffic.notifications.push(...page.flatMap((row) => named(row, names) ?? []))
    if (ids.size > 0 && person.subscriptions.size > 0) {
      const found = { db, ids, subscriptions: person.subscriptions, told }
      traffic.deliveries.push(...(await readDeliveries(found)))
      traffic.interactions.push(...(await readInteractions(found)))
    }
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return traffic
    if (Math.max(traffic.deliveries.length, traffic.interactions.length, traffic.notifications.length) > MOST) {
      cut()
      return traffic
    }
    before = last.number
    await immediate()
  }
}

interface Found {
  db: Queries
  ids: ReadonlyMap<number, string>
  subscriptions: ReadonlyMap<number, string>
  /** Their reports that no chore has sorted yet. */
  told: readonly Told[]
}

async function readDeliveries({ db, ids, subscriptions }: Found): Promise<Delivery[]> {
  const rows = await db
    .selectFrom('belfry_deliveries')
    .selectAll()
    .where('notification', 'in', [...ids.keys()])
    .where('subscription', 'in', [...subscriptions.keys()])
    .orderBy('notification', 'desc')
    .execute()
  return rows.map(({ notification, subscription, outcome, reason, status, attempts, at }) => {
    const about = {
      notification: ids.get(notification) as string,
      subscription: subscriptions.get(subscription) as string,
    }
    return { ...about, outcome, reason, status, attempts, at: iso(at) }
  })
}

// Reports of the last seconds are still in the log, from which a chore sorts them.
async function readInteractions({ db, ids, subscriptions, told }: Found): Promise<Interaction[]> {
  const found: Interaction[] = []
  const add = (notification: number, subscription: number, kind: number, at: number) =>
    found.push({
      notification: ids.get(notification) as string,
      subscription: subscriptions.get(subscription) as string,
      kind: nameOf(kind),
      at: iso(at),
    })
  for (const table of ['belfry_interactions', 'belfry_interaction_log'] as const) {
    const rows = await db
      .selectFrom(table)
      .select(['notification', 'subscription', 'kind', 'at'])
      .where('notification', 'in', [...ids.keys()])
      .where('subscription', 'in', [...subscriptions.keys()])
      .orderBy('at', 'desc')
      .execute()
    for (const { notification, subscription, kind, at } of rows) add(notification, subscription, kind, at)
  }
  for (const [notification, subscription, kind, , at] of told) {
    if (ids.has(notification)) add(notification, subscription, kind, at)
  }
  return found
}

function nameOf(code: number): string {
  const place = placeOfAction(code)
  return KIND_OF.get(code) ?? (place === undefined ? KINDS[5] : `${KINDS[5]} ${place + 1}`)
}

interface Names {
  externalId: string
  browsers: readonly string[]
}

interface Row {
  id: string
  audience: string
  content: string
  created_at: number
}

// Only what names the person: the content for a topic is not about anybody.
function named({ id, audience, content, created_at }: Row, { externalId, browsers }: Names): Notification | undefined {
  const to = readAudience(audience)
  const isBrowser = to?.kind === 'subscription' && browsers.includes(to.value)
  const isAlone = isBrowser || (to?.kind === 'subscriber' && to.value === externalId)
  const isListed = to?.kind === 'subscribers' && to.value.includes(externalId)
  if (!isAlone && !isListed) return undefined
  const kept = JSON.parse(content) as Record<string, unknown>
  const isForgotten = Object.keys(kept).length === 0
  return { id, alone: isAlone, createdAt: iso(created_at), content: isForgotten ? null : kept }
}
