import { z } from 'zod'

const time = z.iso.datetime()

/** A person as the API shows it. Times are ISO 8601. */
export const subscriberAnswer = z
  .object({
    id: z.string().nullable().describe('The site’s own id; null: somebody who has never signed in.'),
    locale: z.string().nullable(),
    timeZone: z.string().nullable(),
    topics: z.array(z.string()).describe('The topics that the person has on.'),
    activeSubscriptions: z.int().describe('Browsers that can be reached.'),
    createdAt: time,
    lastSeenAt: time,
  })
  .meta({ id: 'Subscriber' })

export type SubscriberDetails = z.output<typeof subscriberAnswer>
