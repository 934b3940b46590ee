import { z } from 'zod'

/** A consent to notifications, or its withdrawal, as the API shows it. */
export const consentAnswer = z
  .object({
    kind: z.enum(['given', 'withdrawn']),
    at: z.iso.datetime(),
    subscription: z.string().nullable().describe('The browser, by its id; null: it is not stored any more.'),
    origin: z.string().nullable().describe('Of the page; null: it is withdrawn.'),
    path: z.string().nullable().describe('Of the page, without its query.'),
    wording: z.string().describe('The site’s own name for the words that the person read.'),
    topics: z.array(z.string()).describe('The topics that were chosen with it.'),
  })
  .meta({ id: 'Consent' })

export type Consent = z.output<typeof consentAnswer>
