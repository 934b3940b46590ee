import { openDatabase, type OpenedDatabase } from '../../../packages/server/src/database/open-database.ts'
import type { DeliveryStore, OutcomeRecord } from '../../../packages/server/src/deliveries/delivery-store.ts'
import { createDeliveryStore } from '../../../packages/server/src/deliveries/store/create-delivery-store.ts'
import { postgresOutcomeRows } from '../../../packages/server/src/deliveries/store/postgres-outcome-rows.ts'
import { sqliteOutcomeRows } from '../../../packages/server/src/deliveries/store/sqlite-outcome-rows.ts'
import { sortInteractions } from '../../../packages/server/src/interactions/sort-interactions.ts'
import { recountStatistics } from '../../../packages/server/src/statistics/recount.ts'
import type { onEachBelfry } from '../../support/belfry/each-belfry.ts'
import { browserSubscription, SITE_URL } from '../../support/belfry/temporary-belfry.ts'
import { outcomeRecord } from '../../support/deliveries/outcome-record.ts'

const { signal } = new AbortController()
const jobs = { enqueue: () => undefined, complete: () => true, become: () => undefined, turn: () => 1 }

export const DEVICES = [
  { name: 'Firefox', os: 'Linux' },
  { name: 'Chrome', os: 'Windows' },
  { name: 'Safari', os: 'Mac' },
  { name: 'Somebody’s own' },
] as const

export interface Sent {
  id: string
  number: number
  createdAt: number
}

/** A site with two topics and subscriptions of several browsers; what is delivered is recorded by the test. */
export async function statisticsStage(open: Parameters<Parameters<typeof onEachBelfry>[1]>[1]) {
  const place = await open({ topics: { news: { name: 'News' }, blog: { name: 'Blog' } } })
  // Several connections, for writers at the same time.
  const database = await openDatabase(place.database.address, { migrate: false, connections: 4 })
  const { kysely } = database
  const page = { origin: SITE_URL, 'sec-fetch-site': 'same-origin' }

  async function idOf(endpoint: string): Promise<number> {
    const [row] = await kysely
      .selectFrom('belfry_subscriptions')
      .select('id')
      .where('endpoint', '=', endpoint)
      .execute()
    return row?.id ?? 0
  }

  return {
    place,
    database,
    page,
    store: storeOn(database),
    async subscribe(device: object = DEVICES[0], more: object = {}): Promise<{ handle: string; id: number }> {
      const body = { ...browserSubscription(), topics: ['news', 'blog'], browser: device, ...more }
      const { handle } = (await place.ask('PUT', '/b/default/subscription', body, page)).body
      return { handle, id: await idOf(body.endpoint) }
    },
    idOf,
    async send(request: object = {}): Promise<Sent> {
      const { body } = await place.ask('POST', '/v1/notifications', {
        to: { topic: 'news' },
        title: 'Hello',
        ...request,
      })
      const [row] = await kysely
        .selectFrom('belfry_notifications')
        .select(['number', 'created_at as createdAt'])
        .where('id', '=', body.id)
        .execute()
      return { id: body.id, number: row?.number ?? 0, createdAt: row?.createdAt ?? 0 }
    },
    /** The outcomes of one notification for subscriptions, with the devices that the store itself reads. */
    async outcomes(
      { number }: Sent,
      subscriptions: readonly number[],
      more: (subscription: number, index: number) => Partial<OutcomeRecord>,
    ): Promise<OutcomeRecord[]> {
      const store = storeOn(database)
      const notification = await store.notification(number)
      if (notification === undefined) throw new Error(`there is no notification ${number}`)
      const due = await store.due(notification, { from: 0, to: 1_000_000 }, undefined, 1000)
      const devices = new Map(due.map(({ subscription, device }) => [subscription, device]))
      return subscriptions.map((subscription, index) =>
        outcomeRecord({
          notification: number,
          subscription,
          device: devices.get(subscription) ?? 0,
          ...more(subscription, index),
        }),
      )
    },
    async tell(handle: string, interactions: readonly object[]) {
      await place.ask('POST', '/b/default/interactions', { handle, interactions }, page)
    },
    async finish({ number }: Sent) {
      await kysely.updateTable('belfry_notifications').set({ state: 'done' }).where('number', '=', number).execute()
    },
    sort: () =>
      database.dialect === 'sqlite' ? sortInteractions(database).run(signal) : sortInteractions(database).run(signal),
    recount: (now: () => number = Date.now) =>
      database.dialect === 'sqlite'
        ? recountStatistics(database, { now }).run(signal)
        : recountStatistics(database, { now }).run(signal),
    stats: async (path: string) => (await place.ask('GET', `/v1/stats/${path}`)).body,
    async [Symbol.asyncDispose]() {
      await database.close()
      await place[Symbol.asyncDispose]()
    },
  }
}

/** A delivery store of a worker of its own. */
export function storeOn(database: OpenedDatabase): DeliveryStore {
  switch (database.dialect) {
    case 'sqlite':
      return createDeliveryStore({ database, rows: sqliteOutcomeRows(database.raw), jobs })
    case 'postgres':
      return createDeliveryStore({ database, rows: postgresOutcomeRows, jobs })
  }
}
