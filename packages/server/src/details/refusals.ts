import type { RefusalKinds } from '../refusals/refusal-kind.ts'
import { Refusal } from '../refusals/refusal.ts'

/** The refusals about the content behind an opaque notification. */
export const DETAILS_REFUSALS = {
  'details-unknown': {
    status: 404,
    title: 'There is no such notification for this person',
    help: 'Only those whom it was sent to may read it. Check the id, and who is signed in.',
  },
  'details-gone': {
    status: 410,
    title: 'Its content is not there any more',
    help: 'It was withdrawn, or erased by age (BELFRY_KEEP_CONTENT_DAYS): say so in place of it.',
  },
  'details-owner-only': {
    status: 403,
    title: 'The site shows it only to who is signed in',
    help: 'Send the identity token, or let browsers ask: `belfry sites edit <id> --details browser`.',
  },
} as const satisfies RefusalKinds

/** The same for one that does not exist and one of somebody else: neither is told. */
export function detailsUnknown(): Refusal {
  return new Refusal('details-unknown', 'no notification of this id was sent to this person')
}

export function detailsGone(why: 'withdrawn' | 'erased'): Refusal {
  return new Refusal('details-gone', `the content of the notification was ${why}`)
}
