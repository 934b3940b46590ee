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

const lane = z.object({
  lane: z.string(),
  ready: z.int().describe('Due, and not begun.'),
  scheduled: z.int().describe('Due later.'),
  running: z.int(),
  dead: z.int().describe('No longer tried: see /v1/jobs.'),
  oldestSeconds: z.number().describe('Age of the oldest due job; 0 without one.'),
})

const pushService = z.object({
  service: z.string(),
  inFlight: z.int().describe('Requests under way.'),
  waiting: z.int().describe('Deliveries in memory that have not started.'),
  circuitsOpen: z.int().describe('Addresses of it that are held back because they failed.'),
  slowed: z.int().describe('Sites that it slows down at present (429).'),
  answers: z.int().describe('Requests that have ended since the process was started.'),
  p50Ms: z.number().nullable().describe('Half of them took at most so long; null before the first.'),
})

const loadAnswer = z
  .object({
    threads: z.int().describe('That send in this process at present.'),
    recording: z.boolean().describe('Whether all of them can write outcomes down.'),
    unrecorded: z.int().describe('Outcomes that are not written down yet.'),
    lanes: z.array(lane).describe('The queue, of all processes.'),
    pushServices: z.array(pushService).describe('As this process has met them.'),
    databaseBytes: z.int().describe('Of the embedded store with its log, or of Belfry’s schemas.'),
  })
  .meta({ id: 'ServerLoad' })

/** The work of a running server at this moment. */
export type ServerLoad = () => Promise<z.output<typeof loadAnswer>>

/** GET /v1/server and /v1/server/load: what only the process itself knows. */
export function serverRoutes(report: ServerReport, load: ServerLoad): RouteFile {
  return routeFile(
    { name: 'Server', description: 'What the process that answers says of itself.' },
    {
      '/v1/server': {
        GET: endpoint(show, async ({ apiKey, answer }) => {
          requireServer(apiKey)
          return answer(200, await report())
        }),
      },
      '/v1/server/load': {
        GET: endpoint(showLoad, async ({ apiKey, answer }) => {
          requireServer(apiKey)
          return answer(200, await load())
        }),
      },
    },
  )
}

function requireServer({ reach }: { reach: string }): void {
  if (reach === 'server') return
  throw new Refusal('site-not-granted', 'the API key is for one site, and is not told of the server')
}

const show = {
  id: 'showServer',
  summary: 'Show what runs, on which database, and what is wrong with it',
  description: 'Of the one process that answers. For a key that reaches the whole server.',
  answers: { 200: { description: 'The server.', schema: serverAnswer } },
} as const

const showLoad = {
  id: 'showServerLoad',
  summary: 'Show the queue, the push services and the size of the database',
  description: 'Read at most every two seconds. For a key that reaches the whole server.',
  answers: { 200: { description: 'The work at this moment.', schema: loadAnswer } },
} as const
