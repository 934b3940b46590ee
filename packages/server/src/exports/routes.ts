import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { subscriberExport } from './answer-schema.ts'
import { exportSubscriber } from './export-subscriber.ts'

export interface ExportRouteNeeds {
  database: Database
  now: () => number
}

/** GET /v1/subscribers/:id/export */
export function exportRoutes({ database, now }: ExportRouteNeeds): RouteFile {
  return routeFile(
    { name: 'Exports', description: 'What is stored about a person, for them.' },
    {
      '/v1/subscribers/:id/export': {
        GET: endpoint(read, async ({ site, told, params, answer }) => {
          const exported = await exportSubscriber(database, site.id, params.id, now())
          await database.transaction((tx) => told(tx)) // or nobody gets to see it
          return answer(200, exported)
        }),
      },
    },
  )
}

const read = {
  id: 'exportSubscriber',
  summary: 'Export everything that is stored about a subscriber',
  description:
    'For a request for access (GDPR, articles 15 and 20). The secrets of their browsers are left out: they would let ' +
    'the reader push to them. It is written to the audit log, without the person.',
  scope: 'manage',
  isTold: true,
  params: z.object({ id: z.string().describe('The site’s own id of the person.') }),
  answers: { 200: { description: 'All of it.', schema: subscriberExport } },
  refusals: ['subscriber-unknown'],
} as const
