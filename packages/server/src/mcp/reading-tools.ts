import { z } from 'zod'
import { definedOnly } from '../config/defined-only.ts'
import { answerOf } from './ask-api.ts'
import { tool } from './tool.ts'

const limit = z.int().min(1).max(50).default(10)
const cursor = z.string().max(200).optional().describe('`next` of the page before.')

/** What every key may ask that can read. */
export const READING_TOOLS = [
  tool({
    name: 'server_report',
    title: 'How the server is',
    description:
      'Version, readiness, alarms (what keeps messages from people now, with the remedy), the queue and the push ' +
      'services. Only with a key that reaches the whole server.',
    scope: 'read',
    input: z.object({}),
    async run(_, { api }) {
      const [server, load] = await Promise.all([answerOf(api.GET('/v1/server')), answerOf(api.GET('/v1/server/load'))])
      return { ...server, load }
    },
  }),
  tool({
    name: 'list_topics',
    title: 'Topics',
    description: 'What people can turn on and off on the site. A notification to a topic names its id.',
    scope: 'read',
    input: z.object({}),
    run: (_, { api }) => answerOf(api.GET('/v1/topics')),
  }),
  tool({
    name: 'list_notifications',
    title: 'Notifications',
    description: 'What was sent, the newest first: texts, audience, state, outcomes, interactions.',
    scope: 'read',
    input: z.object({ limit, cursor }),
    run: (query, { api }) => answerOf(api.GET('/v1/notifications', { params: { query: definedOnly(query) } })),
  }),
  tool({
    name: 'show_notification',
    title: 'One notification',
    description: 'Its progress, outcomes by reason, and why it did not reach somebody, with the remedy.',
    scope: 'read',
    input: z.object({ id: z.string().min(1).max(100) }),
    run: (path, { api }) => answerOf(api.GET('/v1/notifications/{id}', { params: { path } })),
  }),
  tool({
    name: 'interaction_statistics',
    title: 'What people do with notifications',
    description: 'Accepted, displayed, clicked, closed and reported as irrelevant, by topic, over the last days.',
    scope: 'read',
    input: z.object({ days: z.int().min(1).max(365).default(30), topic: z.string().max(100).optional() }),
    run: (query, { api }) => answerOf(api.GET('/v1/stats/interactions', { params: { query } })),
  }),
  tool({
    name: 'opt_in_statistics',
    title: 'How asking goes',
    description: 'How many were asked, agreed in the page and then in the browser, by prompt.',
    scope: 'read',
    input: z.object({ days: z.int().min(1).max(365).default(30) }),
    run: (query, { api }) => answerOf(api.GET('/v1/stats/funnel', { params: { query } })),
  }),
  tool({
    name: 'find_subscriptions',
    title: 'Find subscriptions',
    description: 'Browsers that subscribed, the newest first: of one person by the site’s own id, or of a topic.',
    scope: 'read',
    input: z.object({
      subscriber: z.string().min(1).max(255).optional().describe('The id by which the site knows the person.'),
      topic: z.string().max(100).optional(),
      limit,
      cursor,
    }),
    run: (query, { api }) => answerOf(api.GET('/v1/subscriptions', { params: { query: definedOnly(query) } })),
  }),
  tool({
    name: 'diagnose_subscription',
    title: 'Why one browser gets nothing',
    description: 'Goes through everything that keeps notifications from one subscription, and says what to do.',
    scope: 'read',
    input: z.object({ id: z.string().min(1).max(100).describe('Of find_subscriptions.') }),
    run: (path, { api }) => answerOf(api.GET('/v1/subscriptions/{id}/diagnosis', { params: { path } })),
  }),
]
