import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { newNotification } from '../notifications/routes.ts'
import { previewAnswer } from './answer-schema.ts'
import type { Previews } from './previews.ts'

/** POST /v1/notifications/preview */
export function previewRoutes(previews: Previews): RouteFile {
  return routeFile(
    { name: 'Previews', description: 'What would become of a notification, before it is sent.' },
    {
      '/v1/notifications/preview': {
        POST: endpoint(preview, async ({ site, body, answer }) => answer(200, await previews.preview(site.id, body))),
      },
    },
  )
}

const preview = {
  id: 'previewNotification',
  scope: 'send',
  summary: 'See how many would get a notification now, later or not',
  description:
    'Nothing is sent, and no place of a cap is taken. Pauses, quiet hours and caps are asked as they are at this ' +
    'moment. Of a large audience evenly spread people are examined, and the answer says so.',
  body: newNotification,
  example: { to: { topic: 'news' }, title: 'Hello', body: 'Something is new.', url: '/news' },
  roomChecksBody: true,
  answers: { 200: { description: 'What would become of it.', schema: previewAnswer } },
  refusals: [
    'audience-invalid',
    'topic-unknown',
    'url-invalid',
    'url-not-same-origin',
    'site-url-missing',
    'payload-too-large',
  ],
} as const
