import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { FURTHEST_S, grantedTopics } from '../subscribers/identity.ts'
import { findSubscriberNumber } from '../subscribers/show-subscriber.ts'
import { preferencesAnswer } from './answer-schema.ts'
import type { PreferencesEvents } from './events.ts'
import { LINK_LIFETIME_MS, type PreferencesLinks } from './links.ts'
import { changePreferences, showPreferences, type PreferencesOf } from './preferences.ts'
import { preferencesChange } from './schema.ts'

export interface PreferencesRouteNeeds {
  database: Database
  links: Pick<PreferencesLinks, 'make'>
  events: PreferencesEvents
  now: () => number
}

/** GET and PUT /v1/subscribers/:id/preferences, POST /v1/subscribers/:id/preferences-link */
export function preferencesRoutes({ database, links, events, now }: PreferencesRouteNeeds): RouteFile {
  // The key is the site's own, and so is the grant.
  const whose = async (siteId: string, id: string): Promise<PreferencesOf> => ({
    siteId,
    subscriber: await findSubscriberNumber(database, siteId, id),
    granted: 'all',
  })
  return routeFile(
    { name: 'Subscribers', description: 'People, as the site knows them, and their topics.' },
    {
      '/v1/subscribers/:id/preferences': {
        GET: endpoint(show, async ({ site, params, answer }) => {
          return answer(200, await showPreferences(database, await whose(site.id, params.id), now()))
        }),
        PUT: endpoint(change, async ({ site, params, body, answer }) => {
          const person = await whose(site.id, params.id)
          await changePreferences(database, person, body, now())
          events.changed({ site: site.id, by: 'api' })
          return answer(200, await showPreferences(database, person, now()))
        }),
      },
      '/v1/subscribers/:id/preferences-link': {
        POST: endpoint(link, async ({ site, params, body, answer }) => {
          const { topics, expiresInSeconds } = body
          const wish = { subscriber: params.id, topics, expiresInMs: expiresInSeconds * 1000 }
          const { expiresAt, ...made } = await links.make(site.id, wish)
          return answer(201, { ...made, expiresAt: new Date(expiresAt).toISOString() })
        }),
      },
    },
  )
}

const params = z.object({ id: z.string().describe('The site’s own id of the person.') })

const show = {
  id: 'showSubscriberPreferences',
  summary: 'Show what a subscriber wants',
  description: 'Topics, pause, quiet hours and privacy; and when a message that is sent now would come.',
  params,
  answers: { 200: { description: 'The preferences.', schema: preferencesAnswer } },
  refusals: ['subscriber-unknown'],
} as const

const change = {
  id: 'changeSubscriberPreferences',
  summary: 'Change what a subscriber wants',
  description:
    'On the person’s behalf, for instance from the account page of the site. Omitted fields stay as they are. The ' +
    'site’s own key may turn granted topics on: a later identity token that does not name them turns them off.',
  params,
  body: preferencesChange,
  example: { quietHours: { from: '22:00', to: '07:00' }, topics: { news: false } },
  answers: { 200: { description: 'The preferences as they are now.', schema: preferencesAnswer } },
  refusals: ['subscriber-unknown', 'topic-unknown'],
} as const

const link = {
  id: 'makePreferencesLink',
  summary: 'Make a link to a subscriber’s preferences',
  description:
    'It opens a page of Belfry where the person chooses, without signing in and without JavaScript: for mails, and ' +
    'for an account page to embed. Whoever has it can change these preferences, and nothing else.',
  params,
  body: z.strictObject({
    topics: grantedTopics.describe('Granted topics that the person may turn on by it.'),
    expiresInSeconds: z
      .int()
      .min(60)
      .max(FURTHEST_S)
      .default(LINK_LIFETIME_MS / 1000),
  }),
  example: {},
  answers: {
    201: {
      description: 'The link.',
      schema: z
        .object({
          url: z.string().describe('Absolute where the site’s URL is known.'),
          path: z.string().describe('The same from Belfry’s host on: where Belfry has a host of its own.'),
          expiresAt: z.iso.datetime(),
        })
        .meta({ id: 'PreferencesLink' }),
    },
  },
  refusals: ['subscriber-unknown'],
} as const
