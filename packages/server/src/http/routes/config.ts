import type { Hono } from 'hono'
import type { Database } from '../../database/database.ts'
import { findActiveVapidKey } from '../../sites/vapid-key-store.ts'
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
      const folder = `/b/${id}`
      return c.json(
        {
          site: id,
          vapidKey: key ? { id: key.id, publicKey: key.public_key } : null,
          topics: topics.map(({ id, name, access }) => ({ id, name, access })),
          worker: { url: `${folder}/sw.js`, scope: `${folder}/` },
          client: { url: client ? `${folder}/client-${client.hash}.js` : `${folder}/client.js` },
        },
        200,
        { 'cache-control': 'no-cache' },
      )
    },
  })
}
