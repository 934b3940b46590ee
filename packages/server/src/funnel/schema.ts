import { z } from 'zod'

/** The steps of asking somebody, in their order; `left`: turned off again. */
export const STEPS = ['shown', 'soft-yes', 'soft-no', 'native-yes', 'native-no', 'left'] as const
export type Step = (typeof STEPS)[number]

export const stepSchema = z.strictObject({
  step: z.enum(STEPS),
  topic: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe('The topic that it is about. One that the site has not counts as none.'),
  prompt: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,31}$/, 'must be lower-case letters, digits, - and _, at most 32')
    .optional()
    .describe(
      'The site’s own name for the place or wording that asks. Above twenty names, further ones count as `other`.',
    ),
})

/** One step of somebody, ready to be counted. */
export interface Counted {
  siteId: string
  topic: string
  browser: string
  prompt: string
  step: Step
}
