import { setTimeout as delay } from 'node:timers/promises'
import { DEMO_SITE } from './demo-data/demo-site.ts'
import type { Operator } from './operator.ts'

/** Somebody who looks at one screen after the other while a broadcast runs. */
export interface DashboardWalk {
  /** Ends it; resolves with the number of requests when all are answered. */
  stop(): Promise<number>
}

const SCREEN_EVERY_MS = 3000
// As the overview asks again: queue-card.tsx, server-query.ts.
const QUEUE_EVERY_MS = 5000
const SERVER_EVERY_MS = 10_000
// The screen of the broadcast itself: its progress comes as events.
const WATCHED = 1

const DAY = 86_400_000

/**
 * Opens the overview at once, another screen every three seconds, and asks for the live numbers as the overview does.
 * `site` is the one that the screens are about; the broadcast itself is watched on its own screen, over its events.
 */
export function walkDashboard(operator: Operator, broadcast: { id: string; site: string }): DashboardWalk {
  const stopped = new AbortController()
  const { signal } = stopped
  let requests = 0
  const ask = async (path: string, site: string = DEMO_SITE, method = 'GET', body?: object) => {
    requests += 1
    await operator.ask(method, `${path}${path.includes('?') ? '&' : '?'}site=${site}`, body)
  }
  const screens = screensOf(ask, broadcast)
  const events = `/v1/notifications/${broadcast.id}/events?site=${broadcast.site}`
  const every = async (ms: number, act: () => Promise<unknown>) => {
    try {
      for (;;) {
        await delay(ms, undefined, { signal })
        await act()
      }
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
  const walk = async () => {
    for (let turn = 0; !signal.aborted; turn += 1) {
      const place = turn % screens.length
      using _ = place === WATCHED ? operator.listen(events) : undefined
      await screens[place]?.()
      await delay(SCREEN_EVERY_MS, undefined, { signal }).catch(() => undefined)
    }
  }
  const all = Promise.all([
    walk(),
    every(QUEUE_EVERY_MS, () => ask('/v1/notifications?state=sending&limit=5')),
    every(SERVER_EVERY_MS, () => ask('/v1/server')),
  ])
  all.catch(() => undefined) // heard at the end
  return {
    async stop() {
      stopped.abort()
      await all
      return requests
    },
  }
}

type Ask = (path: string, site?: string, method?: string, body?: object) => Promise<void>

/** The screens in the order of a visit, each with the requests that it makes when it is opened. */
function screensOf(ask: Ask, { id, site }: { id: string; site: string }): (() => Promise<unknown>)[] {
  const date = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY).toISOString().slice(0, 10)
  const month = `from=${date(29)}&to=${date(0)}&zone=Europe/Berlin`
  const all = (...paths: string[]) => Promise.all(paths.map((path) => ask(path)))
  const message = { title: '–', to: { topic: 'news' }, ttl: 86_400 }
  const statistics = ['growth', 'deliveries', 'engagement', 'opt-outs'].map((name) => `/v1/stats/${name}?${month}`)
  return [
    () =>
      all(
        '/v1/sites',
        '/v1/topics',
        '/v1/server',
        '/v1/stats/reputation',
        '/v1/notifications?state=sending&limit=5',
        ...statistics,
        `/v1/annotations?from=${date(29)}T00:00:00Z&to=${date(0)}T00:00:00Z`,
      ),
    () =>
      Promise.all([
        ask(`/v1/notifications/${id}`, site),
        ask(`/v1/stats/deliveries?notification=${id}&${month}`, site),
        ask(`/v1/stats/engagement?notification=${id}&${month}`, site),
        ask(`/v1/deliveries?limit=50&notification=${id}&outcome=accepted`, site),
      ]),
    () => all('/v1/notifications?limit=50', `/v1/stats/engagement?${month}`),
    () => all('/v1/subscriptions?limit=50', `/v1/stats/growth?${month}`),
    () => all('/v1/subscribers?limit=50'),
    () => all('/v1/topics', '/v1/topics/news/reach', '/v1/topics/offers/reach', '/v1/topics/blog/reach'),
    () => all('/v1/stats/funnel?days=30'),
    () => all('/v1/server', '/v1/server/load'),
    () => ask('/v1/notifications/preview', DEMO_SITE, 'POST', message),
  ]
}
