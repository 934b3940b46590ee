import { dropOldInteractions } from '../../packages/server/src/interactions/drop-old-interactions.ts'
import { sortInteractions } from '../../packages/server/src/interactions/sort-interactions.ts'
import type { onEachBelfry, Place } from '../support/belfry/each-belfry.ts'
import { browserSubscription, SITE_URL } from '../support/belfry/temporary-belfry.ts'

const { signal } = new AbortController()

/** A Belfry with a topic, and browsers that tell it what people did. */
export async function startInteractions(open: Parameters<Parameters<typeof onEachBelfry>[1]>[1]) {
  const place = await open({ topics: { news: { name: 'News' } } })
  const { database } = place
  const page = { origin: SITE_URL, 'sec-fetch-site': 'same-origin' }
  const post = (body: object) => place.ask('POST', '/b/default/interactions', body, page)
  return {
    place,
    post,
    async browser(subscriber?: string): Promise<{ handle: string }> {
      const identity = subscriber === undefined ? {} : { identity: place.belfry.identify({ subscriber }) }
      const body = { ...browserSubscription(), topics: ['news'], ...identity }
      return (await place.ask('PUT', '/b/default/subscription', body, page)).body
    },
    async notify(request: object): Promise<string> {
      return (await place.ask('POST', '/v1/notifications', { to: { topic: 'news' }, title: 'Hello', ...request })).body
        .id
    },
    async tell(handle: string, ...told: { id: string; kind: string; action?: string }[]) {
      const interactions = told.map(({ id, ...rest }) => ({ notification: id, ...rest, at: Date.now() }))
      const { status, body } = await post({ handle, interactions })
      return { status, muted: body.muted }
    },
    sort: () => sortOn(place),
    drop: (time: number) => dropOn(place, () => time),
    counts: async (id: string) => (await place.ask('GET', `/v1/notifications/${id}`)).body.interactions,
    async days() {
      const rows = await database.kysely.selectFrom('belfry_interaction_days').selectAll().orderBy('kind').execute()
      return rows.map(({ topic_id, kind, count }) => [topic_id, kind, count])
    },
    async left() {
      const groups = await database.kysely.selectFrom('belfry_interaction_groups').select('size').execute()
      const { length } = await database.kysely.selectFrom('belfry_interactions').select('kind').execute()
      return { log: groups.reduce((sum, { size }) => sum + size, 0), interactions: length }
    },
    async topicsOn() {
      const rows = await database.kysely
        .selectFrom('belfry_preferences')
        .select('topic_id')
        .where('enabled', '=', 1)
        .execute()
      return rows.map(({ topic_id }) => topic_id)
    },
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  }
}

/** Sorts what has come in, as the chore does. */
export function sortOn({ database }: Place, ending = signal) {
  return database.dialect === 'sqlite' ? sortInteractions(database).run(ending) : sortInteractions(database).run(ending)
}

function dropOn({ database }: Place, now: () => number) {
  if (database.dialect === 'sqlite') return dropOldInteractions(database, { now }).run(signal)
  return dropOldInteractions(database, { now }).run(signal)
}
