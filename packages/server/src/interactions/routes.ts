import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import type { InteractionIntake } from './intake.ts'
import { reportSchema } from './schema.ts'

/** POST /b/:site/interactions */
export function interactionRoutes(intake: InteractionIntake): RouteFile {
  return routeFile(
    { name: 'Browsers', description: 'Requests of the site’s pages and their service worker.' },
    {
      '/b/:site/interactions': {
        POST: endpoint(report, async ({ site, body, answer }) => {
          const muted = await intake.take(site.id, body)
          return answer(202, { status: 'taken', muted })
        }),
      },
    },
  )
}

const mutedTopic = z.object({
  topic: z.string(),
  name: z.string(),
  title: z.string().describe('Words for the person, in the language of the notification.'),
  undo: z.string().describe('Words for a button that tells `relevant` of the same notification.'),
})

const report = {
  id: 'reportInteractions',
  summary: 'Tell what the person did with notifications',
  description:
    'Each interaction counts once, however often it is told. One that cannot be counted is dropped without a word: ' +
    'its notification is unknown or expired a week ago, or no subscription has the handle.',
  params: z.object({ site: z.string().describe('The id of the site.') }),
  body: reportSchema.meta({ id: 'InteractionReport' }),
  example: {
    handle: 'pO3…',
    interactions: [{ notification: '0d2c…', kind: 'displayed', at: 1_764_460_800_000 }],
  },
  isReport: true,
  answers: {
    202: {
      description: 'It is stored, and counted within seconds.',
      schema: z
        .object({
          status: z.literal('taken'),
          muted: z
            .array(mutedTopic)
            .describe('Topics that are off now, because the person has called two of their notifications irrelevant.'),
        })
        .meta({ id: 'InteractionsTaken' }),
    },
  },
} as const
