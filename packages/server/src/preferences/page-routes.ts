import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { CALLER_REFUSALS, callerHeaders, callerProof } from '../subscriptions/caller-headers.ts'
import { findCaller, type CallerKeys } from '../subscriptions/find-caller.ts'
import { welcomeNamed } from '../subscriptions/welcome-named.ts'
import { preferencesAnswer } from './answer-schema.ts'
import type { PreferencesEvents } from './events.ts'
import { changePreferences, showPreferences, type PreferencesOf } from './preferences.ts'
import { preferencesChange } from './schema.ts'

export interface PreferencesPageRouteNeeds {
  database: Database
  caller: CallerKeys
  events: PreferencesEvents
  now: () => number
}

/** GET and PUT /b/:site/preferences */
export function preferencesPageRoutes({ database, caller, events, now }: PreferencesPageRouteNeeds): RouteFile {
  const whose = async (siteId: string, header: (name: string) => string | undefined): Promise<PreferencesOf> => {
    const proof = callerProof(siteId, header)
    const { subscriber, granted } =
      typeof proof.identity === 'string'
        ? await welcomeNamed(database, siteId, proof.identity, caller)
        : await findCaller(database, proof, caller)
    return { siteId, subscriber, granted }
  }
  return routeFile(
    { name: 'Browsers', description: 'Requests of the site’s pages and their service worker.' },
    {
      '/b/:site/preferences': {
        GET: endpoint(show, async ({ site, header, answer }) => {
          return answer(200, await showPreferences(database, await whose(site.id, header), now()))
        }),
        PUT: endpoint(change, async ({ site, header, body, answer }) => {
          const person = await whose(site.id, header)
          await changePreferences(database, person, body, now())
          events.changed({ site: site.id, by: 'page' })
          return answer(200, await showPreferences(database, person, now()))
        }),
      },
    },
  )
}

const params = z.object({ site: z.string().describe('The id of the site.') })

const show = {
  id: 'readPreferences',
  summary: 'What the person at the browser wants',
  description:
    'Nobody has to have subscribed: a person whom an identity token names has preferences as well, before any browser.',
  params,
  headers: callerHeaders,
  answers: { 200: { description: 'The preferences.', schema: preferencesAnswer } },
  refusals: CALLER_REFUSALS,
} as const

const change = {
  id: 'changePreferences',
  summary: 'Change what the person at the browser wants',
  description:
    'In force on all browsers of the person. Omitted fields stay as they are. A granted topic is turned on only with ' +
    'an identity token that names it.',
  params,
  headers: callerHeaders,
  body: preferencesChange,
  example: { paused: { minutes: 60 } },
  answers: { 200: { description: 'The preferences as they are now.', schema: preferencesAnswer } },
  refusals: [...CALLER_REFUSALS, 'topic-unknown', 'topic-not-granted'],
} as const
