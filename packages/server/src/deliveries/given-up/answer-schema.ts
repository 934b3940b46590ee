import { z } from 'zod'

/** A dead job as the API shows it. Times are ISO 8601. */
export const deadJobAnswer = z
  .object({
    id: z.string(),
    lane: z.string(),
    kind: z.string(),
    reason: z.string().describe('Why it died.'),
    attempts: z.int(),
    diedAt: z.iso.datetime(),
    notification: z.object({ id: z.string(), title: z.string() }).nullable().describe('null: it was deleted.'),
  })
  .meta({ id: 'DeadJob' })

export type DeadJobView = z.output<typeof deadJobAnswer>
