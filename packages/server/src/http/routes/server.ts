import { z } from 'zod'
import { Refusal } from '../../refusals/refusal.ts'
import { endpoint } from '../endpoint.ts'
import { routeFile, type RouteFile } from '../route-file.ts'

/** What a running server says of itself. */
export type ServerReport = () => Promise<z.output<typeof serverAnswer>>

const alarm = z
  .object({
    cause: z.string().describe('Few words that name it; the same as in the log.'),
    details: z.record(z.string(), z.string()).describe('Where they are known: `summary`, and what to do as `help`.'),
  })
  .meta({ id: 'Alarm', description: 'What keeps messages from people at present.' })

const serverAnswer = z
  .object({
    version: z.string(),
    node: z.string(),
    startedAt: z.iso.datetime(),
    database: z.string().describe('Where it keeps its data, without a password.'),
    threads: z.int().describe('That send in this process. 0: others do.'),
    checks: z.record(z.string(), z.boolean()).describe('The same as of /readyz.'),
    alarms: z.array(alarm),
  })
  .meta({ id: 'Server' })

/** GET /v1/server, for `belfry doctor`: what only the process itself knows. */
export function serverRoutes(report: ServerReport): RouteFile {
  return routeFile(
    { name: 'Server', description: 'What the process that answers says of itself.' },
    {
      '/v1/server': {
        GET: endpoint(show, async ({ apiKey, answer }) => {
          if (apiKey.reach !== 'server') {
            throw new Refusal('site-not-granted', 'the API key is for one site, and is not told of the server')
          }
          return answer(200, await report())
        }),
      },
    },
  )
}

const show = {
  id: 'showServer',
  summary: 'Show what runs, on which database, and what is wrong with it',
  description: 'Of the one process that answers. For a key that reaches the whole server.',
  answers: { 200: { description: 'The server.', schema: serverAnswer } },
} as const
