import type { Hono } from 'hono'
import type { HttpEnv } from '../environment.ts'
import { resource } from '../resource.ts'

/** What Prometheus is told: the text, and the type that it is of. */
export type MetricsPage = () => Promise<{ text: string; type: string }>

/** GET /metrics, with an API key: how much is sent, and to whom, is the operator's. */
export function routeMetrics(app: Hono<HttpEnv>, page: MetricsPage): void {
  resource(app, '/metrics', {
    GET: async (c) => {
      const { text, type } = await page()
      return c.body(text, 200, { 'content-type': type, 'cache-control': 'no-store' })
    },
  })
}
