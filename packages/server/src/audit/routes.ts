import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { pageOf, pageQuery } from '../http/paging.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { listAudit, type StoredAudit } from './list-audit.ts'

/** GET /v1/audit */
export function auditRoutes({ database }: { database: Database }): RouteFile {
  return routeFile(
    { name: 'Audit', description: 'Security events, chained by their hashes.' },
    {
      '/v1/audit': {
        GET: endpoint(list, async ({ site, apiKey, query: { event, ...page }, answer }) => {
          const filter = { site: apiKey.reach === 'server' ? undefined : site.id, event }
          const { items, next } = await listAudit(database, filter, page)
          return answer(200, { events: items.map(view), next: next ?? null })
        }),
      },
    },
  )
}

const auditEvent = z
  .object({
    number: z.int(),
    at: z.iso.datetime(),
    site: z.string().nullable().describe('Null: of the server.'),
    event: z.string().describe('The operation of this API, or `apiKeyFailed`, `apiKeyNewAddress`, …'),
    subject: z.string().nullable().describe('What it is about, by its id.'),
    details: z.record(z.string(), z.unknown()),
    hash: z.string().describe('SHA-256 of this event and of the hash before it.'),
  })
  .meta({ id: 'AuditEvent' })

function view({ number, at, site, event, subject, details, hash }: StoredAudit): z.output<typeof auditEvent> {
  const parsed = JSON.parse(details) as Record<string, unknown>
  return { number, at: new Date(at).toISOString(), site, event, subject, details: parsed, hash }
}

const list = {
  id: 'listAudit',
  summary: 'List security events, the newest first',
  description: 'A key for one site sees the events of that site, a key for the server all of them.',
  scope: 'manage',
  query: pageQuery.extend({ event: z.string().max(100).optional().describe('Only events of this name.') }),
  answers: { 200: { description: 'A page of them.', schema: pageOf('events', auditEvent) } },
  refusals: ['cursor-invalid'],
} as const
