import { z } from 'zod'
import { definedOnly } from '../config/defined-only.ts'
import { answerOf } from './ask-api.ts'
import { tool } from './tool.ts'

const day = z.string().max(10)
const period = {
  from: day.optional().describe('The first day, such as 2026-11-01. Default: 29 days before the last.'),
  to: day.optional().describe('The last day, which is included. Default: today.'),
  zone: z.string().max(64).optional().describe('The time zone of days, such as Europe/Berlin. Default: UTC.'),
  step: z.enum(['hour', 'day']).optional().describe('A point for each; `hour` without a filter by browser only.'),
}
const topic = z.string().max(100).optional()
const ofOne = z.string().max(100).optional().describe('The id of a single notification.')
const browsers = {
  pushService: z.string().max(20).optional().describe('fcm, mozilla, apple, wns or other.'),
  browser: z.string().max(20).optional().describe('chrome, edge, firefox, safari, opera or other.'),
  system: z.string().max(20).optional().describe('windows, mac, linux, android, iphone, ipad, cros or other.'),
}

type Query = Parameters<typeof definedOnly>[0]

/** The statistics of the dashboard. Each reads, and nothing else. */
export const STATISTICS_TOOLS = [
  tool({
    name: 'growth_statistics',
    title: 'How reach grows and shrinks',
    description: 'Browsers won, returned and lost, and why they were lost, by day.',
    scope: 'read',
    input: z.object({ ...period, ...browsers }),
    run: (query, { api }) => answerOf(api.GET('/v1/stats/growth', asked(query))),
  }),
  tool({
    name: 'delivery_statistics',
    title: 'What became of deliveries',
    description: 'Deliveries by outcome: accepted by a push service, gone, rejected and so on, by day.',
    scope: 'read',
    input: z.object({ ...period, ...browsers, topic, notification: ofOne }),
    run: (query, { api }) => answerOf(api.GET('/v1/stats/deliveries', asked(query))),
  }),
  tool({
    name: 'engagement_statistics',
    title: 'What people do with notifications, over time',
    description:
      'Displayed, clicked, closed and called irrelevant, with rates; null is "not measurable", where no worker can ' +
      'report, and not zero.',
    scope: 'read',
    input: z.object({ ...period, ...browsers, topic, notification: ofOne }),
    run: (query, { api }) => answerOf(api.GET('/v1/stats/engagement', asked(query))),
  }),
  tool({
    name: 'opt_out_statistics',
    title: 'Who turns topics off',
    description: 'Topics turned off, muted and unsubscribed from, by topic and day.',
    scope: 'read',
    input: z.object({ ...period, topic }),
    run: (query, { api }) => answerOf(api.GET('/v1/stats/opt-outs', asked(query))),
  }),
  tool({
    name: 'latency_statistics',
    title: 'How long deliveries take',
    description: 'From the making of a notification to the acceptance of each delivery, waits included: percentiles.',
    scope: 'read',
    input: z.object({ ...period, topic, notification: ofOne }),
    run: (query, { api }) => answerOf(api.GET('/v1/stats/latency', asked(query))),
  }),
  tool({
    name: 'sender_reputation',
    title: 'How browsers see the site as a sender',
    description: 'A score with what it is made of, the limits that browsers publish, and what to do.',
    scope: 'read',
    input: z.object({}),
    run: (_, { api }) => answerOf(api.GET('/v1/stats/reputation')),
  }),
]

// The API checks it, and says which field is wrong.
function asked(query: Query): never {
  return { params: { query: definedOnly(query) } } as never
}
