import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { routeFile, type RouteFile } from '../route-file.ts'

/** Each part that must work before requests are sent here, and whether it does. */
export type Readiness = () => Promise<Record<string, boolean>>

/** GET /healthz: the process answers. GET /readyz: it can also do its work. */
export function healthRoutes(readiness: Readiness): RouteFile {
  return routeFile(
    { name: 'Health', description: 'For load balancers and monitoring.' },
    {
      '/healthz': { GET: endpoint(alive, async ({ answer }) => answer(200, { status: 'ok' })) },
      '/readyz': {
        GET: endpoint(ready, async ({ answer }) => {
          const checks = await readiness()
          return Object.values(checks).every(Boolean)
            ? answer(200, { status: 'ready', checks })
            : answer(503, { status: 'not-ready', checks })
        }),
      },
    },
  )
}

const checks = z.record(z.string(), z.boolean()).describe('Each part that must work, and whether it does.')

const alive = {
  id: 'isAlive',
  summary: 'Whether the process answers',
  isUnlimited: true,
  answers: { 200: { description: 'It does.', schema: z.object({ status: z.literal('ok') }) } },
} as const

const ready = {
  id: 'isReady',
  summary: 'Whether requests should be sent here',
  isUnlimited: true,
  answers: {
    200: { description: 'They should.', schema: z.object({ status: z.literal('ready'), checks }) },
    503: { description: 'Not now.', schema: z.object({ status: z.literal('not-ready'), checks }) },
  },
} as const
