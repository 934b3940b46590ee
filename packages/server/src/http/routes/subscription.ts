import type { Hono } from 'hono'
import type { Database } from '../../database/database.ts'
import { parseInput } from '../../refusal.ts'
import { verifyIdentity, type Identity } from '../../subscribers/identity.ts'
import type { SubscriptionEvents } from '../../subscriptions/events.ts'
import { registerSubscription, type RegistrationRules } from '../../subscriptions/register-subscription.ts' // prettier-ignore
import { subscribeSchema, unsubscribeSchema } from '../../subscriptions/schema.ts'
import { unsubscribe } from '../../subscriptions/unsubscribe.ts'
import type { HttpEnv } from '../environment.ts'
import { readJson } from '../json-body.ts'
import { resource } from '../resource.ts'

export interface SubscriptionRouteNeeds {
  database: Database
  events: SubscriptionEvents
  rules: RegistrationRules
  identityKeyOf(siteId: string): string
  now: () => number
}

/** PUT and DELETE /b/:site/subscription */
export function routeSubscription(app: Hono<HttpEnv>, needs: SubscriptionRouteNeeds): void {
  const { database, events, rules, now } = needs

  const identify = (site: string, token: string | null | undefined): Identity | null | undefined =>
    typeof token === 'string'
      ? verifyIdentity(token, needs.identityKeyOf(site), { site, now: now() })
      : token

  resource(app, '/b/:site/subscription', {
    PUT: async (c) => {
      const siteId = c.get('site').id
      const input = parseInput(subscribeSchema, await readJson(c.req.raw))
      const identity = identify(siteId, input.identity)
      const { created, ...registered } = await registerSubscription(
        database,
        events,
        rules,
        { siteId, input, identity },
        now(),
      )
      return c.json({ status: 'subscribed', ...registered }, created ? 201 : 200)
    },
    DELETE: async (c) => {
      const siteId = c.get('site').id
      const { endpoint } = parseInput(unsubscribeSchema, await readJson(c.req.raw))
      await unsubscribe(database, events, { siteId, endpoint }, now())
      return c.json({ status: 'unsubscribed' })
    },
  })
}
