import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { Refusal } from '../refusals/refusal.ts'
import type { Notifications } from '../notifications/routes.ts'
import { CALLER_REFUSALS, callerHeaders, callerProof } from '../subscriptions/caller-headers.ts'
import { findCaller, type CallerKeys } from '../subscriptions/find-caller.ts'
import { publicIdOf } from '../subscriptions/subscription-view.ts'
import { findOutcome } from './find-outcome.ts'
import { selfTestTexts } from './texts.ts'

export interface SelfTestNeeds {
  database: Database
  notifications: Pick<Notifications, 'create'>
  keys: CallerKeys
}

// One test, however often it is asked for meanwhile.
const ONE_MS = 20_000
// Nobody wants it later.
const TTL_SECONDS = 60

/** POST /b/:site/self-test */
export function selfTestRoutes({ database, notifications, keys }: SelfTestNeeds): RouteFile {
  return routeFile(
    { name: 'Browsers', description: 'Requests of the site’s pages and their service worker.' },
    {
      '/b/:site/self-test': {
        POST: endpoint(selfTest, async ({ site, body, header, answer }) => {
          const { subscription } = await findCaller(database, callerProof(site.id, header), keys)
          if (subscription === undefined) {
            throw new Refusal('caller-missing', 'the handle of the browser that is to be tested is missing')
          }
          if (body.test !== undefined) {
            const found = await findOutcome(database, { siteId: site.id, id: body.test, subscription })
            return answer(200, { test: body.test, outcome: found?.outcome ?? null, reason: found?.reason ?? null })
          }
          const id = await publicIdOf(database.kysely, subscription)
          const request = {
            to: { subscription: id },
            ...selfTestTexts(body.lang),
            tag: 'belfry-self-test',
            ttl: TTL_SECONDS,
            urgency: 'high',
          }
          const idempotencyKey = `self-test:${id}:${Math.floor(keys.now() / ONE_MS)}`
          // In one language: the same key with another text would be refused.
          const made = await notifications.create(site.id, request, {
            idempotencyKey: `${idempotencyKey}:${request.lang}`,
          })
          return answer(202, { test: made.notification.id, outcome: null, reason: null })
        }),
      },
    },
  )
}

const tested = z
  .object({
    test: z.string().describe('Ask again with it, to learn what became of it.'),
    outcome: z.string().nullable().describe('As of any delivery; null: not known yet.'),
    reason: z.string().nullable(),
  })
  .meta({ id: 'SelfTest' })

const selfTest = {
  id: 'selfTest',
  summary: 'Send a notification to this browser, to see whether it arrives',
  description: 'One in 20 seconds; asked with `test`, it says what became of that one and sends nothing.',
  params: z.object({ site: z.string().describe('The id of the site.') }),
  body: z
    .strictObject({
      lang: z.string().max(35).optional().describe('The language of the visitor.'),
      test: z.string().max(100).optional(),
    })
    .meta({ id: 'SelfTestRequest' }),
  headers: callerHeaders,
  example: { lang: 'de' },
  answers: {
    200: { description: 'What became of the test.', schema: tested },
    202: { description: 'It is on its way.', schema: tested },
  },
  refusals: [...CALLER_REFUSALS],
} as const
