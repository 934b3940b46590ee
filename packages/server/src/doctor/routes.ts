import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { Refusal } from '../refusals/refusal.ts'
import type { Finding } from './finding.ts'

/** Everything that the doctor can find out inside a running server. */
export type Doctor = (options: { network: boolean }) => Promise<Finding[]>

/** GET /v1/server/doctor */
export function doctorRoutes(doctor: Doctor): RouteFile {
  return routeFile(
    { name: 'Doctor', description: 'What is wrong with the set-up, and how to mend it.' },
    {
      '/v1/server/doctor': {
        GET: endpoint(examine, async ({ apiKey, query, answer }) => {
          if (apiKey.reach !== 'server') {
            throw new Refusal('site-not-granted', 'the API key is for one site, and is not told of the server')
          }
          const findings = await doctor({ network: query.network === 'true' })
          return answer(200, { findings }, { 'cache-control': 'no-store' })
        }),
      },
    },
  )
}

const finding = z
  .object({
    level: z
      .enum(['ok', 'warning', 'problem'])
      .describe('`problem`: it does not work. `warning`: it works, and could be better.'),
    text: z.string().describe('What it is, how the doctor knows, and what to do.'),
  })
  .meta({ id: 'DoctorFinding' })

const examine = {
  id: 'examineServer',
  summary: 'Examine the set-up of the server that answers',
  description:
    'The same as `belfry doctor`, seen from inside the process. For a key that reaches the whole server. A live page ' +
    'is examined by `belfry doctor https://…`.',
  query: z.strictObject({
    network: z
      .enum(['true', 'false'])
      .default('false')
      .describe('Also sends each push service an empty request, and compares the clocks: up to five seconds.'),
  }),
  scope: 'manage',
  answers: {
    200: {
      description: 'The findings.',
      schema: z.object({ findings: z.array(finding) }).meta({ id: 'DoctorReport' }),
    },
  },
} as const
