import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { pageQuery } from '../http/paging.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { findSubscriberNumber } from '../subscribers/show-subscriber.ts'
import { inboxPage } from './answer-schema.ts'
import { readInbox } from './inbox.ts'
import { findReader } from './reader.ts'
import { inboxOff } from './refusals.ts'

export interface StaffInboxNeeds {
  database: Database
  hasInbox(siteId: string): Promise<boolean>
}

/** GET /v1/subscribers/:id/inbox */
export function staffInboxRoutes({ database, ...needs }: StaffInboxNeeds): RouteFile {
  return routeFile(
    { name: 'Subscribers', description: 'People, as the site knows them, and their topics.' },
    {
      '/v1/subscribers/:id/inbox': {
        GET: endpoint(show, async ({ site, params, query, answer }) => {
          if (!(await needs.hasInbox(site.id))) throw inboxOff(site.id)
          const number = await findSubscriberNumber(database, site.id, params.id)
          const reader = await findReader(database, { siteId: site.id, subscriber: number })
          return answer(200, await readInbox(database, reader, query))
        }),
      },
    },
  )
}

const show = {
  id: 'showSubscriberInbox',
  summary: 'Show the inbox of a subscriber',
  description: 'As the person sees it, with what is read: for the site’s own staff. Nothing is marked by looking.',
  params: z.object({ id: z.string().describe('The site’s own id of the person.') }),
  query: pageQuery,
  answers: { 200: { description: 'A page of it, the newest first.', schema: inboxPage } },
  refusals: ['subscriber-unknown', 'inbox-off', 'cursor-invalid'],
} as const
