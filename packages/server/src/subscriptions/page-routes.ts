import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { clientAddressReader, type TrustedProxies } from '../limits/client-address.ts'
import { Refusal } from '../refusals/refusal.ts'
import { verifyIdentity, type Identity } from '../subscribers/identity.ts'
import { SUBSCRIBER_REFUSALS } from '../subscribers/refusals.ts'
import { TOPIC_REFUSALS } from '../topics/refusals.ts'
import type { SubscriptionEvents } from './events.ts'
import { SUBSCRIPTION_REFUSALS } from './refusals.ts'
import { registerSubscription, type RegistrationRules } from './register-subscription.ts'
import { subscribeSchema, unsubscribeSchema } from './schema.ts'
import { unsubscribe } from './unsubscribe.ts'

export interface PageRouteNeeds {
  database: Database
  events: SubscriptionEvents
  rulesOf(siteId: string): Promise<RegistrationRules>
  identityKeyOf(siteId: string): string
  /** Takes one of the day's new subscriptions of an address; what is spent, if anything is. */
  admitNewcomer: (address: string | undefined) => Promise<{ waitMs: number } | undefined>
  trustedProxies?: TrustedProxies | undefined
  now: () => number
}

/** PUT and DELETE /b/:site/subscription */
export function pageRoutes(needs: PageRouteNeeds): RouteFile {
  const { database, events, now } = needs

  const identify = (site: string, token: string | null | undefined): Identity | null | undefined =>
    typeof token === 'string' ? verifyIdentity(token, needs.identityKeyOf(site), { site, now: now() }) : token

  const addressOf = clientAddressReader(needs.trustedProxies)
  const admit = async (address: string | undefined): Promise<void> => {
    const spent = await needs.admitNewcomer(address)
    if (spent === undefined) return
    const hours = Math.ceil(spent.waitMs / 3_600_000)
    const message = `too many new subscriptions came from this network today: one more in ${hours} h at the latest`
    throw new Refusal('too-many-newcomers', message)
  }

  return routeFile(
    { name: 'Browsers', description: 'Requests of the site’s pages and their service worker.' },
    {
      '/b/:site/subscription': {
        PUT: endpoint(subscribe, async ({ site, body, header, context: c, answer }) => {
          const address = addressOf(c.env?.incoming?.socket?.remoteAddress, header)
          const rules = { ...(await needs.rulesOf(site.id)), admit: () => admit(address) }
          const identity = identify(site.id, body.identity)
          const request = { siteId: site.id, input: body, identity, origin: header('origin')?.slice(0, 300) }
          const { created, ...registered } = await registerSubscription(database, events, rules, request, now())
          return answer(created ? 201 : 200, { status: 'subscribed', ...registered })
        }),
        DELETE: endpoint(leave, async ({ site, body, answer }) => {
          await unsubscribe(database, events, { siteId: site.id, ...body }, now())
          return answer(200, { status: 'unsubscribed' })
        }),
      },
    },
  )
}

const ENDPOINT = 'https://updates.push.services.mozilla.com/wpush/v2/…'
const params = z.object({ site: z.string().describe('The id of the site.') })

const subscribed = z
  .object({
    status: z.literal('subscribed'),
    handle: z.string().describe('Proves later, without a session, that the subscription is this browser’s.'),
    keyId: z.string().describe('The VAPID key that it was made with.'),
    topics: z.array(z.string()).describe('The topics that its subscriber has on.'),
    notice: z
      .object({
        title: z.string(),
        body: z.string(),
        lang: z.string(),
        open: z.string().describe('Where a click leads: the id of the notification follows.'),
        ask: z.boolean().describe('The worker may fetch the content before it shows.'),
      })
      .optional()
      .describe('What the worker shows for an opaque notification.'),
  })
  .meta({ id: 'Subscribed' })

const subscribe = {
  id: 'subscribe',
  summary: 'Register the subscription of a browser, or refresh it',
  params,
  body: subscribeSchema.meta({ id: 'NewSubscription' }),
  example: { endpoint: ENDPOINT, keys: { p256dh: 'BCVx…', auth: 'BTBZ…' }, topics: ['news'] },
  answers: {
    200: { description: 'It was known.', schema: subscribed },
    201: { description: 'It is new.', schema: subscribed },
  },
  refusals: [SUBSCRIPTION_REFUSALS, SUBSCRIBER_REFUSALS, TOPIC_REFUSALS]
    .flatMap((kinds) => Object.keys(kinds))
    .filter((code) => !/^(subscri(ber|ption)-unknown|caller-missing|handle-invalid)$/.test(code)),
} as const

const leave = {
  id: 'unsubscribe',
  summary: 'End the subscription of a browser',
  description: 'A subscription that nobody knows is ended already: it may be asked again.',
  params,
  body: unsubscribeSchema,
  example: { endpoint: ENDPOINT },
  answers: {
    200: { description: 'It is ended.', schema: z.object({ status: z.literal('unsubscribed') }) },
  },
} as const
