import { z } from 'zod'
import { deliveryAnswer } from '../deliveries/answer-schema.ts'
import { subscriptionAnswer } from '../subscriptions/answer-schema.ts'

const CHECKS = ['status', 'key', 'topics', 'visits', 'reactions', 'push-service', 'deliveries'] as const

const finding = z
  .object({
    check: z.enum(CHECKS).describe('The check.'),
    level: z.enum(['ok', 'warning', 'problem']).describe('With a problem nothing arrives; with a warning, perhaps.'),
    text: z.string().describe('What was found.'),
    help: z.string().nullable().describe('The remedy; null: none.'),
  })
  .meta({ id: 'Finding' })

/** Why one browser gets its notifications, or does not, as the API shows it. */
export const diagnosisAnswer = z
  .object({
    subscription: subscriptionAnswer,
    reachable: z
      .boolean()
      .describe('Whether a notification sent now would reach its push service, as far as is known.'),
    findings: z.array(finding).describe('One for each check, in the order in which a notification meets them.'),
    deliveries: z.array(deliveryAnswer).describe('The newest, ten at most.'),
  })
  .meta({ id: 'Diagnosis' })

export type Finding = z.output<typeof finding>
