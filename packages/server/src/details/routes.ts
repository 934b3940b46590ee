import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { findReader } from '../inbox/reader.ts'
import { Refusal } from '../refusals/refusal.ts'
import type { Site } from '../sites/site.ts'
import { CALLER_REFUSALS, callerHeaders, callerProof } from '../subscriptions/caller-headers.ts'
import { findCaller, type CallerKeys } from '../subscriptions/find-caller.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { detailsAnswer } from './answer-schema.ts'
import { DETAILS_COUNTERS } from './counters.ts'
import { findDetails } from './find-details.ts'
import { DETAILS_REFUSALS, detailsUnknown } from './refusals.ts'

export interface DetailsRouteNeeds {
  database: Database
  keys: CallerKeys
  directory: { site(id: string): Promise<Site | undefined> }
  metrics: Metrics
}

/** GET /b/:site/details/:id */
export function detailsRoutes({ database, keys, directory, metrics }: DetailsRouteNeeds): RouteFile {
  return routeFile(
    { name: 'Browsers', description: 'Requests of the site’s pages and their service worker.' },
    {
      '/b/:site/details/:id': {
        GET: endpoint(read, async ({ site: { id: siteId }, params, header, answer }) => {
          const site = await directory.site(siteId)
          if (site === undefined) throw detailsUnknown()
          const proof = callerProof(siteId, header)
          const isOwner = typeof proof.identity === 'string'
          const { subscriber, externalId, granted } = await findCaller(database, proof, keys)
          // Nobody can sign in as somebody anonymous: there the browser is all there is.
          if (!isOwner && externalId !== null && site.privacy.details !== 'browser') {
            throw new Refusal('details-owner-only', 'the site shows it to who is signed in: send the identity token')
          }
          const reader = await findReader(database, { siteId, subscriber, ...(isOwner && { granted }) })
          const found = await findDetails(database, site, reader, params.id)
          metrics.count(DETAILS_COUNTERS.read, { site: siteId, by: isOwner ? 'owner' : 'browser' })
          return answer(200, found, { 'cache-control': 'no-store' })
        }),
      },
    },
  )
}

const read = {
  id: 'readDetails',
  summary: 'Read what an opaque notification is about',
  description:
    'For a person whom it was sent to, as long as its content is kept: by the identity token, or by the handle of ' +
    'the browser where nobody has signed in on it, or where the site lets browsers ask.',
  params: z.object({
    site: z.string().describe('The id of the site.'),
    id: z.string().describe('The id of the notification, which is all that its push carries.'),
  }),
  headers: callerHeaders,
  answers: { 200: { description: 'Its content. No cache may keep it.', schema: detailsAnswer } },
  refusals: [...Object.keys(DETAILS_REFUSALS), ...CALLER_REFUSALS],
} as const
