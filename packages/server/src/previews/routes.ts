import { endpoint } from '../http/endpoint.ts'
import { refuseOtherTopics } from '../http/refuse-other-topics.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { audienceIn, newNotification } from '../notifications/routes.ts'
import { appearancesAnswer, previewAnswer } from './answer-schema.ts'
import type { Previews } from './previews.ts'

/** POST /v1/notifications/preview and POST /v1/notifications/preview/appearance */
export function previewRoutes(previews: Previews): RouteFile {
  return routeFile(
    { name: 'Previews', description: 'What would become of a notification, before it is sent.' },
    {
      '/v1/notifications/preview': {
        POST: endpoint(preview, async ({ site, apiKey, body, answer }) => {
          refuseOtherTopics(apiKey, audienceIn(body))
          return answer(200, await previews.preview(site.id, body))
        }),
      },
      '/v1/notifications/preview/appearance': {
        POST: endpoint(appear, async ({ site, apiKey, body, answer }) => {
          refuseOtherTopics(apiKey, audienceIn(body))
          return answer(200, await previews.appear(site.id, body))
        }),
      },
    },
  )
}

const EXAMPLE = { to: { topic: 'news' }, title: 'Hello', body: 'Something is new.', url: '/news' }
const OF_THE_NOTIFICATION = [
  'api-key-topics',
  'audience-invalid',
  'topic-unknown',
  'url-invalid',
  'url-not-same-origin',
  'site-url-missing',
  'payload-too-large',
]

const preview = {
  id: 'previewNotification',
  scope: 'send',
  summary: 'See how many would get a notification now, later or not',
  description:
    'Nothing is sent, and no place of a cap is taken. Pauses, quiet hours and caps are asked as they are at this ' +
    'moment. Of a large audience evenly spread people are examined, and the answer says so.',
  body: newNotification,
  example: EXAMPLE,
  roomChecksBody: true,
  answers: { 200: { description: 'What would become of it.', schema: previewAnswer } },
  refusals: OF_THE_NOTIFICATION,
} as const

const appear = {
  id: 'previewAppearance',
  scope: 'send',
  summary: 'See how a notification would look on each system',
  description:
    'As a part of the preview, without its figures: nothing is counted. What is left out, what is cut, and what is ' +
    'seen only once somebody opens it, on Windows, macOS, Android, iOS and Linux, about.',
  body: newNotification,
  example: EXAMPLE,
  roomChecksBody: true,
  answers: { 200: { description: 'How it would look.', schema: appearancesAnswer } },
  refusals: OF_THE_NOTIFICATION,
} as const
