import type { RefusalKinds } from '../refusals/refusal-kind.ts'

/** The refusals about notifications, and about changes of one. */
export const NOTIFICATION_REFUSALS = {
  'audience-invalid': {
    status: 400,
    title: 'The audience is not clear',
    help: 'Give exactly one of topic, subscriber, subscribers and all.',
  },
  'url-invalid': { status: 400, title: 'A link is malformed', help: 'Give a path or an absolute https URL.' },
  'url-not-same-origin': {
    status: 400,
    title: 'A link leads away from the site',
    help: "Link to a page at one of the site's origins; it may redirect.",
  },
  'site-url-missing': {
    status: 400,
    title: 'A path needs the URL of the site',
    help: 'Set BELFRY_URL (or the option url), or give absolute URLs.',
  },
  'payload-too-large': {
    status: 400,
    title: 'The notification is too large to be pushed',
    help: 'Shorten what errors names: push services take about 2800 bytes everywhere.',
  },
  'idempotency-key-invalid': {
    status: 400,
    title: 'The Idempotency-Key is malformed',
    help: 'Send 1 to 255 visible ASCII characters, e.g. a UUID.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The Idempotency-Key was used for another notification',
    help: 'Use a new key for a new notification.',
  },
  'notification-unknown': {
    status: 404,
    title: 'There is no such notification',
    help: 'Check its id; it may belong to another site.',
  },
  'notification-finished': {
    status: 409,
    title: 'The notification is finished',
    help: 'Only a notification that is being sent can be changed.',
  },
  'notification-streams-full': {
    status: 503,
    title: 'Too many listen already',
    help: 'Ask again later, or show the notification from time to time.',
  },
} as const satisfies RefusalKinds
