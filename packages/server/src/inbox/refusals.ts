import type { RefusalKinds } from '../refusals/refusal-kind.ts'
import { Refusal } from '../refusals/refusal.ts'

/** The refusals about inboxes. */
export const INBOX_REFUSALS = {
  'inbox-off': {
    status: 404,
    title: 'The site has no inbox',
    help: 'An operator turns it on: `belfry sites edit <id> --inbox on`, or PATCH /v1/sites/:id with {"inbox": true}.',
  },
  'inbox-not-anonymous': {
    status: 403,
    title: 'This browser belongs to somebody who has signed in',
    help: 'Send the identity token of the person at the page: a handle opens the inbox of nobody else.',
  },
  'inbox-streams-full': {
    status: 503,
    title: 'Too many pages listen already',
    help: 'Ask again later, or read the inbox without listening.',
  },
} as const satisfies RefusalKinds

export function inboxOff(siteId: string): Refusal {
  return new Refusal('inbox-off', `the inbox of the site ${JSON.stringify(siteId.slice(0, 100))} is off`)
}
