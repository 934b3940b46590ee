import type { Hono } from 'hono'
import type { Database } from '../../database/database.ts'
import { findActiveVapidKey } from '../../sites/vapid-key-store.ts'
import { findSubscription } from '../../subscriptions/subscription-store.ts'
import { listTopics } from '../../topics/topic-store.ts'
import type { BrowserFiles } from '../browser-files.ts'
import type { HttpEnv } from '../environment.ts'
import { resource } from '../resource.ts'

/** GET /b/:site/config: what the page needs to know before it subscribes. Nothing in it is secret. */
export function routeConfig(app: Hono<HttpEnv>, database: Database, files: BrowserFiles): void {
  resource(app, '/b/:site/config', {
    GET: async (c) => {
      const { id } = c.get('site')
      const key = await findActiveVapidKey(database.kysely, id)
      const topics = await listTopics(database.kysely, id)
      const client = await files('client.js')
      const asked = c.req.query('subscription')
      const subscription = asked === undefined ? {} : { subscription: await statusOf(database, id, asked) } // prettier-ignore
      const folder = `/b/${id}`
      return c.json(
        {
          site: id,
          vapidKey: key ? { id: key.id, publicKey: key.public_key } : null,
          topics: topics.map(({ id, name, access }) => ({ id, name, access })),
          worker: { url: `${folder}/sw.js`, scope: `${folder}/` },
          client: { url: client ? `${folder}/client-${client.hash}.js` : `${folder}/client.js` },
          ...subscription,
        },
        200,
        { 'cache-control': 'no-cache' },
      )
    },
  })
}

/**
 * What became of the subscription that the browser has, asked for by the first 16 bytes of the SHA-256 of its endpoint
 * in base64url: the endpoint itself would end up in the logs of proxies. `unknown` and `retired` tell the page to
 * register it again, the reason `gone` and `key-mismatch` to make a new one.
 */
async function statusOf(database: Database, siteId: string, digest: string) {
  const hash = Buffer.from(digest.slice(0, 64), 'base64url')
  const row = await findSubscription(database.kysely, siteId, hash)
  return row ? { status: row.status, ...(row.reason && { reason: row.reason }) } : { status: 'unknown' } // prettier-ignore
}
