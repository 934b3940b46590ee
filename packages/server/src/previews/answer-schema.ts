import { z } from 'zod'

const time = z.iso.datetime()
const reason = z.string().describe('A stable word, such as `cap-day`, `cap-week`, `quiet-hours` or `paused`.')

/** What would become of a notification if it were sent now, as the API shows it. */
export const previewAnswer = z
  .object({
    lane: z.enum(['transactional', 'bulk']).describe('`transactional`: caps do not count for it.'),
    audience: z.int().describe('Subscriptions that it would go to.'),
    isWhole: z.boolean().describe('False where the audience is so large that only its first part was counted.'),
    examined: z.int().describe('Subscriptions of which the other figures are.'),
    isEstimate: z
      .boolean()
      .describe('True where not all were examined: the figures are projected from evenly spread ones.'),
    sent: z.int().describe('They would get it now.'),
    held: z
      .array(z.object({ reason, count: z.int(), from: time, until: time }))
      .describe(
        'They would get it later, the first at `from` and the last at `until`, unless something holds it again.',
      ),
    skipped: z.array(z.object({ reason, count: z.int() })).describe('They would not get it.'),
    note: z.string().optional().describe('Why nobody would get it, and the remedy.'),
  })
  .meta({ id: 'NotificationPreview' })

export type NotificationPreview = z.output<typeof previewAnswer>
