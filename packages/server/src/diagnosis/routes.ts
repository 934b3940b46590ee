import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { diagnosisAnswer } from './answer-schema.ts'
import { diagnose } from './diagnose.ts'
import { gatherFacts, type SiteSetUp } from './gather-facts.ts'

export interface DiagnosisRouteNeeds {
  database: Database
  directory: SiteSetUp
  /** Days without a visit after which a browser is probably lost; 0: never. */
  staleDays: number
  now: () => number
}

/** GET /v1/subscriptions/:id/diagnosis */
export function diagnosisRoutes({ now, staleDays, ...needs }: DiagnosisRouteNeeds): RouteFile {
  return routeFile(
    { name: 'Diagnosis', description: 'Why one browser gets its notifications, or does not.' },
    {
      '/v1/subscriptions/:id/diagnosis': {
        GET: endpoint(show, async ({ site, params, answer }) => {
          const at = now()
          const facts = await gatherFacts(needs, site.id, params.id, at)
          const findings = diagnose(facts, at, staleDays)
          const reachable = findings.every(({ check, level }) => level !== 'problem' || check === 'deliveries')
          return answer(200, {
            subscription: facts.subscription,
            reachable,
            findings,
            deliveries: [...facts.deliveries],
          })
        }),
      },
    },
  )
}

const show = {
  id: 'diagnoseSubscription',
  summary: 'Say why a browser gets its notifications, or does not',
  description: 'Checks everything that the server knows; no server can see what the device does with a notification.',
  params: z.object({ id: z.string().describe('The id of the subscription.') }),
  answers: { 200: { description: 'What was found.', schema: diagnosisAnswer } },
  refusals: ['subscription-unknown'],
} as const
