import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { subscriberId } from '../subscribers/identity.ts'
import { subscriberUnknown } from '../subscribers/show-subscriber.ts'
import type { SubscriptionEvents } from './events.ts'
import { signOutEverywhere, takeBackGrants } from './sign-out-everywhere.ts'

export interface SignOutRouteNeeds {
  database: Database
  events: SubscriptionEvents
  now: () => number
}

/** DELETE /v1/subscribers/:id/subscriptions and /v1/subscribers/:id/grants */
export function signOutRoutes({ database, events, now }: SignOutRouteNeeds): RouteFile {
  return routeFile(
    { name: 'Signing out', description: 'Ends what a person’s devices and tokens may do, at once.' },
    {
      '/v1/subscribers/:id/subscriptions': {
        DELETE: endpoint(everywhere, async ({ site, told, params, answer }) => {
          const person = { siteId: site.id, externalId: checked(params.id) }
          return answer(200, await signOutEverywhere(database, events, person, now(), told))
        }),
      },
      '/v1/subscribers/:id/grants': {
        DELETE: endpoint(grants, async ({ site, told, params, answer }) => {
          const person = { siteId: site.id, externalId: checked(params.id) }
          return answer(200, await takeBackGrants(database, events, person, now(), told))
        }),
      },
    },
  )
}

// Nobody needs to have subscribed under this id, so that anything that can be one is taken.
function checked(id: string): string {
  if (subscriberId.safeParse(id).success) return id
  throw subscriberUnknown(id)
}

const params = z.object({ id: subscriberId.describe('The site’s own id of the person.') })
const REVOKED =
  'Identity tokens from before are refused from now on (`identity-revoked`), also those of a person who has never ' +
  'subscribed. May be repeated.'

const everywhere = {
  id: 'signOutEverywhere',
  summary: 'Sign a person out everywhere',
  description:
    `After a new password, or for a lost device: all their subscriptions end, with the reason \`ended\`. ${REVOKED} ` +
    'What has not begun to be sent to them is skipped.',
  params,
  answers: {
    200: {
      description: 'What ended.',
      schema: z.object({ subscriptions: z.int() }).meta({ id: 'SignedOut' }),
    },
  },
  refusals: ['subscriber-unknown'],
} as const

const grants = {
  id: 'takeBackGrants',
  summary: 'Take back the topics that the site has granted to a person',
  description: `They are turned off; subscriptions and open topics stay. ${REVOKED}`,
  params,
  answers: {
    200: {
      description: 'What was turned off.',
      schema: z.object({ topics: z.array(z.string()) }).meta({ id: 'TakenBackGrants' }),
    },
  },
  refusals: ['subscriber-unknown'],
} as const
