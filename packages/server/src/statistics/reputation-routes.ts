import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import type { Addresses } from '../http/route-file.ts'
import { countColumns } from './frame.ts'
import { LEVELS, MEASURES } from './judge-reputation.ts'
import { readReputation } from './reputation.ts'
import type { StatisticNeeds } from './statistic.ts'

/** GET /v1/stats/reputation */
export function reputationAddresses({ database, now }: StatisticNeeds): Addresses {
  return {
    '/v1/stats/reputation': {
      GET: endpoint(read, async ({ site, answer }) => answer(200, await readReputation(database, site.id, now()))),
    },
  }
}

const figures = z.object(
  countColumns({
    prompts: 'How often people were asked.',
    nativeYes: 'How often they allowed it.',
    accepted: 'Messages that push services took.',
    clicked: 'Clicks and presses of actions.',
    irrelevant: 'Reports of irrelevance.',
    optOuts: 'Topics turned off or muted, and people who unsubscribed.',
    throttled: 'Attempts that Google’s push service put off (429), in the last 42 days.',
    throttledDays: 'The days of these.',
    peakPerMinute: 'The most messages in one minute.',
  }),
)

const finding = z.object({
  measure: z.enum(MEASURES),
  value: z.number().nullable().describe('null: too little to judge.'),
  limit: z.number().describe('From here on it is dangerous (of clicks: below it); `watch` begins before.'),
  level: z.enum(LEVELS),
  says: z.string(),
  advice: z.string(),
  source: z.string().nullable().describe('Where the limit is published; null: it is ours, as browsers publish none.'),
})

const read = {
  id: 'readReputation',
  summary: 'How browsers are likely to see the site as a sender, and what to do',
  description:
    'Browsers warn people of senders, limit them and take their permission away, by what they send and ask against ' +
    'what people do with it. They tell nobody where a site stands: this is an estimate from what Belfry counts.',
  answers: {
    200: {
      description: 'The estimate.',
      schema: z
        .object({
          level: z.enum(LEVELS),
          score: z.int().min(0).max(100).describe('100: nothing to complain of.'),
          days: z.int().describe('So many days are judged, the present one included (UTC).'),
          figures,
          findings: z.array(finding).describe('The worst first.'),
        })
        .meta({ id: 'Reputation' }),
    },
  },
} as const
