import { endpoint } from '../endpoint.ts'
import { routeFile, type RouteFile } from '../route-file.ts'

/** The answer for Prometheus: the text, and its type. */
export type MetricsPage = () => Promise<{ text: string; type: string }>

/** GET /metrics, with an API key: how much is sent, and to whom, is the operator's. */
export function metricsRoutes(page: MetricsPage): RouteFile {
  return routeFile(
    { name: 'Metrics', description: 'For Prometheus.' },
    {
      '/metrics': {
        GET: endpoint(metrics, async ({ context }) => {
          const { text, type } = await page()
          return context.body(text, 200, { 'content-type': type, 'cache-control': 'no-store' })
        }),
      },
    },
  )
}

const metrics = {
  id: 'readMetrics',
  summary: 'Counters and gauges of this process',
  answers: { 200: { description: 'In the text format of Prometheus.', type: 'text/plain' } },
} as const
