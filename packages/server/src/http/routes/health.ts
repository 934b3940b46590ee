import type { Hono } from 'hono'
import type { HttpEnv } from '../environment.ts'
import { resource } from '../resource.ts'

/** Each part that must work before requests are sent here, and whether it does. */
export type Readiness = () => Promise<Record<string, boolean>>

/** GET /healthz: the process answers. GET /readyz: it can also do its work. */
export function routeHealth(app: Hono<HttpEnv>, readiness: Readiness): void {
  resource(app, '/healthz', { GET: (c) => c.json({ status: 'ok' }) })
  resource(app, '/readyz', {
    GET: async (c) => {
      const checks = await readiness()
      const isReady = Object.values(checks).every(Boolean)
      return c.json({ status: isReady ? 'ready' : 'not-ready', checks }, isReady ? 200 : 503)
    },
  })
}
