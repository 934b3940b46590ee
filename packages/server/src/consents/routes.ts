import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { findSubscriberNumber } from '../subscribers/show-subscriber.ts'
import { consentAnswer } from './answer-schema.ts'
import { listConsents } from './list-consents.ts'

/** GET /v1/subscribers/:id/consents */
export function consentRoutes({ database }: { database: Pick<Database, 'kysely'> }): RouteFile {
  return routeFile(
    { name: 'Consents', description: 'When, where and to which words people said yes.' },
    {
      '/v1/subscribers/:id/consents': {
        GET: endpoint(list, async ({ site, params, answer }) => {
          const number = await findSubscriberNumber(database, site.id, params.id)
          return answer(200, { consents: await listConsents(database.kysely, number) })
        }),
      },
    },
  )
}

const list = {
  id: 'listConsents',
  summary: 'List the consents of a subscriber, the newest first',
  description: 'The newest 50. Recorded where the page names its words: `createClient({ wording: … })`.',
  params: z.object({ id: z.string().describe('The site’s own id of the person.') }),
  answers: { 200: { description: 'Them.', schema: z.object({ consents: z.array(consentAnswer) }) } },
  refusals: ['subscriber-unknown'],
} as const
