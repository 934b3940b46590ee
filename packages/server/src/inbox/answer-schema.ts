import { z } from 'zod'

/** A notification in an inbox. */
export const inboxItem = z
  .object({
    id: z.string(),
    topic: z.string().nullable().describe('Null: it went to everybody, or to this person.'),
    title: z.string(),
    body: z.string().optional(),
    url: z.string().describe('Where a click on it leads, in full.'),
    icon: z.string().optional(),
    image: z.string().optional(),
    lang: z.string().optional(),
    createdAt: z.iso.datetime(),
    read: z.boolean(),
    isPrivate: z.boolean().describe('Its content is not here: it is where the click leads.'),
  })
  .meta({ id: 'InboxItem' })

export type InboxItem = z.output<typeof inboxItem>

const unread = z.int().describe('How many are unread, of the newest 200.')

/** A page of an inbox. */
export const inboxPage = z
  .object({
    items: z.array(inboxItem),
    unread,
    next: z.string().nullable().describe('Give it as `cursor` to get the next page; null: there is none.'),
  })
  .meta({ id: 'InboxPage' })

export type InboxPage = z.output<typeof inboxPage>

export const markedInbox = z.object({ unread }).meta({ id: 'MarkedInbox' })
