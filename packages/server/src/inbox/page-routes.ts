import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { answerEvents } from '../http/event-streams.ts'
import { pageQuery } from '../http/paging.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { clientAddressReader, isLoopback, type TrustedProxies } from '../limits/client-address.ts'
import { CALLER_REFUSALS, callerHeaders, callerProof } from '../subscriptions/caller-headers.ts'
import type { CallerKeys } from '../subscriptions/find-caller.ts'
import { inboxPage, markedInbox } from './answer-schema.ts'
import type { InboxEvents } from './events.ts'
import { findPageReader } from './find-page-reader.ts'
import { NEWEST } from './find-entries.ts'
import { markInbox, readInbox } from './inbox.ts'
import type { InboxStreams } from './inbox-streams.ts'
import type { Reader } from './reader.ts'
import { inboxOff } from './refusals.ts'

export interface PageInboxNeeds {
  database: Database
  keys: CallerKeys
  events: InboxEvents
  streams: InboxStreams
  hasInbox(siteId: string): Promise<boolean>
  trustedProxies: TrustedProxies | undefined
}

/** GET /b/:site/inbox, POST /b/:site/inbox/marks and GET /b/:site/inbox/events */
export function pageInboxRoutes({
  database,
  keys,
  events,
  streams,
  trustedProxies,
  ...needs
}: PageInboxNeeds): RouteFile {
  const addressOf = clientAddressReader(trustedProxies)

  async function readerOf(siteId: string, header: (name: string) => string | undefined): Promise<Reader> {
    if (!(await needs.hasInbox(siteId))) throw inboxOff(siteId)
    return findPageReader(database, callerProof(siteId, header), { keys, events })
  }

  return routeFile(
    { name: 'Inbox', description: 'What was sent to a person, for the site’s pages.' },
    {
      '/b/:site/inbox': {
        GET: endpoint(read, async ({ site, query, header, answer }) => {
          const page = await readInbox(database, await readerOf(site.id, header), query)
          events.read({ site: site.id })
          return answer(200, page)
        }),
      },
      '/b/:site/inbox/marks': {
        POST: endpoint(mark, async ({ site, body, header, answer }) => {
          const reader = await readerOf(site.id, header)
          const marked = await markInbox(database, reader, body, keys.now())
          events.marked({ site: site.id })
          streams.look()
          return answer(200, marked)
        }),
      },
      '/b/:site/inbox/events': {
        GET: endpoint(listen, async ({ site, header, context: c }) => {
          const reader = await readerOf(site.id, header)
          const address = addressOf(c.env?.incoming?.socket?.remoteAddress, header)
          const who = address === undefined || isLoopback(address) ? undefined : address
          return answerEvents(c, (isServerClosing) => streams.open({ reader, address: who, isServerClosing }))
        }),
      },
    },
  )
}

const params = z.object({ site: z.string().describe('The id of the site.') })
const WHO = ['inbox-off', 'inbox-not-anonymous', ...CALLER_REFUSALS]

const read = {
  id: 'readInbox',
  summary: 'Read the inbox of the person at the page',
  description: `The newest ${NEWEST} sent to the person that are not dismissed, whatever their deliveries came to.`,
  params,
  query: pageQuery,
  headers: callerHeaders,
  answers: { 200: { description: 'A page of it, the newest first.', schema: inboxPage } },
  refusals: [...WHO, 'cursor-invalid'],
} as const

const id = z.string().min(1).max(100)
const ids = z.array(id).max(NEWEST)
const mark = {
  id: 'markInbox',
  summary: 'Mark what is read or dismissed, for all browsers of the person',
  isReport: true,
  description: 'Ids that are not in this inbox are left out.',
  params,
  headers: callerHeaders,
  body: z
    .strictObject({
      read: ids.optional(),
      dismissed: ids.optional(),
      restored: ids.optional().describe('Dismissed ones that are to be there again.'),
      readUntil: id.optional().describe('This one and all older ones are read.'),
    })
    .meta({ id: 'InboxMarks' }),
  example: { readUntil: '9c2b8f0e-5a39-4d5f-8a43-3f1f6f0a7b11' },
  answers: { 200: { description: 'They are marked.', schema: markedInbox } },
  refusals: WHO,
} as const

const listen = {
  id: 'listenToInbox',
  summary: 'Listen to an inbox',
  description:
    'Server-sent events without content: at each `change`, read the inbox again. It ends after some minutes, and ' +
    'the page asks again.',
  params,
  headers: callerHeaders,
  answers: { 200: { description: 'The stream.', type: 'text/event-stream' } },
  refusals: [...WHO, 'inbox-streams-full'],
} as const
