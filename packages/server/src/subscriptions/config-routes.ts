import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { RETIREMENT_REASONS } from '../database/schema.ts'
import type { BrowserFiles } from '../http/browser-files.ts'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import type { VapidKey } from '../keys/vapid-key-store.ts'
import type { Site } from '../sites/site.ts'
import type { Topic } from '../topics/topic-store.ts'
import { findSubscription } from './subscription-store.ts'

export interface ConfigRouteNeeds {
  database: Database
  directory: {
    site(id: string): Promise<Pick<Site, 'basePath'> | undefined>
    topics(siteId: string): Promise<readonly Topic[]>
    vapidKeys(siteId: string): Promise<readonly VapidKey[]>
  }
  files: BrowserFiles
}

/** GET /b/:site/config: the data that a page needs before it subscribes. Nothing in it is secret. */
export function configRoutes({ database, directory, files }: ConfigRouteNeeds): RouteFile {
  return routeFile(
    { name: 'Browsers', description: 'Requests of the site’s pages and their service worker.' },
    {
      '/b/:site/config': {
        GET: endpoint(config, async ({ site: { id }, prefix, query, answer }) => {
          const site = await directory.site(id)
          const key = (await directory.vapidKeys(id)).find(({ status }) => status === 'active')
          const topics = await directory.topics(id)
          const client = await files('client.js')
          const asked = query.subscription
          const subscription = asked === undefined ? {} : { subscription: await statusOf(database, id, asked) }
          const folder = `${site?.basePath || prefix}/b/${id}`
          const body = {
            site: id,
            vapidKey: key ? { id: key.id, publicKey: key.public_key } : null,
            topics: topics.map(({ id, name, description, access, default: isDefault }) => ({
              id,
              name,
              description,
              access,
              default: isDefault,
            })),
            worker: { url: `${folder}/sw.js`, scope: `${folder}/` },
            client: { url: client ? `${folder}/client-${client.hash}.js` : `${folder}/client.js` },
            ...subscription,
          }
          return answer(200, body, { 'cache-control': 'no-cache' })
        }),
      },
    },
  )
}

/**
 * The status of the browser's subscription, named by the first 16 bytes of the SHA-256 of its endpoint in base64url:
 * the endpoint itself would end up in the logs of proxies. `unknown` and `retired` tell the page to register it again,
 * the reason `gone` and `key-mismatch` to make a new one.
 */
async function statusOf(database: Database, siteId: string, digest: string): Promise<SubscriptionFate> {
  const hash = Buffer.from(digest.slice(0, 64), 'base64url')
  const row = await findSubscription(database.kysely, siteId, hash)
  return row ? { status: row.status, ...(row.reason && { reason: row.reason }) } : { status: 'unknown' }
}

const fate = z.object({
  status: z.enum(['active', 'key-mismatch', 'retired', 'unknown']),
  reason: z.enum(RETIREMENT_REASONS).optional().describe('Why it is retired.'),
})
type SubscriptionFate = z.output<typeof fate>

const topicOfPage = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  access: z.enum(['open', 'granted']),
  default: z.boolean().describe('On for people who subscribe without choosing topics.'),
})

const config = {
  id: 'readConfig',
  summary: 'The data that a page needs before it subscribes',
  params: z.object({ site: z.string().describe('The id of the site.') }),
  // A page may add any parameter, to get past a cache.
  query: z.object({
    subscription: z
      .string()
      .optional()
      .describe('The first 16 bytes of the SHA-256 of the browser’s endpoint, in base64url: asks for its status.'),
  }),
  answers: {
    200: {
      description: 'Nothing in it is secret.',
      schema: z
        .object({
          site: z.string(),
          vapidKey: z.object({ id: z.string(), publicKey: z.string() }).nullable(),
          topics: z.array(topicOfPage),
          worker: z.object({ url: z.string(), scope: z.string() }),
          client: z.object({ url: z.string() }),
          subscription: fate.optional(),
        })
        .meta({ id: 'SiteConfig' }),
    },
  },
} as const
