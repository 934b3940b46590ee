import { z } from 'zod'

/** The content of a notification that was pushed without it. */
export const detailsAnswer = z
  .object({
    status: z.literal('found'),
    id: z.string(),
    title: z.string(),
    body: z.string().optional(),
    url: z.string().describe('Where it leads, in full.'),
    lang: z.string().optional(),
    icon: z.string().optional(),
    image: z.string().optional(),
    badge: z.string().optional(),
    tag: z.string().optional(),
    requireInteraction: z.boolean().optional(),
    silent: z.boolean().optional(),
    actions: z
      .array(z.object({ action: z.string(), title: z.string(), url: z.string(), icon: z.string().optional() }))
      .optional(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Details' })

export type DetailsAnswer = z.output<typeof detailsAnswer>
